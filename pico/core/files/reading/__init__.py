"""Reading documents: text and pictures of the first pages, in a process of its own with its own limits."""

from .reader import Reading, Task, read

__all__ = ["Reading", "Task", "read"]
