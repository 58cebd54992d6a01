"""SPARQL-based constraints and constraint components (SHACL §5, §6)."""
