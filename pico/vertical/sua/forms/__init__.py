"""Forms of the SUA."""
