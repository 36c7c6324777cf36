"""The modules of this deployment: add or remove a line."""

MODULES: list[str] = [
    "pico.horizontal.community",
    "pico.horizontal.helpdesk",
    "pico.horizontal.observatory",
    "pico.vertical.sua",
]
