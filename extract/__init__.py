"""Text to claims to RDF: reading, mentions, parsing, rules, curation."""
