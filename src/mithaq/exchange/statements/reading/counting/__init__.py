"""Counting: what numbers count, how nearly, and which numbers count nothing."""
