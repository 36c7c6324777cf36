"""The nouns of the SUA."""
