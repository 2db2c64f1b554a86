"""Reading reports from a file of JSON lines: judged as a conversation would, written all or none."""
