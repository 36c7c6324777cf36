"""Italian identifiers: checked, normalised, recognised in free text.

Each `check_x(text)` returns the normalised code or raises ValidationError with a sentence that says
what is wrong. They serve as validators of model and form fields too.
"""

import re
from collections.abc import Callable
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

BLANKS = re.compile(r"[\s.\-_/]+")
SPACES = re.compile(r"\s+")

PERSON = re.compile(
    r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]"
)
ELEVEN = re.compile(r"[0-9]{11}")
IPA = re.compile(r"[A-Za-z0-9_\-]{1,16}")
BELFIORE = re.compile(r"[A-Z][0-9]{3}")
CUP = re.compile(r"[A-Z][0-9]{2}[A-Z][0-9]{11}")
CUP_PLACEHOLDER = "0" * 15
CPV = re.compile(r"([0-9]{8})(?:-([0-9]))?")
CUI = re.compile(r"[LSF][0-9]{11}20[0-9]{2}[0-9]{5}")
OLD_CIG = re.compile(r"[0-9]{7}[0-9A-F]{3}")
PCP_CIG = re.compile(r"[A-U][0-9A-F]{9}")
SMART_CIG = re.compile(r"[XYZ][0-9A-F]{9}")
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
ITALIAN_IBAN = re.compile(r"IT[0-9]{2}[A-Z][0-9]{10}[A-Z0-9]{12}")

# Values of the characters in odd positions, in the order 0-9 (equal to A-J) and A-Z (D.M. 23/12/1976).
ODD_LETTERS = (
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
)  # fmt: skip
OMOCODE = str.maketrans("LMNPQRSTUV", "0123456789")
DIGIT_PLACES = (6, 7, 9, 10, 12, 13, 14)


def _refuse(message: str, code: str) -> NoReturn:
    raise ValidationError(message, code=code)


def compact(text: str) -> str:
    """Return `text` in capitals, without blanks."""
    return SPACES.sub("", text).upper()


# --- codici fiscali and partita IVA ------------------------------------------------------------


def check_person_fiscal_code(text: str) -> str:
    """Return a person's codice fiscale (16 characters, or 11 digits if provisional); refuse others."""
    code = compact(text)
    if ELEVEN.fullmatch(code):
        return check_eleven_digits(code)
    if len(code) != 16:
        _refuse(
            _("Il codice fiscale ha 16 caratteri: qui ce ne sono %(n)d.") % {"n": len(code)},
            "length",
        )
    if not PERSON.fullmatch(code):
        _refuse(
            _(
                "Il codice fiscale non ha la forma giusta: controlla lettere e cifre, "
                "ad esempio RSSMRA80A01H501U."
            ),
            "form",
        )
    if code[-1] != person_check_letter(code[:15]):
        _refuse(
            _("Il codice fiscale non è valido: l'ultima lettera non corrisponde alle altre."),
            "check",
        )
    return code


def person_check_letter(code: str) -> str:
    """Return the 16th letter for the first fifteen characters."""
    total = sum(
        ODD_LETTERS[_place(char)] if index % 2 == 0 else _place(char)
        for index, char in enumerate(code)
    )
    return chr(ord("A") + total % 26)


def _place(char: str) -> int:
    return int(char) if char.isdigit() else ord(char) - ord("A")


def without_omocodia(code: str) -> str:
    """Return the codice fiscale as it was before homonyms were told apart, with its own check letter.

    Two codes of one person are equal after this; keep the one given.
    """
    if len(code) != 16:
        return code
    digits = "".join(
        char.translate(OMOCODE) if index in DIGIT_PLACES else char
        for index, char in enumerate(code[:15])
    )
    return digits + person_check_letter(digits)


def check_eleven_digits(text: str) -> str:
    """Return the codice fiscale of an ente, or a partita IVA; refuse a wrong check digit and zeros."""
    code = BLANKS.sub("", text).upper().removeprefix("IT")
    if not ELEVEN.fullmatch(code):
        _refuse(
            _(
                "Servono 11 cifre, con gli zeri iniziali: ad esempio 80008870265. Qui c'è «%(text)s»."
            )
            % {"text": text.strip()},
            "form",
        )
    if code == "0" * 11:
        _refuse(_("Un codice di soli zeri non è valido."), "zeros")
    if code[-1] != eleventh_digit(code[:10]):
        _refuse(
            _(
                "Il codice non è valido: la cifra di controllo (l'ultima) non corrisponde. "
                "Controlla di averlo copiato bene."
            ),
            "check",
        )
    return code


