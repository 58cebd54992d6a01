"""What words mean, as data: frames, nouns, verbs that bear on others, inflection."""
