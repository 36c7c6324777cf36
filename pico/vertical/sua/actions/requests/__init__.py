"""A request from its draft to the answer of the SUA."""
