"""The project's own lists under `data/`: Regioni, territories, the 88 Provinces, UPI and the rest."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..terms import CodeScheme, EnteKind, SuccessionKind
from .records import Record, Run

DATA = Path(__file__).resolve().parents[1] / "data"
PROVINCE_KINDS = {
    "Provincia": EnteKind.PROVINCE,
    "Libero consorzio comunale": EnteKind.FREE_CONSORTIUM,
}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the lists, as text."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def regions() -> list[dict[str, object]]:
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "slug": row["slug"],
            "is_ordinary": row["is_ordinary"] == "1",
        }
        for row in rows("regioni")
    ]


def territories() -> list[dict[str, object]]:
    return [
        {
            "code": row["code"],
            "statistical_code": row["statistical_code"],
            "name": row["name"],
            "kind": row["kind"],
            "plate": row["plate"],
            "nuts3": row["nuts3"],
            "region_id": row["region"],
            "valid_from": day(row["valid_from"]),
            "valid_to": day(row["valid_to"]),
        }
        for row in rows("territori")
    ]


def territory_successors() -> dict[str, list[str]]:
    """The territories that took the place of each ceased one, by code."""
    return {
        row["code"]: row["successors"].split(";") for row in rows("territori") if row["successors"]
    }


def enti() -> Iterator[Record]:
    """Every ente of the lists, UPI first."""
    past = _past_codes()
    for record in (
        *map(_upi, rows("upi")),
        *map(_region, rows("regioni")),
        *map(_province, rows("province")),
        *map(_metropolitan_city, rows("citta_metropolitane")),
        *map(_other, rows("altri_enti")),
    ):
        record.codes.extend(past.get(record.keys[0][1], ()))
        yield record


def _keyed(key: str, row: dict[str, str], **values) -> Record:
    keys = (("local_key", key), ("ipa_code", row["ipa_code"]))
    return Record(
        keys=tuple(pair for pair in keys if pair[1]),
        values={"local_key": key, **values},
        fresh={field: row[field] for field in ("ipa_code", "fiscal_code") if row.get(field)},
    )


def _upi(row) -> Record:
    return _keyed(
        row["key"],
        row,
        kind=row["kind"],
        name=row["name"],
        short_name=row["short_name"],
        acronym=row["acronym"],
        region_id=row["region"] or None,
    )


def _region(row) -> Record:
    return _keyed(
        f"reg_{row['code']}",
        row,
        kind=EnteKind.REGION,
        name=row["ente_name"],
        short_name=row["name"],
        istat_code=row["code"],
        region_id=row["code"],
    )


def _province(row) -> Record:
    code = row["cod_provincia_istat"]
    record = _keyed(
        f"prov_{code}",
        {"ipa_code": row["codice_ipa"], "fiscal_code": row["codice_fiscale"]},
        kind=PROVINCE_KINDS[row["tipo_ente"]],
        name=row["denominazione"],
        short_name=row["nome_breve"],
        istat_code=code,
        region_id=row["cod_regione_istat"],
        territory_id=code,
        seats=row["capoluogo"].replace(";", ","),
    )
    if row["partita_iva_regis"]:
        record.fresh["vat_number"] = row["partita_iva_regis"]
    return record


def _metropolitan_city(row) -> Record:
    territory = next(t for t in rows("territori") if t["code"] == row["code"])
    return _keyed(
        f"cm_{row['code']}",
        row,
        kind=EnteKind.METROPOLITAN_CITY,
        name=row["name"],
        short_name=row["short_name"],
        istat_code=row["code"],
        region_id=territory["region"],
        territory_id=row["code"],
        seats=row["seats"],
    )


def _other(row) -> Record:
    return _keyed(
        row["key"],
        row,
        kind=row["kind"],
        name=row["name"],
        short_name=row["short_name"],
        istat_code=row["territory"],
        region_id=row["region"],
        territory_id=row["territory"],
        valid_from=day(row["valid_from"]),
        valid_to=day(row["valid_to"]),
    )


def _past_codes() -> dict[str, list[tuple[str, Run]]]:
    found: dict[str, list[tuple[str, Run]]] = {}
    for row in rows("codici_di_ieri"):
        run = Run(row["code"], day(row["valid_from"]), day(row["valid_to"]))
        found.setdefault(row["key"], []).append((CodeScheme(row["scheme"]), run))
    return found


def successions() -> list[tuple[str, str, date | None, SuccessionKind]]:
    """Old and new ente by key, the day, the kind."""
    return [
        (row["old"], row["new"], day(row["on"]), SuccessionKind(row["kind"]))
        for row in rows("successioni")
    ]


def province_slugs() -> dict[str, str]:
    """The first part of the addresses of each Province's space, by ISTAT code: stable, never computed."""
    return {row["code"]: row["slug"] for row in rows("indirizzi_spazi")}


def regional_slugs() -> dict[str, str]:
    """The same for the UPI regionali, by key."""
    return {row["key"]: row["slug"] for row in rows("upi") if row["region"]}


def ipa_kinds() -> dict[str, str]:
    """The kind of ente for each category of IPA; blank where Pi.Co. does not take it in."""
    return {row["code"]: row["kind"] for row in rows("ipa_categories")}
