"""The reporting calendar in the tables: what was set, who is expected in a round, what was submitted and frozen."""
