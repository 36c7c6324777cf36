"""Where things are: the repository, its virtual environment, its data."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = Path(os.environ.get("VENV") or ROOT / ".venv").absolute()
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"
VAR = Path(os.environ.get("VAR") or ROOT / "var").absolute()
REGISTRY = VAR / "registry"
