"""The vocabulary, its Python terms, and the hand-curated knowledge about the world."""
