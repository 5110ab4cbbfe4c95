"""Statements and minutes in Arabic: read into findings, reviewed by a person, then registered."""
