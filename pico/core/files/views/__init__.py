"""HTTP of the files: each view reads queries or makes one call to an action."""
