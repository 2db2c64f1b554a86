"""The guides, and what makes their pictures."""