def eleventh_digit(ten: str) -> str:
    """Return the check digit of ten digits, by the rule of codici fiscali of enti and partite IVA."""
    total = 0
    for index, char in enumerate(ten):
        value = int(char) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


check_ente_fiscal_code = check_eleven_digits
check_vat_number = check_eleven_digits


def check_fiscal_code(text: str) -> str:
    """Return the codice fiscale of a person or of an ente; refuse the rest."""
    if compact(text)[:1].isdigit():
        return check_eleven_digits(text)
    return check_person_fiscal_code(text)


def strip_tinit(text: str) -> str:
    """Return the codice fiscale of a SPID attribute: «TINIT-RSSMRA80A01H501U» loses its prefix."""
    return compact(text).removeprefix("TINIT-")


# --- codes of enti and places -------------------------------------------------------------------


def check_ipa_code(text: str) -> str:
    """Return the codice IPA as given, without blanks around; refuse what has not its form."""
    code = text.strip()
    if not IPA.fullmatch(code):
        _refuse(
            _(
                "Il codice IPA ha da 1 a 16 lettere, cifre o trattini, senza spazi: ad esempio p_tv o WBMNADVC."
            ),
            "form",
        )
    return code


def same_ipa_code(one: str, other: str) -> bool:
    """True for two writings of one codice IPA: capitals do not count."""
    return one.strip().casefold() == other.strip().casefold()


def check_istat_comune(text: str) -> str:
    """Return the six-digit ISTAT code of a Comune, zeros restored; refuse the rest."""
    return _zero_filled(
        text,
        6,
        _("Il codice ISTAT di un Comune ha 6 cifre: ad esempio 026086 per Treviso."),
    )


def check_istat_province(text: str) -> str:
    """Return the three-digit ISTAT code of a territory, zeros restored; refuse the rest."""
    return _zero_filled(
        text,
        3,
        _("Il codice ISTAT di una Provincia ha 3 cifre: ad esempio 026 per Treviso."),
    )


def _zero_filled(text: str, size: int, message: str) -> str:
    code = text.strip()
    # Spreadsheets eat leading zeros: «1001» is 001001, but «01» is no code of a Comune.
    if not (code.isascii() and code.isdigit() and size - 2 <= len(code) <= size):
        _refuse(message, "form")
    code = code.zfill(size)
    if not code.strip("0") or code.startswith("000"):
        _refuse(message, "zeros")
    return code


def check_belfiore(text: str) -> str:
    """Return the codice catastale of a Comune (letter and three digits); refuse the rest."""
    code = compact(text)
    if not BELFIORE.fullmatch(code):
        _refuse(
            _("Il codice catastale ha una lettera e tre cifre: ad esempio H501 per Roma."),
            "form",
        )
    return code


def check_ausa(text: str) -> str:
    """Return the code of the register of contracting authorities (10 digits); refuse the rest."""
    code = compact(text)
    if not (code.isascii() and code.isdigit() and len(code) <= 10 and code.strip("0")):
        _refuse(_("Il codice AUSA ha 10 cifre: ad esempio 0000156789."), "form")
    return code.zfill(10)


# --- codes of contracts and projects ------------------------------------------------------------


def check_cig(text: str) -> str:
    """Return a CIG of any of its three formats; refuse a wrong length, form or check."""
    code = compact(text)
    if len(code) != 10:
        _refuse(
            _("Il CIG ha 10 caratteri: qui ce ne sono %(n)d.") % {"n": len(code)},
            "length",
        )
    if not any(shape.fullmatch(code) and check(code) for shape, check in CIG_FORMATS.items()):
        _refuse(
            _(
                "CIG non valido: il controllo interno non corrisponde. Copialo dalla PCP o dal bando."
            ),
            "check",
        )
    return code


def _old_cig_holds(code: str) -> bool:
    return int(code[:7]) > 0 and int(code[:7]) * 211 % 4091 == int(code[7:], 16)


