"""How the access table makes what the Community shares, and where it looks for it."""

from pico.core.access.shared import SharedObject

_TESTS = "pico.horizontal.community.tests.papers"

FOLDER = SharedObject(
    model="community.Folder",
    make=f"{_TESTS}.make_folder",
    channels={
        "list": "/community/documenti/",
        "search": "/cerca/?q={title}",
        "suggestions": "/cerca/suggerimenti/?q={title}",
        "api search": "/api/v1/search?q={title}",
    },
    detail={"page": "community:folder"},
)

# A document is its stored file: same table, other doors.
DOCUMENT = SharedObject(
    model="files.StoredFile",
    make=f"{_TESTS}.make_document_file",
    channels={
        "recent": "/community/documenti/recenti/",
        "export": "/community/documenti/recenti/?formato=csv",
        "search": "/cerca/?q={title}",
        "suggestions": "/cerca/suggerimenti/?q={title}",
        "api search": "/api/v1/search?q={title}",
    },
    detail={
        "page": "community:document",
        "versions": "community:document_versions",
        "download": "community:document_download",
    },
)

NETWORK = SharedObject(
    model="community.Network",
    make=f"{_TESTS}.make_network",
    channels={
        "list": "/community/reti/",
        "search": "/cerca/?q={title}",
        "suggestions": "/cerca/suggerimenti/?q={title}",
        "api search": "/api/v1/search?q={title}",
    },
    detail={"page": "community:network_by_key"},
)
