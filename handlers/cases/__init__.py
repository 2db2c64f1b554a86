"""Cases that those above look after: opening, taking up, handing on, closing."""
