"""Parses, and how English realizes arguments in them."""
