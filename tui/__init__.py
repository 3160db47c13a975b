"""The reading room in the terminal and the command line."""
