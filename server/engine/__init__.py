"""The contained engine: worker processes that evaluate one request at a time and can be killed."""
