"""What the SUA does by itself, one file per noun."""

from . import campaigns

__all__ = ["campaigns"]
