"""The catalogue as DCAT-AP_IT: a graph made of descriptions that have all that the profile asks.

Sources: DCAT-AP_IT 2.0 (http://dati.gov.it/onto/dcatapit), on DCAT-AP 2.1; EU authority tables for theme,
frequency, format, language, country; AgID's vocabularies of licences and of Provinces (w3id.org/italia).
"""

from dataclasses import dataclass
from datetime import date

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, XSD

from pico.core.modules.open_data import VOCABULARY, Frequency, OpenColumn, OpenLicence, Theme

from ...terms.open_data import DataFile, RdfFile

DCATAPIT = Namespace("http://dati.gov.it/onto/dcatapit#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
LOCN = Namespace("http://www.w3.org/ns/locn#")
THEMES = URIRef(f"{VOCABULARY}/data-theme")
ITALIAN = URIRef(f"{VOCABULARY}/language/ITA")
ITALY = f"{VOCABULARY}/country/ITA"
PUBLIC = URIRef(f"{VOCABULARY}/access-right/PUBLIC")
TERRITORIES = "https://w3id.org/italia/controlled-vocabulary/territorial-classifications"
BODIES = "https://w3id.org/italia/data/public-organization/"
IANA = "https://www.iana.org/assignments/media-types/"
# «Tipo di licenza», ADMS: what a licence asks.
LICENCE_KINDS = {
    OpenLicence.CC0: "PublicDomain", OpenLicence.CC_BY: "Attribution",
    OpenLicence.IODL: "Attribution", OpenLicence.CC_BY_SA: "ViralEffect-ShareAlike",
}  # fmt: skip
LICENCE_KIND = "http://purl.org/adms/licencetype/"


@dataclass(frozen=True, slots=True)
class Agent:
    """A body: `code` is the one of IPA, or of the revenue where it is not in IPA."""

    uri: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Contact:
    """«Punto di contatto»."""

    uri: str
    name: str
    email: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    uri: str
    name: str


@dataclass(frozen=True, slots=True)
class Standard:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file of a dataset: where its page is, where it is downloaded, how long it is."""

    kind: DataFile
    url: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A dataset as the profile wants it; nothing mandatory has a default.

    `page` is the address of the document about it: the dataset, its files and its period are named within.
    """

    page: str
    identifier: str
    title: str
    description: str
    themes: tuple[Theme, ...]
    frequency: Frequency
    keywords: tuple[str, ...]
    holder: Agent
    publisher: Agent
    contact: Contact
    licence: OpenLicence
    issued: date
    modified: date
    place: Place
    distributions: tuple[Distribution, ...]
    columns: tuple[OpenColumn, ...]
    rows: int
    standards: tuple[Standard, ...] = ()
    first_on: date | None = None
    last_on: date | None = None
    sources: tuple[tuple[str, str], ...] = ()  # holder and title, address
    notes: str = ""

    @property
    def uri(self) -> str:
        return f"{self.page}#dataset"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCatalogue:
    page: str
    title: str
    description: str
    publisher: Agent
    issued: date
    modified: date
    datasets: tuple[Dataset, ...]

    @property
    def uri(self) -> str:
        return f"{self.page}#catalogo"


def graph_of(catalogue: DataCatalogue) -> Graph:
    """Return the catalogue with all its datasets."""
    graph = _bound()
    one = URIRef(catalogue.uri)
    _typed(graph, one, DCATAPIT.Catalog, DCAT.Catalog)
    _say(graph, one, {
        DCTERMS.title: _words(catalogue.title), DCTERMS.description: _words(catalogue.description),
        DCTERMS.publisher: _agent(graph, catalogue.publisher), DCTERMS.language: ITALIAN,
        DCTERMS.issued: _day(catalogue.issued), DCTERMS.modified: _day(catalogue.modified),
        FOAF.homepage: _document(graph, catalogue.page), DCAT.themeTaxonomy: THEMES,
    })  # fmt: skip
    for dataset in catalogue.datasets:
        graph.add((one, DCAT.dataset, _dataset(graph, dataset)))
    return graph


def graph_of_one(dataset: Dataset) -> Graph:
    """Return one dataset alone."""
    graph = _bound()
    _dataset(graph, dataset)
    return graph


def written(graph: Graph, kind: RdfFile) -> str:
    """Return a graph in one of its writings."""
    more = {"auto_compact": True} if kind == RdfFile.JSONLD else {}
    return graph.serialize(format=kind.spoken, **more)


def _bound() -> Graph:
    graph = Graph()
    spaces = {
        "dcat": DCAT, "dct": DCTERMS, "dcatapit": DCATAPIT, "foaf": FOAF, "vcard": VCARD,
        "locn": LOCN, "owl": OWL,
    }  # fmt: skip
    for prefix, space in spaces.items():
        graph.bind(prefix, space, replace=True)
    return graph


def _dataset(graph: Graph, dataset: Dataset) -> URIRef:
    one = URIRef(dataset.uri)
    _typed(graph, one, DCATAPIT.Dataset, DCAT.Dataset)
    _say(graph, one, {
        DCTERMS.identifier: Literal(dataset.identifier), DCTERMS.title: _words(dataset.title),
        DCTERMS.description: _words(dataset.description),
        DCTERMS.accrualPeriodicity: URIRef(dataset.frequency.uri),
        DCTERMS.rightsHolder: _agent(graph, dataset.holder),
        DCTERMS.publisher: _agent(graph, dataset.publisher),
        DCTERMS.creator: _agent(graph, dataset.holder), DCTERMS.language: ITALIAN,
        DCTERMS.issued: _day(dataset.issued), DCTERMS.modified: _day(dataset.modified),
        DCTERMS.accessRights: PUBLIC, DCAT.contactPoint: _contact(graph, dataset.contact),
        DCTERMS.spatial: _place(graph, dataset.place),
        DCAT.landingPage: _document(graph, dataset.page),
    })  # fmt: skip
    for theme in dataset.themes:
        graph.add((one, DCAT.theme, URIRef(theme.uri)))
    for word in dataset.keywords:
        graph.add((one, DCAT.keyword, _words(word)))
    for standard in dataset.standards:
        graph.add((one, DCTERMS.conformsTo, _standard(graph, standard)))
    for _title, address in dataset.sources:
        graph.add((one, DCTERMS.source, URIRef(address)))
    if dataset.first_on and dataset.last_on:
        graph.add((one, DCTERMS.temporal, _period(graph, dataset)))
    for file in dataset.distributions:
        graph.add((one, DCAT.distribution, _distribution(graph, dataset, file)))
    return one


def _distribution(graph: Graph, dataset: Dataset, file: Distribution) -> URIRef:
    one = URIRef(f"{dataset.page}#{file.kind.value}")
    _typed(graph, one, DCATAPIT.Distribution, DCAT.Distribution)
    _say(graph, one, {
        DCTERMS.title: _words(f"{dataset.title} ({file.kind.label})"),
        DCTERMS.description: _words(dataset.description), DCAT.accessURL: URIRef(dataset.page),
        DCAT.downloadURL: URIRef(file.url), DCTERMS["format"]: URIRef(file.kind.uri),
        DCAT.mediaType: URIRef(f"{IANA}{file.kind.media_type}"),
        DCAT.byteSize: Literal(file.bytes, datatype=XSD.decimal),
        DCTERMS.license: _licence(graph, dataset.licence),
        DCTERMS.issued: _day(dataset.issued), DCTERMS.modified: _day(dataset.modified),
    })  # fmt: skip
    return one


def _agent(graph: Graph, agent: Agent) -> URIRef:
    one = URIRef(agent.uri)
    _typed(graph, one, DCATAPIT.Agent, FOAF.Agent)
    _say(graph, one, {DCTERMS.identifier: Literal(agent.code), FOAF.name: _words(agent.name)})
    return one


def _contact(graph: Graph, contact: Contact) -> URIRef:
    one = URIRef(contact.uri)
    _typed(graph, one, DCATAPIT.Organization, VCARD.Kind, VCARD.Organization)
    _say(graph, one, {VCARD.fn: _words(contact.name), VCARD.hasEmail: URIRef(f"mailto:{contact.email}")})  # fmt: skip
    if contact.url:
        graph.add((one, VCARD.hasURL, URIRef(contact.url)))
    return one


def _licence(graph: Graph, licence: OpenLicence) -> URIRef:
    one = URIRef(licence.uri)
    _typed(graph, one, DCATAPIT.LicenseDocument, DCTERMS.LicenseDocument)
    kind = URIRef(f"{LICENCE_KIND}{LICENCE_KINDS[licence]}")
    name, _blank, version = str(licence.label).rpartition(" ")
    _say(graph, one, {
        DCTERMS.type: kind, FOAF.name: _words(name), OWL.versionInfo: Literal(version),
    })  # fmt: skip
    return one


def _place(graph: Graph, place: Place) -> URIRef:
    one = URIRef(place.uri)
    _typed(graph, one, DCATAPIT.Location, DCTERMS.Location)
    _say(graph, one, {DCATAPIT.geographicalIdentifier: Literal(place.uri, datatype=XSD.anyURI), LOCN.geographicName: _words(place.name)})  # fmt: skip
    return one


def _standard(graph: Graph, standard: Standard) -> URIRef:
    one = URIRef(standard.url)
    _typed(graph, one, DCATAPIT.Standard, DCTERMS.Standard)
    said = Literal(standard.url, datatype=XSD.anyURI)
    _say(graph, one, {DCTERMS.identifier: Literal(standard.url), DCTERMS.title: _words(standard.title), DCATAPIT.referenceDocumentation: said})  # fmt: skip
    return one


def _period(graph: Graph, dataset: Dataset) -> URIRef:
    """The days between which the data lie, in the words of the profile and in those of DCAT-AP 2."""
    one = URIRef(f"{dataset.page}#periodo")
    _typed(graph, one, DCTERMS.PeriodOfTime)
    first, last = _day(dataset.first_on), _day(dataset.last_on)
    _say(graph, one, {
        DCATAPIT.startDate: first, DCATAPIT.endDate: last, DCAT.startDate: first, DCAT.endDate: last,
    })  # fmt: skip
    return one


def _document(graph: Graph, address: str) -> URIRef:
    """A page about something, which is not the thing itself."""
    one = URIRef(address)
    _typed(graph, one, FOAF.Document)
    return one


def _typed(graph: Graph, one, *kinds: URIRef) -> None:
    for kind in kinds:
        graph.add((one, RDF.type, kind))


def _say(graph: Graph, one, said: dict) -> None:
    for name, value in said.items():
        graph.add((one, name, value))


def _words(text: str) -> Literal:
    return Literal(text, lang="it")


def _day(day: date | None) -> Literal:
    return Literal(day, datatype=XSD.date)
