"""What is due, closing a round, what waits for one, and how one is reminded."""
