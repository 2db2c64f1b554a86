"""Quotas from a file: the sheet that an officer filled in, or a flat list of many; entered all or not at all."""
