"""Indicators, each declared once: passport and expression together, whatever engine runs it."""
