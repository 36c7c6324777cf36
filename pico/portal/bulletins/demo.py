"""The demonstration: two series of UPI with their back issues, one of Treviso being composed."""

from datetime import datetime, timedelta

from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.enti.models import Space
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person

from . import actions
from .models import Series

MONTH = timedelta(days=30)

SAPE = {
    "name": "Bollettino SAPE",
    "description": "I bandi europei e nazionali utili a Province e Comuni, ogni mese.",
    "words": "bando europeo",
    "kinds": [],
    "is_own_only": False,
}
SUA = {
    "name": "Bollettino Appalti",
    "description": "Norme, pareri e modelli per le stazioni uniche appaltanti, ogni due mesi.",
    "words": "stazione unica appaltante",
    "kinds": [],
    "is_own_only": False,
}
DIGEST = {
    "name": "Raccolta degli atti",
    "description": "Gli atti e i documenti pubblicati dalla Provincia nel mese.",
    "words": "",
    "kinds": [],
    "is_own_only": True,
}

# Months ago, title, summary, sections with their entries (title, text, address).
BACK_ISSUES = (
    (SAPE, 3, "Cooperazione territoriale", "<p>Due bandi in uscita a settembre e come prepararsi in tempo.</p>", (
        ("Bandi aperti", (
            ("Interreg Italia–Austria: terzo avviso", "<p>Ambiente e prevenzione dei rischi. Cofinanziamento all'80 %. Le proposte si presentano entro il <strong>31 ottobre</strong>.</p>", "https://www.example.org/interreg-italia-austria"),
            ("LIFE: natura e biodiversità", "<p>Progetti di almeno tre partner; serve una lettera d'intenti.</p>", "https://www.example.org/life"),
        )),
        ("In preparazione", (
            ("URBACT: reti di città", "<p>Cercano partner due Comuni del Piemonte: scrivi al SAPE della tua Provincia.</p>", ""),
        )),
    )),
    (SAPE, 2, "Energia e scuole", "<p>Efficienza energetica degli edifici scolastici: tre strade a confronto.</p>", (
        ("Bandi aperti", (
            ("ELENA: assistenza tecnica della BEI", "<p>Copre fino al 90 % dei costi di progettazione; serve un programma di almeno 30 milioni.</p>", "https://www.example.org/elena"),
            ("Conto termico per gli edifici pubblici", "<p>Sportello sempre aperto: la guida riassume documenti e tempi.</p>", "https://www.example.org/conto-termico"),
        )),
        ("Esiti", (
            ("Quattro Province finanziate da LIFE", "<p>Le graduatorie e che cosa ha convinto i valutatori.</p>", ""),
        )),
    )),
    (SAPE, 1, "I bandi di fine anno", "<p>Dieci giorni per decidere: scadenze, partner da trovare, modelli da riusare.</p>", (
        ("Bandi in scadenza", (
            ("Europa digitale: competenze della PA", "<p>Consorzi di almeno tre Stati. Scade il <strong>15 dicembre</strong>.</p>", "https://www.example.org/europa-digitale"),
            ("CERV: cittadini e valori", "<p>Gemellaggi e memoria: adatto anche ai piccoli Comuni.</p>", "https://www.example.org/cerv"),
        )),
        ("Strumenti", (
            ("Un modello di lettera d'intenti", "<p>Già usato da undici partenariati: si adatta in mezz'ora.</p>", ""),
        )),
    )),
    (SUA, 2, "Qualificazione e convenzioni", "<p>Che cosa chiedono i Comuni alle stazioni uniche e che cosa rispondere.</p>", (
        ("Norme e pareri", (
            ("Il RUP negli affidamenti per altri enti", "<p>Chi lo nomina, con quali requisiti, e che cosa resta al Comune.</p>", ""),
            ("Rotazione: le deroghe ammesse", "<p>Tre casi motivati e un fac-simile di determina.</p>", ""),
        )),
    )),
)  # fmt: skip


def furnish(now: datetime) -> None:
    """Bring the bulletins to life; run again, it adds nothing."""
    boss = _actor("upi.admin", now)
    space = Space.objects.select_related("ente").filter(slug="").first()
    if boss is None or space is None or Series.objects.exists():
        return
    editor = _actor("upi.redattore", now) or boss
    series = {
        words["name"]: actions.create_series(space=space, actor=boss, now=now - 6 * MONTH, **words)
        for words in (SAPE, SUA)
    }
    for words, months, *content in BACK_ISSUES:
        _publish(series[words["name"]], content, now - months * MONTH, editor, boss)
    _begin_in_treviso(now)


def _actor(username: str, now: datetime) -> Actor | None:
    person = Person.objects.filter(username=username).first()
    if person is None:
        return None
    place = working_memberships(person, today=timezone.localdate(now)).first()
    return actor_for(person, place)


def _publish(series: Series, content, at: datetime, editor: Actor, boss: Actor) -> None:
    title, summary, sections = content
    today = timezone.localdate(at)
    made = actions.create_bulletin(
        series=series, title=title, summary=summary, curator="Ufficio politiche europee, UPI",
        period_from=today - MONTH, period_to=today, actor=editor, now=at,
    )  # fmt: skip
    for section in made.sections.all():  # the rule reads the index of today, not that of then
        actions.delete_section(section=section, actor=editor, now=at)
    for name, entries in sections:
        section = actions.add_section(bulletin=made, title=name, actor=editor, now=at)
        for entry, text, url in entries:
            actions.add_entry(
                section=section, title=entry, text=text, url=url, actor=editor, now=at
            )
    actions.publish(bulletin=made, actor=boss, now=at + timedelta(hours=2))


def _begin_in_treviso(now: datetime) -> None:
    """A draft that the rule has filled with what the Province published."""
    space = Space.objects.select_related("ente").filter(slug="treviso").first()
    boss, editor = _actor("treviso.admin", now), _actor("treviso.redattore", now)
    if space is None or boss is None or editor is None:
        return
    series = actions.create_series(space=space, actor=boss, now=now, **DIGEST)
    today = timezone.localdate(now)
    actions.create_bulletin(
        series=series, title="", summary="", curator="Ufficio stampa",
        period_from=today - MONTH, period_to=today, actor=editor, now=now,
    )  # fmt: skip
