"""What may come in: each hostile content is sent back with its own code, each honest one is known."""

import base64
import io
import struct
import zipfile
import zlib
from dataclasses import replace

import pytest

from pico.core.files.inspection import inspect
from pico.core.files.limits import MB, Limits
from pico.core.files.terms import Signature
from pico.core.files.tests import factories as make
from pico.core.foundation.errors import Refusal

LIMITS = Limits()


def judge(content: bytes, name: str, **limits):
    verdict = inspect(io.BytesIO(content), name, Limits(**limits))
    if verdict.inner is not None:
        with verdict.inner.content as inner:
            inner.seek(0)
            return replace(verdict, inner=replace(verdict.inner, content=inner.read()))
    return verdict


def refused(content: bytes, name: str, **limits) -> str:
    with pytest.raises(Refusal) as refusal:
        judge(content, name, **limits)
    return refusal.value.code


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (make.make_pdf(), "a.pdf", "application/pdf"),
        (make.make_image("PNG"), "a.png", "image/png"),
        (make.make_image("JPEG"), "a.jpeg", "image/jpeg"),
        (make.make_image("GIF"), "a.gif", "image/gif"),
        (make.make_image("TIFF"), "a.tif", "image/tiff"),
        (make.make_image("WEBP"), "a.webp", "image/webp"),
        ("Città di Forlì".encode(), "a.txt", "text/plain"),
        ("Città di Forlì".encode("cp1252"), "a.txt", "text/plain"),
        ("comune;abitanti\nConegliano;34000\n".encode("utf-16"), "a.csv", "text/csv"),
        (b'{"cig": "B1234567890"}', "a.json", "application/json"),
        (b'<?xml version="1.0"?><atto><oggetto>Gara</oggetto></atto>', "a.xml", "application/xml"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="3"/></svg>',
            "a.svg",
            "image/svg+xml",
        ),
        (make.make_zip({"atti/delibera.pdf": make.make_pdf()}), "a.zip", "application/zip"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_honest_content_is_known(content, name, media_type):
    verdict = judge(content, name)
    assert (verdict.media_type, verdict.name, verdict.note) == (media_type, name, "")


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (make.make_docx, "a.docx"),
        (make.make_odt, "a.odt"),
        (lambda: make.make_xlsx([[1]]), "a.xlsx"),
    ],
)
def test_an_office_document_is_known(made, name):
    verdict = judge(made(), name)
    assert verdict.name == name
    assert verdict.note == ""


# Names -------------------------------------------------------------------------------------------


def test_a_wrong_extension_is_corrected_and_said():
    verdict = judge(make.make_pdf(), "relazione.txt")
    assert verdict.name == "relazione.pdf"
    assert "PDF" in verdict.note


def test_a_missing_extension_is_given():
    assert judge(make.make_image(), "mappa").name == "mappa.png"


def test_a_date_in_the_name_is_not_an_extension():
    assert judge(make.make_pdf(), "verbale 12.2026").name == "verbale 12.2026.pdf"


def test_the_name_of_a_program_is_refused_whatever_is_inside():
    assert refused(make.make_pdf(), "fattura.pdf.exe") == "executable"


# Programs and macros -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [b"MZ\x90\0\3", b"\x7fELF\2\1", b"#!/bin/sh\n", b"\xca\xfe\xba\xbe\0", b"\xcf\xfa\xed\xfe"],
)
def test_a_program_under_another_name_is_refused(head):
    assert refused(head + bytes(100), "relazione.pdf") == "executable"


def test_a_sentence_beginning_with_mz_is_a_text():
    assert judge(b"MZ e' la sigla di un ufficio.", "nota.txt").media_type == "text/plain"


@pytest.mark.parametrize("name", ["a.docm", "a.xlsm", "a.xlsb", "a.pptm"])
def test_a_document_for_macros_is_refused(name):
    assert refused(make.make_docx(), name) == "macros"


def test_macros_in_a_docx_are_refused():
    assert refused(make.make_docx(extra={"word/vbaProject.bin": b"\xd0\xcf"}), "a.docx") == "macros"


