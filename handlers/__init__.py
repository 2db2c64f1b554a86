"""What an officer can do: the conversation engine and one module per command."""
