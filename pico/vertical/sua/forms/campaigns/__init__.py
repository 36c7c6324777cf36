"""Forms of the needs campaigns."""