def test_a_docm_renamed_docx_is_refused():
    content = make.make_zip(
        {"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}
    )
    assert refused(content, "a.docx") == "macros"


def test_macros_in_an_odt_are_refused():
    content = make.make_odt(extra={"Basic/Standard/Module1.xml": b"<script/>"})
    assert refused(content, "a.odt") == "macros"


def test_a_template_fetched_from_elsewhere_is_refused():
    link = (
        b'<Relationships><Relationship Type="x/attachedTemplate" Target="a" TargetMode="External"/>'
    )
    content = make.make_docx(extra={"word/_rels/settings.xml.rels": link})
    assert refused(content, "a.docx") == "remote_template"


@pytest.mark.parametrize(
    "content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"{\\rtf1 ciao}"]
)
def test_old_office_formats_are_refused(content):
    assert refused(content, "a.txt") == "old_office"


def test_a_program_in_an_archive_is_refused():
    assert refused(make.make_zip({"doc/setup.exe": b"x"}), "a.zip") == "executable"


def test_a_program_with_a_false_name_in_an_archive_is_refused():
    assert refused(make.make_zip({"doc/foto.jpg": b"MZ" + bytes(90)}), "a.zip") == "executable"


# Archives ------------------------------------------------------------------------------------------


def test_an_archive_that_unpacks_to_too_much_is_refused():
    content = make.make_zip({f"{n}.txt": bytes(MB) for n in range(4)})
    assert refused(content, "a.zip", zip_unpacked_bytes=3 * MB) == "zip_bomb"


def test_an_archive_packed_beyond_the_ratio_is_refused():
    assert refused(make.make_zip({"a.txt": bytes(12 * MB)}), "a.zip") == "zip_bomb"


def test_a_docx_packed_beyond_the_ratio_is_refused():
    content = make.make_docx(extra={"word/media/image1.bmp": bytes(30 * MB)})
    assert refused(content, "a.docx") == "zip_bomb"


def test_an_odt_packed_beyond_the_ratio_is_refused():
    content = make.make_odt(extra={"Pictures/1.bmp": bytes(30 * MB)})
    assert refused(content, "a.odt") == "zip_bomb"


def test_an_archive_of_too_many_entries_is_refused():
    content = make.make_zip({f"{n}.txt": b"" for n in range(30)})
    assert refused(content, "a.zip", zip_entries=20) == "zip_bomb"


def test_archives_within_archives_are_counted_together():
    inner = make.make_zip({"a.txt": bytes(2 * MB)})
    content = make.make_zip({"1.zip": inner, "2.zip": inner}, zipfile.ZIP_STORED)
    assert refused(content, "a.zip", zip_unpacked_bytes=3 * MB) == "zip_bomb"


def test_archives_nested_too_deep_are_refused():
    content = make.make_zip({"a.txt": b"x"})
    for _ in range(3):
        content = make.make_zip({"a.zip": content})
    assert refused(content, "a.zip") == "zip_bomb"


def test_an_entry_longer_than_declared_is_refused():
    content = make.make_zip({"a.txt": bytes(100_000)})
    lying = content.replace(struct.pack("<L", 100_000), struct.pack("<L", 10))
    assert refused(lying, "a.zip") in {"zip_bomb", "damaged"}


def test_entries_that_share_their_bytes_are_refused():
    content = bytearray(make.make_zip({"a.txt": zlib.compress(bytes(5000)), "b.txt": b"x" * 50}))
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<L", 0)
    assert refused(bytes(content), "a.zip") == "zip_bomb"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:\\a.txt", "a\\..\\..\\b.txt"]
)
def test_an_archive_that_climbs_out_is_refused(name):
    assert refused(make.make_zip({name: b"x"}), "a.zip") == "unsafe_archive"


def test_a_link_inside_an_archive_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        entry = zipfile.ZipInfo("elenco.txt")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    assert refused(made.getvalue(), "a.zip") == "unsafe_archive"


def test_a_directory_of_millions_of_names_is_refused_unread():
    content = bytearray(make.make_zip({"a.txt": b"x"}))
    content[-10:-6] = struct.pack("<L", 100_000_000)
    assert refused(bytes(content), "a.zip") == "zip_bomb"


def test_a_cut_archive_is_refused():
    assert refused(make.make_zip({"a.txt": b"x" * 500})[:-20], "a.zip") == "damaged"


# Two natures ---------------------------------------------------------------------------------------


def test_a_pdf_that_is_also_a_page_is_refused():
    content = b"%PDF-1.4\n<html><script>alert(1)</script>" + make.make_pdf()
    assert refused(content, "a.pdf") == "polyglot"


def test_a_page_after_the_end_of_a_pdf_is_refused():
    assert refused(make.make_pdf(tail=b"<script>alert(1)</script>"), "a.pdf") == "polyglot"


def test_an_archive_after_a_pdf_is_refused():
    assert refused(make.make_pdf(tail=make.make_zip({"a": b"x"})), "a.pdf") == "polyglot"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_an_archive_after_an_image_is_refused(kind):
    content = make.make_image(kind) + make.make_zip({"a.txt": b"x"})
    assert refused(content, f"a.{kind.lower()}") == "polyglot"


def test_a_gif_that_is_also_a_script_is_refused():
    assert refused(b"GIF89a/*" + bytes(40) + b"*/=1;alert(1)", "a.gif") == "polyglot"


def test_a_gif_in_name_only_is_refused():
    assert refused(b"GIF89a" + b"\x01" * 60, "a.gif") == "damaged"


