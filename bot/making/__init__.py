"""Files that go out with messages: made when the message leaves, in a process of their own, each once."""
