"""Blocks as pages draw them: headings that can be linked, tables with heads, videos that wait."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.images.forms import get_image_form

from pico.portal.pages import videos
from pico.portal.pages.models import HomePage, NewsPage, ReleaseNumber
from pico.portal.sites.models import SiteImage

from . import factories

TABLE = {
    "caption": "Gare per tipo",
    "has_row_heads": True,
    "table": {
        "columns": [{"type": "text", "heading": "Tipo"}, {"type": "number", "heading": "Gare"}],
        "rows": [{"values": ["Lavori", 18]}],
        "caption": "",
    },
}
VIDEO = {"title": "La ciclovia", "url": "https://youtu.be/abcdefghijk", "duration": "3 min"}


def draw(client, site, *blocks, **fields) -> str:
    page = factories.news(site, body=list(blocks), **fields)
    return client.get(page.url).content.decode()


def test_a_table_has_caption_and_heads(client, treviso):
    html = draw(client, treviso, ("tabella", TABLE))
    assert "<caption>Gare per tipo</caption>" in html
    assert '<th scope="col">Gare</th>' in html
    assert '<th scope="row">Lavori</th>' in html


def test_a_video_waits_for_the_reader(client, treviso):
    page = factories.news(treviso, body=[("video", VIDEO)])
    answer = client.get(page.url)
    html = answer.content.decode()
    assert "<iframe" not in html
    assert 'src="https://' not in html
    assert 'data-video="https://www.youtube-nocookie.com/embed/abcdefghijk' in html
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk"' in html
    assert "https://www.youtube-nocookie.com" in answer["Content-Security-Policy"]


def test_frames_are_let_in_only_where_there_is_a_video(client, treviso):
    page = factories.news(treviso)
    assert "youtube" not in client.get(page.url)["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=abcdefghijk",
        "https://www.youtube.com/watch?list=x&v=abcdefghijk",
        "https://youtu.be/abcdefghijk?t=3",
        "https://www.youtube.com/live/abcdefghijk",
        "https://vimeo.com/123456789",
        "https://player.vimeo.com/video/123456789",
    ],
)
def test_addresses_of_videos_are_known(address):
    assert videos.read(address).frame.startswith(videos.FRAMES)


@pytest.mark.parametrize(
    "address", ["https://example.it/v", "http://youtu.be/abcdefghijk", "javascript:alert(1)"]
)
def test_any_other_address_is_no_video(address):
    with pytest.raises(ValidationError, match="Non riconosco questo video"):
        videos.check_video(address)


def test_the_index_of_a_long_page_leads_to_its_headings(client, treviso):
    text = "<h2>Chi può</h2><p>a</p><h2>Come si fa</h2><p>b</p>"
    page = factories.generic(treviso, body=[("testo", text), ("titolo", "Quanto costa?")])
    html = client.get(page.url).content.decode()
    for anchor in ("chi-puo", "come-si-fa", "quanto-costa"):
        assert f'href="#{anchor}"' in html
        assert f'id="{anchor}"' in html


def test_a_file_says_format_and_size(client, treviso):
    document = factories.make_document(treviso)
    html = draw(client, treviso, ("allegati", {"title": "", "documents": [document]}))
    assert "PDF · 14 byte" in html.replace("\xa0", " ")
    assert "PDF accessibile: no" in html


def test_a_picture_comes_in_sizes_with_room_kept(client, treviso):
    picture = factories.make_picture(treviso)
    html = draw(client, treviso, ("immagine", {"image": picture, "caption": "Il ponte"}))
    figure = html[html.index("pico-figure") :]
    assert 'alt="Un ponte di pietra sul fiume"' in figure
    assert "srcset=" in figure
    assert 'width="' in figure
    assert 'loading="lazy"' in figure


def test_blocks_of_every_kind_are_drawn(client, treviso):
    picture = factories.make_picture(treviso)
    document = factories.make_document(treviso)
    link = {"text": "Il regolamento", "page": None, "document": document, "url": ""}
    html = draw(
        client,
        treviso,
        ("galleria", {"title": "Foto", "pictures": [{"image": picture, "caption": "Uno"}] * 2}),
        (
            "fisarmonica",
            {"title": "FAQ", "entries": [{"question": "Si può?", "answer": "<p>Sì</p>"}]},
        ),
        ("citazione", {"text": "Casa dei Comuni", "author": "Ada", "role": "Presidente"}),
        ("riquadro", {"kind": "warning", "title": "", "text": "<p>Chiuso lunedì</p>"}),
        ("tempo", {"title": "Fasi", "steps": [{"when": "maggio", "title": "Gara", "text": ""}]}),
        ("link", {"title": "Link utili", "links": [link]}),
        ("numeri", {"title": "", "numbers": [{"number": "62", "label": "Province"}]}),
        ("pulsante", {"text": "Scarica", "page": None, "document": document, "url": ""}),
    )
    for words in ("Foto", "Si può?", "Casa dei Comuni", "Attenzione", "maggio", "62", "Scarica"):
        assert words in html
    assert "(PDF, 14" in html.replace("\xa0", " ")


def test_the_blocks_of_a_home_are_drawn(client, treviso):
    picture = factories.make_picture(treviso)
    factories.news(treviso, "Ponte chiuso", image=picture)
    factories.news(treviso, "Scuola aperta")
    factories.event(treviso, "Convegno")
    home = HomePage.objects.get(pk=treviso.site.root_page_id)
    contents = {"title": "Ultime", "kind": "NEWS", "number": 3, "topic": "", "only_featured": False}
    home.body = [
        ("testata", {"title": "Benvenuti", "text": "", "image": picture, "links": []}),
        ("in_evidenza", {"page": None}),
        ("scorrimento", contents),
        ("calendario", {"title": "Agenda", "number": 3}),
        (
            "schede",
            {"title": "Schede", "cards": [{"title": "Una", "text": "", "page": None, "url": ""}]},
        ),
        ("province", {"title": "Le Province aderenti"}),
        ("banner", {"text": "Cofinanziato dall'Unione europea", "link": []}),
        ("video", VIDEO),
    ]
    home.save_revision().publish()
    html = client.get("/treviso/").content.decode()
    for words in ("Benvenuti", "Ponte chiuso", "Ultime", "Agenda", "Convegno", "Schede", "Una"):
        assert words in html
    assert 'href="/treviso/adesioni/province/"' in html


def test_press_releases_are_numbered_by_site_and_year(client, treviso, brescia):
    first = factories.news(treviso, "Uno", news_kind="PRESS_RELEASE")
    factories.news(treviso, "Notizia")
    second = factories.news(treviso, "Due", news_kind="PRESS_RELEASE")
    other = factories.news(brescia, "Tre", news_kind="PRESS_RELEASE")
    found = dict(ReleaseNumber.objects.values_list("page_id", "number"))
    assert found == {first.pk: 1, second.pk: 2, other.pk: 1}
    first.save_revision().publish()
    assert ReleaseNumber.objects.get(page=first).number == 1
    assert f"n. 2/{second.release.year}" in client.get(second.url).content.decode()


def test_reading_time_is_told(client, treviso):
    text = "<p>" + "parola " * 900 + "</p>"
    page = factories.news(treviso, body=[("testo", text)])
    assert "5 minuti" in client.get(page.url).content.decode()
    assert NewsPage(summary="breve").minutes == 1


def test_a_picture_of_two_hundred_megabytes_is_refused_with_a_sentence(treviso):
    picture = BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PNG")
    file = SimpleUploadedFile("grande.png", picture.getvalue(), "image/png")
    file.size = 200 * 1024 * 1024
    values = {"title": "Grande", "alt_text": "Una foto", "collection": treviso.collection_id}
    form = get_image_form(SiteImage)(values, {"file": file}, user=None)
    said = str(form.errors["file"]).replace("\xa0", " ")
    assert "Questo file è troppo grande (200,0 MB)" in said
    assert "10,0 MB" in said
    assert not SiteImage.objects.exists()
