"""The sentences with which a file is sent back."""

from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal


def executable() -> Refusal:
    return Refusal(
        _("I programmi eseguibili non si possono caricare: invia il documento, non il programma."),
        code="executable",
    )


def macros() -> Refusal:
    return Refusal(
        _("Il documento contiene macro: salvalo senza macro (docx, xlsx, pptx, odt) e ricaricalo."),
        code="macros",
    )


def remote_template() -> Refusal:
    return Refusal(
        _("Il documento carica un modello da un altro sito: scollega il modello e ricaricalo."),
        code="remote_template",
    )


def unknown_format() -> Refusal:
    return Refusal(
        _(
            "Il formato non è tra quelli accettati: usa PDF, OpenDocument, Word, Excel, PowerPoint, "
            "CSV, immagini, MP4, ZIP o p7m."
        ),
        code="unknown_format",
    )


def old_office() -> Refusal:
    return Refusal(
        _(
            "I vecchi formati di Office (doc, xls, ppt, rtf) non si accettano: salva in docx, xlsx o PDF."
        ),
        code="old_office",
    )


def damaged() -> Refusal:
    return Refusal(
        _("Il file è danneggiato o incompleto: aprilo, salvalo di nuovo e ricaricalo."),
        code="damaged",
    )


def bomb() -> Refusal:
    return Refusal(
        _(
            "L'archivio, una volta aperto, è troppo grande o troppo annidato: dividilo e ricaricalo."
        ),
        code="zip_bomb",
    )


def unsafe_archive() -> Refusal:
    return Refusal(
        _("L'archivio contiene percorsi non ammessi: ricrealo dalla cartella dei documenti."),
        code="unsafe_archive",
    )


def active_svg() -> Refusal:
    return Refusal(
        _(
            "L'immagine SVG contiene script o collegamenti esterni: esportala come SVG semplice o PNG."
        ),
        code="active_svg",
    )


def double_nature() -> Refusal:
    return Refusal(
        _(
            "Il file nasconde un secondo contenuto di altro formato: esportalo di nuovo e ricaricalo."
        ),
        code="polyglot",
    )


def too_many_pixels() -> Refusal:
    return Refusal(
        _("L'immagine ha troppi punti: riducine le dimensioni e ricaricala."),
        code="image_bomb",
    )


def bad_xml() -> Refusal:
    return Refusal(
        _("Il file XML non è valido o contiene definizioni di entità: correggilo e ricaricalo."),
        code="bad_xml",
    )


def empty() -> Refusal:
    return Refusal(_("Il file è vuoto: controlla di aver scelto quello giusto."), code="empty")
