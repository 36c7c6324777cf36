"""How the access table makes a file and where it looks for it."""

from pico.core.access.shared import SharedObject

FILE = SharedObject(
    model="files.StoredFile",
    make="pico.core.files.tests.factories.make_file",
    channels={
        "list": "/file/",
        "export": "/file/?formato=csv",
        "search": "/cerca/?q={title}",
        "suggestions": "/cerca/suggerimenti/?q={title}",
        "api": "/api/v1/files",
        "api search": "/api/v1/search?q={title}",
    },
    detail={"page": "files:detail", "download": "files:download", "versions": "files:versions"},
)
