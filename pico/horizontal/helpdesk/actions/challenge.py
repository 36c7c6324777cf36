"""A question in words, that persons answer and programs do not bother to: of our own, no image.

It stands in the form with its answer sealed; whoever reads by ear hears it like any label.
"""

import random
from dataclasses import dataclass

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from pico.core.search.language import words

from ..terms import CHALLENGE_SPAN

SALT = "pico.helpdesk.challenge"
NUMBERS = (
    "zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci",
    "undici", "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto",
)  # fmt: skip
DAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")


@dataclass(frozen=True, slots=True)
class Challenge:
    question: str
    seal: str


def pose(rng: random.Random | None = None) -> Challenge:
    """Return a question and its answer sealed, good for two hours."""
    rng = rng or random.SystemRandom()
    if rng.random() < 0.5:
        one, other = rng.randint(2, 9), rng.randint(2, 9)
        question = _("Quanto fa %(one)s più %(other)s? Scrivilo in cifre o in lettere.") % {
            "one": NUMBERS[one],
            "other": NUMBERS[other],
        }
        answers = [str(one + other), NUMBERS[one + other]]
    else:
        day = rng.randrange(7)
        question = _("Che giorno della settimana viene dopo %(day)s?") % {"day": DAYS[day]}
        answers = [DAYS[(day + 1) % 7]]
    return Challenge(question, signing.dumps(_sealed(question, answers), salt=SALT))


def _sealed(question: str, answers: list[str]) -> dict:
    return {"q": question, "a": [_mark(question, one) for one in answers]}


def _mark(question: str, answer: str) -> str:
    said = "".join(words(answer))
    return salted_hmac(SALT, f"{question}|{said}", algorithm="sha256").hexdigest()[:32]


def read(seal: str) -> dict | None:
    try:
        return signing.loads(seal, salt=SALT, max_age=CHALLENGE_SPAN)
    except signing.BadSignature:
        return None


def is_answered(seal: str, answer: str) -> bool:
    """Say whether the answer is right; a seal that is old or not ours never is."""
    known = read(seal)
    if known is None:
        return False
    given = _mark(known["q"], answer)
    return any(constant_time_compare(given, one) for one in known["a"])
