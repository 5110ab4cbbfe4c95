"""Readers of the ledger. Pages read the stored result of the last reckoning."""
