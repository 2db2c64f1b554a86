"""The steps from one schema to the next, in order; each is kept as it was when it was released."""
