"""Print who can come into the demo."""

import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
django.setup()

from pico.core.access.terms import Role
from pico.core.testing.cast import CAST, PASSWORD

if __name__ == "__main__":
    print(f"\nChi può entrare (la password di tutti è {PASSWORD}):")
    for part in CAST:
        roles = (
            ", ".join(str(Role(role).label) for role in part.roles) or "in attesa di approvazione"
        )
        print(f"  {part.username:<22} {part.first_name} {part.last_name}: {roles}")
