"""Pages of this room: each reads queries or calls one action."""
