"""What happens by the clock: housekeeping, deadlines, reminders, delivery."""
