"""Every change: one verb, keyword-only, one transaction, one audit line."""
