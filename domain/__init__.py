"""What Tiendo counts: the plan, units, measures and progress. Pure Python, no I/O."""
