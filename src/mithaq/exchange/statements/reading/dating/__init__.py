"""Dating: from the words of a date to what is written of it, and from that to a day or period."""
