"""Checks before data leave, confirmations, CUPs to heal, the dictionary of errors."""
