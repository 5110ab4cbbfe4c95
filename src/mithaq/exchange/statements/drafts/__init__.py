"""Statements that were taken in: their drafts, what a person decided, what they became."""
