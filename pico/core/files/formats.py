"""The formats that may be stored: media type, extensions, name, family."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Family(models.TextChoices):
    PDF = "PDF", _("PDF")
    TEXT_DOCUMENT = "TEXT_DOCUMENT", _("Documenti di testo")
    SPREADSHEET = "SPREADSHEET", _("Fogli di calcolo")
    SLIDES = "SLIDES", _("Presentazioni")
    DATA = "DATA", _("Dati e testo semplice")
    IMAGE = "IMAGE", _("Immagini")
    VIDEO = "VIDEO", _("Video e audio")
    ARCHIVE = "ARCHIVE", _("Archivi ZIP")
    SIGNED = "SIGNED", _("Documenti firmati p7m")


@dataclass(frozen=True, slots=True)
class Format:
    """The first extension is the one given when the name has none or a wrong one."""

    media_type: str
    label: str
    family: Family
    extensions: tuple[str, ...]


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
DOC, SHEET, SLIDES = Family.TEXT_DOCUMENT, Family.SPREADSHEET, Family.SLIDES

PDF = "application/pdf"
ZIP = "application/zip"
P7M = "application/pkcs7-mime"
SVG = "image/svg+xml"
XML = "application/xml"
TEXT = "text/plain"
CSV = "text/csv"
DOCX = f"{_OOXML}wordprocessingml.document"
XLSX = f"{_OOXML}spreadsheetml.sheet"
PPTX = f"{_OOXML}presentationml.presentation"
ODT, ODS, ODP = f"{_ODF}text", f"{_ODF}spreadsheet", f"{_ODF}presentation"

FORMATS = (
    Format(PDF, "PDF", Family.PDF, ("pdf",)),
    Format(DOCX, "Word (docx)", DOC, ("docx",)),
    Format(f"{_OOXML}wordprocessingml.template", "Modello Word", DOC, ("dotx",)),
    Format(XLSX, "Excel (xlsx)", SHEET, ("xlsx",)),
    Format(f"{_OOXML}spreadsheetml.template", "Modello Excel", SHEET, ("xltx",)),
    Format(PPTX, "PowerPoint (pptx)", SLIDES, ("pptx",)),
    Format(f"{_OOXML}presentationml.slideshow", "PowerPoint (ppsx)", SLIDES, ("ppsx",)),
    Format(f"{_OOXML}presentationml.template", "Modello PowerPoint", SLIDES, ("potx",)),
    Format(ODT, "OpenDocument (odt)", DOC, ("odt",)),
    Format(f"{_ODF}text-template", "Modello OpenDocument", DOC, ("ott",)),
    Format(ODS, "OpenDocument (ods)", SHEET, ("ods",)),
    Format(ODP, "OpenDocument (odp)", SLIDES, ("odp",)),
    Format(f"{_ODF}graphics", "OpenDocument (odg)", Family.IMAGE, ("odg",)),
    Format(TEXT, "Testo", Family.DATA, ("txt", "md", "log")),
    Format(CSV, "CSV", Family.DATA, ("csv", "tsv")),
    Format("application/json", "JSON", Family.DATA, ("json", "geojson")),
    Format(XML, "XML", Family.DATA, ("xml", "gml", "kml", "xsd")),
    Format("image/png", "PNG", Family.IMAGE, ("png",)),
    Format("image/jpeg", "JPEG", Family.IMAGE, ("jpg", "jpeg")),
    Format("image/gif", "GIF", Family.IMAGE, ("gif",)),
    Format("image/webp", "WebP", Family.IMAGE, ("webp",)),
    Format("image/tiff", "TIFF", Family.IMAGE, ("tif", "tiff")),
    Format(SVG, "SVG", Family.IMAGE, ("svg",)),
    Format("video/mp4", "Video MP4", Family.VIDEO, ("mp4", "m4v")),
    Format("audio/mpeg", "Audio MP3", Family.VIDEO, ("mp3",)),
    Format(ZIP, "Archivio ZIP", Family.ARCHIVE, ("zip",)),
    Format(P7M, "Firmato p7m", Family.SIGNED, ("p7m",)),
)
BY_TYPE = {one.media_type: one for one in FORMATS}
BY_EXTENSION = {extension: one for one in FORMATS for extension in one.extensions}
TEXTS = frozenset({TEXT, CSV, "application/json"})
RASTERS = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff"})

MACRO_EXTENSIONS = frozenset(
    ["docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm", "ppam", "sldm"]
)
OLD_OFFICE_EXTENSIONS = frozenset(["doc", "dot", "xls", "xlt", "ppt", "pps", "rtf"])
EXECUTABLE_EXTENSIONS = frozenset(
    [
        "exe",
        "com",
        "scr",
        "pif",
        "cpl",
        "msi",
        "msp",
        "msix",
        "appx",
        "bat",
        "cmd",
        "ps1",
        "psm1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "mjs",
        "wsf",
        "wsh",
        "hta",
        "lnk",
        "url",
        "reg",
        "inf",
        "dll",
        "sys",
        "ocx",
        "drv",
        "jar",
        "class",
        "war",
        "apk",
        "app",
        "dmg",
        "pkg",
        "deb",
        "rpm",
        "sh",
        "bash",
        "zsh",
        "run",
        "bin",
        "elf",
        "so",
        "py",
        "pyc",
        "pl",
        "php",
        "phtml",
        "asp",
        "aspx",
        "jsp",
        "cgi",
        "chm",
        "hlp",
        "gadget",
        "application",
        "xll",
        "iqy",
        "slk",
        "settingcontent-ms",
        "iso",
        "img",
        "vhd",
        "vhdx",
        "html",
        "htm",
        "xhtml",
        "shtml",
        "mht",
        "mhtml",
        "svgz",
        "swf",
    ]
)


def label_of(media_type: str) -> str:
    known = BY_TYPE.get(media_type)
    return known.label if known else media_type


def accepted() -> str:
    """The `accept` attribute of a file field."""
    return ",".join(f".{extension}" for extension in BY_EXTENSION)


def families() -> list[str]:
    """What may be uploaded, said to a person."""
    return [str(label) for label in Family.labels]
