"""Every list and look-up, already limited to what the actor may see."""
