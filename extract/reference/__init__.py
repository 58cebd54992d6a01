"""Who and what a text speaks of: names, descriptions, pronouns."""
