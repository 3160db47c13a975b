"""The parts of the reading room, one widget a file."""
