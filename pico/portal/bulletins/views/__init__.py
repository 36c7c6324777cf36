"""HTTP of the bulletins: each view reads queries or makes one call to an action."""