def test_a_script_in_the_comment_of_an_image_is_refused():
    content = make.make_image("JPEG")
    comment = b"<script>alert(1)</script>"
    content = (
        content[:2] + b"\xff\xfe" + struct.pack("!H", len(comment) + 2) + comment + content[2:]
    )
    assert refused(content, "a.jpg") == "polyglot"


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.html", "a.xml", "a.pdf"])
def test_a_page_under_any_name_is_refused(name):
    assert (
        refused(b"<!DOCTYPE html><html><script>alert(1)</script></html>", name) == "unknown_format"
    )


def test_xhtml_under_the_name_of_xml_is_refused():
    content = b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'
    assert refused(content, "a.xml") == "unknown_format"


def test_an_image_with_too_many_points_is_refused():
    assert refused(make.make_image(size=(300, 300)), "a.png", image_pixels=80_000) == "image_bomb"


@pytest.mark.parametrize(
    "inside",
    [
        b"<script>alert(1)</script>",
        b'<rect onload="alert(1)"/>',
        b'<a href="javascript:alert(1)"><rect/></a>',
        b'<image href="https://example.com/a.png"/>',
        b"<foreignObject><p/></foreignObject>",
        b'<style>rect{fill:url("https://example.com/a")}</style>',
        b'<animate attributeName="href" to="javascript:alert(1)"/>',
    ],
)
def test_an_svg_that_acts_is_refused(inside):
    content = b'<svg xmlns="http://www.w3.org/2000/svg">' + inside + b"</svg>"
    assert refused(content, "a.svg") == "active_svg"


def test_an_svg_with_handlers_on_its_root_is_refused():
    content = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    assert refused(content, "a.svg") == "active_svg"


def test_xml_that_multiplies_itself_is_refused():
    content = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'
    assert refused(content, "a.xml") == "bad_xml"


def test_xml_that_reads_other_files_is_refused():
    content = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    )
    assert refused(content, "a.xml") == "bad_xml"


def test_xml_nested_beyond_reason_is_refused():
    content = b'<?xml version="1.0"?>' + b"<a>" * 1000 + b"</a>" * 1000
    assert refused(content, "a.xml") == "bad_xml"


def test_an_svg_drawn_by_a_program_is_known():
    content = b"""<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<style>rect{fill:url(#g)}</style><use xlink:href="#r"/><rect id="r" style="fill:#06c"/>
<image xlink:href="data:image/png;base64,AAAA"/></svg>"""
    assert judge(content, "a.svg").media_type == "image/svg+xml"


def test_broken_json_is_refused():
    assert refused(b'{"a": ', "a.json") == "damaged"


def test_an_empty_file_is_refused():
    assert refused(b"", "a.pdf") == "empty"


def test_bytes_without_a_format_are_refused():
    assert refused(bytes(range(256)) * 4, "a.txt") == "unknown_format"


def test_a_cut_pdf_is_refused():
    assert refused(make.make_pdf()[:300], "a.pdf") == "damaged"


# Signed documents ----------------------------------------------------------------------------------


@pytest.mark.parametrize("pieces", [False, True])
def test_the_document_inside_a_signed_envelope_is_opened(pieces):
    pdf = make.make_pdf()
    verdict = judge(make.make_p7m(pdf, pieces=pieces), "delibera.pdf.p7m")
    assert verdict.signature == Signature.CADES
    assert (verdict.inner.name, verdict.inner.media_type) == ("delibera.pdf", "application/pdf")
    assert verdict.inner.content == pdf


def test_an_envelope_in_base64_is_opened():
    content = base64.encodebytes(make.make_p7m(make.make_pdf()))
    assert judge(content, "delibera.pdf.p7m").inner.media_type == "application/pdf"


def test_an_envelope_signed_twice_is_opened_to_the_document():
    content = make.make_p7m(make.make_p7m(make.make_pdf()))
    assert judge(content, "a.pdf.p7m.p7m").inner.name == "a.pdf"


def test_a_program_inside_a_signed_envelope_is_refused():
    assert refused(make.make_p7m(b"MZ\x90\0" + bytes(99)), "a.pdf.p7m") == "executable"


def test_envelopes_nested_too_deep_are_refused():
    content = make.make_pdf()
    for _ in range(5):
        content = make.make_p7m(content)
    assert refused(content, "a.pdf.p7m") == "zip_bomb"


def test_a_cut_envelope_is_refused():
    assert refused(make.make_p7m(make.make_pdf())[:200], "a.pdf.p7m") == "damaged"


def test_a_signed_pdf_is_said_to_be_signed():
    content = make.make_pdf().replace(b"/Type /Catalog", b"/ByteRange [0 1 2 3] /Type /Catalog")
    assert judge(content, "a.pdf").signature == Signature.PADES
