"""What people are told by the clock: planned from the tables, handed over once, and what became of it."""
