"""Examples that a person can reckon by hand, run through the conversations."""
