"""The store and the HTTP service over it."""
