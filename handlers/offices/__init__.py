"""Offices and who holds them: invitations, coming in, accounts, leaving, and what is kept about officers."""
