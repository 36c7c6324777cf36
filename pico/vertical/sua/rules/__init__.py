"""Arithmetic of the law, without rows: thresholds, advice, checks of codes, sums that square."""
