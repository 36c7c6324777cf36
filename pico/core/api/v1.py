"""Version 1: what is served at /api/v1/."""

from .gate import open_modules
from .resources import enti, files, me, searching, spaces
from .service import api

api.add_router("/enti", enti.router)
api.add_router("/spaces", spaces.router)
api.add_router("/search", searching.router)
api.add_router("/files", files.router)
api.add_router("/me", me.router)
open_modules(api)
