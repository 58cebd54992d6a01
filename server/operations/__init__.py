"""What those who run the service need: figures, logs, signs of health, bounded connections."""
