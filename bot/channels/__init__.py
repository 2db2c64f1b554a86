"""The ways in which people are reached: one class each, behind the protocol of `bot.channels.channel`."""
