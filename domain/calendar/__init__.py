"""The reporting calendar: working days, reporting rounds, and when one is reminded of them."""
