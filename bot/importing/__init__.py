"""Units from a spreadsheet: read, judged row by row, and written all or not at all."""
