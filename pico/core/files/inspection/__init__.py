"""What a file really is, and whether it may come in: decided by its content, never by its name.

`inspect` is the door. Every refusal is a `Refusal` with a sentence and a stable code.
"""

from .door import Inner, Verdict, inspect, refuse_by_name

__all__ = ["Inner", "Verdict", "inspect", "refuse_by_name"]
