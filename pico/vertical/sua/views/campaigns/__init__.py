"""Pages of the needs campaigns."""
