"""Pictures of the demo, drawn on the spot: abstract landscapes, nobody's property."""

import math
import random
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image, ImageDraw, ImageFilter

from pico.portal.sites.models import SiteDocument, SiteImage, SpaceSite

SIZE = (1280, 800)


@dataclass(frozen=True, slots=True)
class Scene:
    """A landscape: the colours of sky and ground, and the words that say what is seen."""

    alt: str
    sky: tuple[str, str]
    hills: tuple[str, ...]
    sun: str = ""
    water: str = ""
    houses: bool = False
    seed: int = 1


SCENES = {
    "colline": Scene(
        "Disegno di colline verdi una dietro l'altra sotto un cielo chiaro",
        ("#bfe0f2", "#f4f7ea"),
        ("#9cc3a0", "#6fa57b", "#3f7d5a", "#25553f"),
        sun="#fff4c2",
        seed=3,
    ),
    "monti": Scene(
        "Disegno di montagne azzurre all'alba, con la nebbia in valle",
        ("#7fa8d6", "#fbe3cf"),
        ("#a9bdd8", "#7d97bd", "#54729f", "#2f4a77"),
        sun="#ffd9a8",
        seed=11,
    ),
    "fiume": Scene(
        "Disegno di un fiume blu che scorre tra rive verdi",
        ("#d5ecf7", "#eef7ef"),
        ("#b4d3b0", "#7eb08a", "#4f8a67"),
        water="#3f7fb5",
        seed=7,
    ),
    "citta": Scene(
        "Disegno del profilo di una città con case e campanile davanti alle colline",
        ("#f6d9b8", "#fdf3e4"),
        ("#d9b48f", "#b98663"),
        houses=True,
        seed=5,
    ),
    "sera": Scene(
        "Disegno di un paese con le finestre accese di sera",
        ("#1f2a55", "#6a5b8c"),
        ("#45436f", "#302f57"),
        sun="#f1e9d0",
        houses=True,
        seed=21,
    ),
    "campi": Scene(
        "Disegno di campi dorati e verdi sotto un cielo sereno",
        ("#a8d3ef", "#f1f8fb"),
        ("#e8d48a", "#cfb457", "#8fae5a", "#5b8747"),
        sun="#fff7cf",
        seed=13,
    ),
    "lago": Scene(
        "Disegno di un lago calmo con le montagne sullo sfondo",
        ("#8fc0de", "#e9f3f6"),
        ("#9db7c9", "#6d8fa8"),
        water="#5b9bc0",
        seed=17,
    ),
}


def make_picture(site: SpaceSite, name: str) -> SiteImage:
    """Draw a scene into the collection of a site; the words say what is really there."""
    scene = SCENES[name]
    content = BytesIO()
    draw(scene).save(content, "JPEG", quality=82)
    content.seek(0)
    return SiteImage.objects.create(
        title=scene.alt,
        alt_text=scene.alt,
        file=ImageFile(content, name=f"{name}.jpg"),
        collection=site.collection,
    )


def draw(scene: Scene) -> Image.Image:
    """Return the picture: sky, sun, hills from far to near, then water or houses."""
    dice = random.Random(scene.seed)
    width, height = SIZE
    picture = _sky(scene.sky)
    if scene.sun:
        _sun(picture, scene.sun, dice)
    layers = len(scene.hills)
    for number, colour in enumerate(scene.hills):
        base = height * (0.42 + 0.46 * number / layers)
        _hill(picture, colour, base=base, dice=dice)
    if scene.water:
        pen = ImageDraw.Draw(picture)
        pen.polygon(_river(width, height, dice), fill=scene.water)
    if scene.houses:
        _houses(picture, dice, lit=scene.sky[0] < "#4")
    return picture.filter(ImageFilter.SMOOTH)


def _sky(colours: tuple[str, str]) -> Image.Image:
    column = Image.new("RGB", (1, 2))
    for row, colour in enumerate(colours):
        column.paste(colour, (0, row, 1, row + 1))
    return column.resize(SIZE, Image.Resampling.BICUBIC)


def _sun(picture: Image.Image, colour: str, dice: random.Random) -> None:
    x, y, size = dice.randint(760, 1080), dice.randint(90, 220), dice.randint(60, 90)
    ImageDraw.Draw(picture).ellipse((x - size, y - size, x + size, y + size), fill=colour)


def _hill(picture: Image.Image, colour: str, *, base: float, dice: random.Random) -> None:
    width, height = SIZE
    waves = [(dice.uniform(20, 60) / n, dice.uniform(0, 6.3), 0.004 * n) for n in (1, 2, 4)]
    points = [
        (x, base + sum(size * math.sin(x * pace + start) for size, start, pace in waves))
        for x in range(0, width + 8, 8)
    ]
    ImageDraw.Draw(picture).polygon([*points, (width, height), (0, height)], fill=colour)


def _river(width: int, height: int, dice: random.Random) -> list[tuple[float, float]]:
    bend = dice.uniform(60, 120)
    left, right = [], []
    for step in range(41):
        part = step / 40
        y = height * (0.58 + 0.42 * part)
        middle = width * 0.52 + bend * math.sin(part * 4.2) * (0.3 + part)
        half = 10 + 190 * part * part
        left.append((middle - half, y))
        right.append((middle + half, y))
    return [*left, *reversed(right)]


def _houses(picture: Image.Image, dice: random.Random, *, lit: bool) -> None:
    pen = ImageDraw.Draw(picture)
    width, height = SIZE
    walls = ("#23233f", "#2c2b4c") if lit else ("#f3e3cf", "#e9cfae", "#dcb893")
    roof, window = ("#191932", "#ffd77a") if lit else ("#a85b43", "#6f4a3a")
    x = 0
    while x < width:
        wide, tall = dice.randint(70, 130), dice.randint(120, 240)
        top = height - tall
        pen.rectangle((x, top, x + wide, height), fill=dice.choice(walls))
        pen.polygon([(x - 6, top), (x + wide / 2, top - 34), (x + wide + 6, top)], fill=roof)
        for column in range(x + 14, x + wide - 18, 30):
            for row in range(top + 20, height - 20, 44):
                if dice.random() < 0.7:
                    pen.rectangle((column, row, column + 13, row + 20), fill=window)
        x += wide
    tower = width * 0.63
    pen.rectangle((tower, height - 420, tower + 58, height), fill=walls[0])
    pen.polygon(
        [(tower - 6, height - 420), (tower + 29, height - 500), (tower + 64, height - 420)],
        fill=roof,
    )


def make_document(site: SpaceSite, title: str, name: str, lines: tuple[str, ...]) -> SiteDocument:
    """Keep a one-page PDF with these lines in the collection of a site."""
    return SiteDocument.objects.create(
        title=title,
        file=ContentFile(one_page_pdf((title, "", *lines)), name=name),
        collection=site.collection,
    )


def one_page_pdf(lines: tuple[str, ...]) -> bytes:
    """Return the smallest PDF that shows some lines of text."""
    written = b" T* ".join(_pdf_text(line) + b" Tj" for line in lines)
    stream = b"BT /F1 12 Tf 18 TL 60 780 Td " + written + b" ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R /Lang (it-IT) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(out),
    )
    return out + head + table + tail


def _pdf_text(line: str) -> bytes:
    text = line.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        text = text.replace(sign, b"\\" + sign)
    return b"(" + text + b")"
