"""Quotas: assigning them to the unions below, by conversation or by spreadsheet, and seeing what was given to whom."""