def _pcp_cig_holds(code: str) -> bool:
    number = int(code[1:7], 16) + ord(code[0]) - 64
    return number * 211 % 4091 == int(code[7:], 16)


def _smart_cig_holds(code: str) -> bool:
    return int(code[3:], 16) * 211 % 251 == int(code[1:3], 16)


CIG_FORMATS: dict[re.Pattern[str], Callable[[str], bool]] = {
    OLD_CIG: _old_cig_holds,
    PCP_CIG: _pcp_cig_holds,
    SMART_CIG: _smart_cig_holds,
}


def check_cup(text: str) -> str:
    """Return a CUP (15 characters); the placeholder of zeros counts as empty; refuse the rest."""
    code = compact(text)
    if code in {"", CUP_PLACEHOLDER}:
        return ""
    if len(code) != 15:
        _refuse(
            _("Il CUP ha 15 caratteri: qui ce ne sono %(n)d.") % {"n": len(code)},
            "length",
        )
    if not CUP.fullmatch(code):
        _refuse(
            _(
                "Il CUP non ha la forma giusta (lettera, 2 cifre, lettera, 11 cifre): ad esempio C11G06000000001."
            ),
            "form",
        )
    return code


def check_cpv(text: str) -> str:
    """Return a CPV code as «45233140-2», or its eight digits alone; refuse another form.

    The digit after the dash is not computed: no published rule holds for all real codes. Whether
    the code exists is for the list of CPV to say, on the eight digits.
    """
    match = CPV.fullmatch(compact(text))
    if not match or match.group(1).startswith("00"):
        _refuse(
            _("Il CPV ha 8 cifre, e una di controllo dopo il trattino: ad esempio 45233140-2."),
            "form",
        )
    digits, check = match.groups()
    return f"{digits}-{check}" if check else digits


def check_cui(text: str) -> str:
    """Return a CUI of the three-year programmes (letter, codice fiscale, year, number); refuse others.

    Real data often lack the letter: callers warn rather than block.
    """
    code = compact(text)
    if not CUI.fullmatch(code):
        _refuse(
            _(
                "Il CUI ha 21 caratteri (L, S o F, codice fiscale, anno, progressivo): "
                "ad esempio S13226890153202300009."
            ),
            "form",
        )
    return code


def check_iban(text: str) -> str:
    """Return an IBAN without blanks; refuse a wrong form (27 characters in Italy) or check."""
    code = compact(text)
    if not IBAN.fullmatch(code) or (code.startswith("IT") and not ITALIAN_IBAN.fullmatch(code)):
        _refuse(
            _("L'IBAN non ha la forma giusta: quello italiano ha 27 caratteri e comincia con IT."),
            "form",
        )
    turned = "".join(str(int(char, 36)) for char in code[4:] + code[:4])
    if int(turned) % 97 != 1:
        _refuse(_("L'IBAN non è valido: le cifre di controllo non corrispondono."), "check")
    return code


# --- recognition ---------------------------------------------------------------------------------

IPA_SHAPES = re.compile(r"[A-Za-z]{1,4}_[A-Za-z0-9_\-]{2,12}|[A-Z0-9]{8}")

RECOGNISED: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("cig", check_cig),
    ("cup", check_cup),
    ("person_fiscal_code", check_person_fiscal_code),
    ("fiscal_code", check_eleven_digits),
    ("cpv", check_cpv),
    ("istat", check_istat_comune),
    ("belfiore", check_belfiore),
    ("ipa", check_ipa_code),
)
SHAPES = {
    "person_fiscal_code": re.compile(r"\s*[A-Za-z]\S{15}\s*"),
    "istat": re.compile(r"[0-9]{6}"),
    "ipa": IPA_SHAPES,
}


def recognise(text: str) -> list[tuple[str, str]]:
    """Return what a query may be, as (kind, normalised code): «b1a47d9081» is a CIG."""
    found = []
    for kind, check in RECOGNISED:
        if kind in SHAPES and not SHAPES[kind].fullmatch(text.strip()):
            continue
        try:
            code = check(text)
        except ValidationError:
            continue
        if code:
            found.append((kind, code))
    return found
