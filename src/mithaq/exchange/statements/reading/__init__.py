"""Reading: pure functions from a text to its findings. No database, no input or output."""
