"""Marts: what the pages count on, made from the clean tables by Ibis expressions."""
