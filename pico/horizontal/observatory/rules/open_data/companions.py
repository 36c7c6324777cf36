"""What goes with the CSV of a dataset: its dictionary for people (Markdown) and for programs (CSVW)."""

from django.utils.translation import gettext as _

from pico.core.modules.open_data import ValueKind

from .dcat import DataFile, Dataset

# Types of XML Schema, as the vocabulary of CSV on the Web calls them.
CSVW_TYPES = {
    ValueKind.TEXT: "string", ValueKind.FISCAL_CODE: "string", ValueKind.WHOLE: "integer",
    ValueKind.REAL: "double", ValueKind.MONEY: "decimal", ValueKind.DAY: "date",
    ValueKind.FLAG: "boolean",
}  # fmt: skip


def csv_metadata(dataset: Dataset) -> dict:
    """Return the metadata of the CSV, by the W3C's «Metadata Vocabulary for Tabular Data»."""
    address = next(one.url for one in dataset.distributions if one.kind == DataFile.CSV)
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "it"}],
        "url": address,
        "dc:title": dataset.title,
        "dc:description": dataset.description,
        "dc:identifier": dataset.identifier,
        "dc:license": {"@id": dataset.licence.uri},
        "dc:modified": {"@value": dataset.modified.isoformat(), "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "quoteChar": '"'},
        "tableSchema": {
            "columns": [
                {
                    "name": one.name,
                    "titles": one.name,
                    "dc:description": str(one.about),
                    "datatype": CSVW_TYPES[one.kind],
                }
                for one in dataset.columns
            ]
        },
    }


def read_me(dataset: Dataset) -> str:
    """Return the README of a dataset: what it is, how it may be used, what stands in each column."""
    facts = [
        (_("Identificativo"), dataset.identifier),
        (_("Titolare"), f"{dataset.holder.name} ({dataset.holder.code})"),
        (_("Licenza"), f"{dataset.licence.label}, {dataset.licence.uri}"),
        (_("Frequenza di aggiornamento"), str(dataset.frequency.label)),
        (_("Modificato il"), dataset.modified.isoformat()),
        (_("Righe"), str(dataset.rows)),
        (_("Contatto"), dataset.contact.email),
        (_("Pagina"), dataset.page),
    ]
    if dataset.first_on and dataset.last_on:
        facts.insert(5, (_("Periodo"), f"{dataset.first_on} – {dataset.last_on}"))
    parts = [f"# {dataset.title}", dataset.description, _listed(facts)]
    if dataset.sources:
        parts += [f"## {_('Derivato da')}", _listed(dataset.sources)]
    if dataset.notes:
        parts += [f"## {_('Nota metodologica')}", dataset.notes]
    parts += [
        f"## {_('Colonne')}",
        _dictionary(dataset),
        f"## {_('Come è scritto il CSV')}",
        _dialect(),
    ]
    return "\n\n".join(parts) + "\n"


def _listed(pairs) -> str:
    return "\n".join(f"- **{name}**: {value}" for name, value in pairs)


def _dictionary(dataset: Dataset) -> str:
    head = f"| {_('Colonna')} | {_('Contenuto')} | {_('Tipo')} |\n|---|---|---|"
    rows = (f"| `{one.name}` | {_cell(one.about)} | {one.kind.label} |" for one in dataset.columns)
    return "\n".join((head, *rows))


def _cell(text) -> str:
    return str(text).replace("|", "\\|")


def _dialect() -> str:
    return _(
        "UTF-8, una riga di intestazione, campi separati da virgola e racchiusi fra virgolette doppie dove serve, punto decimale, giorni come AAAA-MM-GG, vuoto dove il valore non c'è. Un testo che comincia con =, +, - o @ è preceduto da un apostrofo, perché un foglio di calcolo non lo esegua; in JSON e Parquet no. I codici fiscali delle persone fisiche non sono pubblicati."
    )
