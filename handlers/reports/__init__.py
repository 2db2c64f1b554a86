"""Reporting: asking a form's questions, checking, reviewing, keeping, correcting, for one unit or many."""
