"""HTTP of the editorial office: each view reads queries or makes one call to an action."""
