"""Lists and look-ups, limited to what the actor may see."""
