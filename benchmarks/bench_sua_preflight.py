"""1,000,000 rows in the 61 columns of ANAC's file of CIGs, checked as a stream: rows a second, memory.

Nothing right is refused: the rows are well formed but for one in a hundred, whose CIG is wrong.
`BENCH_ROWS=20000` makes it small.
"""

import os
import resource
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from pico.vertical.sua.rules.preflight import Lists, check_stream  # noqa: E402
from pico.vertical.sua.terms.checks import Severity  # noqa: E402

ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
HEADING = (
    "cig", "cig_accordo_quadro", "numero_gara", "oggetto_gara", "importo_complessivo_gara",
    "n_lotti_componenti", "oggetto_lotto", "importo_lotto", "oggetto_principale_contratto", "stato",
    "settore", "luogo_istat", "provincia", "data_pubblicazione", "data_scadenza_offerta",
    "cod_tipo_scelta_contraente", "tipo_scelta_contraente", "cod_modalita_realizzazione",
    "modalita_realizzazione", "codice_ausa", "cf_amministrazione_appaltante",
    "denominazione_amministrazione_appaltante", "sezione_regionale", "id_centro_costo",
    "denominazione_centro_costo", "anno_pubblicazione", "mese_pubblicazione", "cod_cpv",
    "descrizione_cpv", "flag_prevalente", "COD_MOTIVO_CANCELLAZIONE", "MOTIVO_CANCELLAZIONE",
    "DATA_CANCELLAZIONE", "DATA_ULTIMO_PERFEZIONAMENTO", "COD_MODALITA_INDIZIONE_SPECIALI",
    "MODALITA_INDIZIONE_SPECIALI", "COD_MODALITA_INDIZIONE_SERVIZI", "MODALITA_INDIZIONE_SERVIZI",
    "DURATA_PREVISTA", "COD_STRUMENTO_SVOLGIMENTO", "STRUMENTO_SVOLGIMENTO", "FLAG_URGENZA",
    "COD_MOTIVO_URGENZA", "MOTIVO_URGENZA", "FLAG_DELEGA", "FUNZIONI_DELEGATE", "CF_SA_DELEGANTE",
    "DENOMINAZIONE_SA_DELEGANTE", "CF_SA_DELEGATA", "DENOMINAZIONE_SA_DELEGATA", "IMPORTO_SICUREZZA",
    "TIPO_APPALTO_RISERVATO", "CUI_PROGRAMMA", "FLAG_PREV_RIPETIZIONI", "COD_IPOTESI_COLLEGAMENTO",
    "IPOTESI_COLLEGAMENTO", "CIG_COLLEGAMENTO", "COD_ESITO", "ESITO", "DATA_COMUNICAZIONE_ESITO",
    "FLAG_PNRR_PNC",
)  # fmt: skip
CPV = ("45233141-9", "90911200-8", "33190000-8", "45454000-4", "30230000-0", "55524000-9")


def cig_of(number: int) -> str:
    value = number % 0xFFFFFF
    return f"B{value:06X}{(value + 2) * 211 % 4091:03X}"


def lines(rows: int) -> Iterator[str]:
    """The file, a line at a time: codes as floats, empty places, as in the real one."""
    yield ";".join(f'"{name}"' for name in HEADING) + "\n"
    for n in range(rows):
        cig = cig_of(n) if n % 100 else f"{cig_of(n)[:-1]}G"
        values = dict.fromkeys(HEADING, "")
        values |= {
            "cig": cig, "numero_gara": str(9_000_000 + n // 3), "importo_complessivo_gara": "390000.0",
            "oggetto_gara": "Servizio di manutenzione ordinaria e straordinaria",
            "oggetto_lotto": f"Lotto {n % 7}", "importo_lotto": f"{90000 + n % 1000}.0",
            "oggetto_principale_contratto": "SERVIZI", "stato": "ATTIVO",
            "luogo_istat": "" if n % 5 == 0 else "058091", "data_pubblicazione": "2023-06-26",
            "data_scadenza_offerta": "2023-07-24", "codice_ausa": f"{216000 + n % 900}.0",
            "cf_amministrazione_appaltante": "80008870265", "cod_cpv": CPV[n % len(CPV)],
            "DURATA_PREVISTA": "1095.0", "IMPORTO_SICUREZZA": "0.0", "FLAG_PNRR_PNC": "0",
        }  # fmt: skip
        yield ";".join(f'"{one}"' for one in values.values()) + "\n"


def run(rows: int) -> Counter:
    known = {one[:8] for one in CPV}
    found: Counter = Counter()
    for _number, _row, findings in check_stream(lines(rows), Lists(has_cpv=known.__contains__))[1]:
        for one in findings:
            found[(str(one.severity), one.code)] += 1
    return found


def made(rows: int) -> float:
    """The seconds that making the lines alone takes: not the checks' doing."""
    started = time.perf_counter()
    for _line in lines(rows):
        pass
    return time.perf_counter() - started


def peak(rows: int) -> float:
    tracemalloc.start()
    run(rows)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def main() -> None:
    making = made(ROWS)
    started = time.perf_counter()
    found = run(ROWS)
    seconds = time.perf_counter() - started - making
    errors = sum(n for (grave, _code), n in found.items() if grave == Severity.ERROR)
    print("| righe | secondi | righe/s | errori | attesi |\n|---|---|---|---|---|")
    print(f"| {ROWS:,} | {seconds:.1f} | {ROWS / seconds:,.0f} | {errors:,} | {ROWS // 100:,} |")
    small, large = peak(max(ROWS // 50, 2000)), peak(max(ROWS // 10, 10_000))
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        f"\nMemoria al massimo: {small:.1f} MB con un cinquantesimo delle righe, {large:.1f} MB con un decimo; processo {resident:.0f} MB."
    )
    assert errors == -(-ROWS // 100), found
    assert large < small * 1.3, "memory grows with the rows"


if __name__ == "__main__":
    main()
