"""A tour of the bot on the terminal: the whole real pipeline, with a channel that lives in memory."""
