"""The words of this room."""

FAMILY = "modules"  # of what is kept until a space, or what it chose, changes (`core/generations`)
