"""Every list of this room, limited to what the actor may see."""
