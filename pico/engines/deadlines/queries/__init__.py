"""Every list of the engine."""
