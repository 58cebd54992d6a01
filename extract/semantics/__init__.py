"""From what a sentence evokes to claims: roles, certainty, source, time."""
