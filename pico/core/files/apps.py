from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

from .permissions import FilesPermission


class FilesConfig(AppConfig):
    name = "pico.core.files"
    label = "files"
    manifest = Module(
        key="files",
        label=_("File"),
        layer="core",
        description=_("Documenti dell'ente e delle reti: versioni, antivirus, chi li vede."),
        icon="it-files",
        path="file",
        permissions="pico.core.files.permissions.POLICY",
        menu=(
            MenuEntry(_("File"), "files:list", icon="it-files", public=True),
            MenuEntry(
                _("Carica file"),
                "files:upload",
                icon="it-upload",
                permission=FilesPermission.UPLOAD,
            ),
            MenuEntry(
                _("Cestino"),
                "files:trash_list",
                icon="it-delete",
                permission=FilesPermission.UPLOAD,
            ),
        ),
        search=("pico.core.files.searching.SOURCE",),
        shared=("pico.core.files.sharing.FILE",),
        demo="pico.core.files.demo.furnish",
        in_main_menu=True,
        order=20,
    )
