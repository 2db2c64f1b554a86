"""A sample province, made from a seed: invented unions with lifelike figures, for a tour and for tests."""
