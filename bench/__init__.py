"""Measurements: what Accord finds against what people found, and how fast it is."""
