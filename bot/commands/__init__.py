"""The sub-commands of `tiendo`, one module each."""
