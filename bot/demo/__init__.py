"""A tour of the bot on the terminal, and the web page with a door for each role: the whole real pipeline on samples."""
