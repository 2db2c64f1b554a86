"""The process that reads one document: `python -m bot.documents`, see `bot.documents.apart`."""

from bot.documents.apart import main

main()
