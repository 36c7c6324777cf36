"""Modules that hear or find each other: what only shows when both are there."""
