"""The validator of OCDS, with the schemas kept beside the tests: it asks the network for nothing."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from zipfile import ZipFile

from libcoveocds.api import ocds_json_output
from libcoveocds.config import LibCoveOCDSConfig
from ocdsextensionregistry import extension_version

from ..rules.ocds import LOTS

DATA = Path(__file__).parent / "data" / "ocds"
STANDARD = "https://standard.open-contracting.org/1.1/en/"


def standard() -> bytes:
    """The schemas as the archive that the validator would fetch."""
    home, archive = DATA / "standard", BytesIO()
    with ZipFile(archive, "w") as file:
        file.writestr("standard/", "")
        for one in sorted(home.rglob("*.*")):
            file.write(one, f"standard/standard/schema/{one.relative_to(home)}")
    return archive.getvalue()


class Shelf:
    """Answers for the addresses of the Lots extension; anything else is an error of the test."""

    def get(self, url: str, **options) -> SimpleNamespace:
        home = LOTS.removesuffix("extension.json")
        if not url.startswith(home):
            raise AssertionError(f"The network was asked for {url}")
        file = DATA / "lots" / url.removeprefix(home)
        return SimpleNamespace(
            status_code=200, content=file.read_bytes(), raise_for_status=lambda: None
        )


def validate(package: dict, monkeypatch) -> dict:
    """What the validator found: everything that it calls an error, nothing of what it only remarks."""
    monkeypatch.setattr(extension_version, "session", Shelf())
    monkeypatch.setattr(
        extension_version.ExtensionVersion, "repository_ref_download_url", None, raising=False
    )
    config = LibCoveOCDSConfig()
    config.config |= {
        "context": "api",
        "standard_zip": standard(),
        "schema_version_choices": {"1.1": ("1.1", STANDARD, "1__1__4")},
    }
    with TemporaryDirectory() as folder:
        found = ocds_json_output(folder, json_data=package, lib_cove_ocds_config=config)
    extensions = found.get("extensions") or {}
    return {
        "structure": found["validation_errors"],
        "additional": dict(found.get("additional_checks") or {}),
        "closed lists": found["additional_closed_codelist_values"],
        "unknown fields": found["additional_fields"],
        "conformance": found.get("conformance_errors") or {},
        "extensions": extensions.get("invalid_extensions") or [],
        "deprecated": found["deprecated_fields"],
    }


NOTHING = {
    "structure": [],
    "additional": {},
    "closed lists": {},
    "unknown fields": [],
    "conformance": {},
    "extensions": [],
    "deprecated": [],
}
