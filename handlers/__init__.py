"""What an officer can do: here the conversation engine and what all commands share, in the rooms below the commands.

`reports` asks, checks and keeps; `progress` shows; `cases` are looked after; `offices` are given, taken up and ended.
"""
