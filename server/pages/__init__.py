"""What the service says beside answers to queries: descriptions, as data and as pages."""
