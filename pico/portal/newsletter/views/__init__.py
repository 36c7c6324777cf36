"""HTTP of the newsletter: each view reads queries or makes one call to an action."""
