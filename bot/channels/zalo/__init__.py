"""The bot on Zalo."""
