"""The web page: the door that nobody can close. A small ASGI application beside the channels, in the same program."""
