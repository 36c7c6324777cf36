"""Full text of OpenSearch, for a platform that outgrows its database's own.

The database keeps the entries: OpenSearch answers with ids, and what it answers is read again from
the database with the reader's scopes, so a late index can hide something but never show it.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from opensearchpy import OpenSearch, helpers

from pico.core.search.models import SearchEntry
from pico.core.search.parsing import Group, Query
from pico.core.search.terms import COUNT_LIMIT, Facet, Order

from .base import Ask, Counts, Reader

INDEX = "pico"
FIELDS = ["title^10", "keywords^6", "body"]
VALUES = 200  # of a facet, counted
SHOWN = (
    "scope",
    "level",
    "module",
    "kind",
    "ente_id",
    "region",
    "territory",
    "space_id",
    "topics",
    "year",
    "at",
)

ANALYSIS = {
    "char_filter": {"apostrophes": {"type": "mapping", "mappings": ["’=>'", "ʼ=>'"]}},
    "filter": {
        "italian_elision": {
            "type": "elision",
            "articles_case": True,
            "articles": [
                "c",
                "l",
                "all",
                "dall",
                "dell",
                "nell",
                "sull",
                "coll",
                "pell",
                "gl",
                "agl",
                "dagl",
                "degl",
                "negl",
                "sugl",
                "un",
                "m",
                "t",
                "s",
                "v",
                "d",
            ],
        },
        "italian_stem": {"type": "stemmer", "language": "italian"},
    },
    # No stop words: Italian lists drop «sua», which is an office here.
    "analyzer": {
        "pico_italian": {
            "tokenizer": "standard",
            "char_filter": ["apostrophes"],
            "filter": ["lowercase", "italian_elision", "asciifolding", "italian_stem"],
        }
    },
}
TEXT = {"type": "text", "analyzer": "pico_italian"}
MAPPINGS = {
    "dynamic": "strict",
    "properties": {
        **{name: {"type": "keyword"} for name in SHOWN},
        "year": {"type": "integer"},
        "ente_id": {"type": "long"},
        "at": {"type": "date"},
        "title": TEXT,
        "keywords": TEXT,
        "body": TEXT,
    },
}


class OpenSearchBackend:
    def __init__(self, client: OpenSearch) -> None:
        self.client = client
        self._is_ready = False

    @classmethod
    def from_settings(cls) -> "OpenSearchBackend":
        return cls(
            OpenSearch(settings.OPENSEARCH_URL, timeout=10, max_retries=2, retry_on_timeout=True)
        )

    def save(self, entries: list[SearchEntry]) -> None:
        self._make_index()
        helpers.bulk(
            self.client,
            ({"_index": INDEX, "_id": entry.pk, "_source": document(entry)} for entry in entries),
        )

    def forget(self, entries: Iterable[int]) -> None:
        gone = ({"_op_type": "delete", "_index": INDEX, "_id": pk} for pk in entries)
        helpers.bulk(self.client, gone, ignore_status=404)

    def page(self, ask: Ask, *, offset: int, limit: int) -> list[int]:
        newest: list[dict[str, Any]] = [{"at": {"order": "desc", "missing": "_last"}}]
        by_rank = ask.query and ask.order == Order.RELEVANCE
        body = {
            "query": asked(ask.query, ask.reader),
            "post_filter": {"bool": {"filter": list(chosen(ask).values())}},
            "sort": [{"_score": "desc"}, *newest] if by_rank else newest,
            "from": offset,
            "size": limit,
            "_source": False,
        }
        return self._ids(body)

    def counts(self, ask: Ask) -> Counts:
        """Count in one request: each facet under the choices made in the others."""
        filters = chosen(ask)
        body = {
            "query": asked(ask.query, ask.reader),
            "post_filter": {"bool": {"filter": list(filters.values())}},
            "size": 0,
            "track_total_hits": COUNT_LIMIT + 1,
            "aggs": {facet.value: facet_counts(facet, filters) for facet in Facet},
        }
        found = self.client.search(index=INDEX, body=body)
        facets = {
            facet: {
                str(bucket["key"]): bucket["doc_count"]
                for bucket in found["aggregations"][facet.value]["values"]["buckets"]
                if bucket["key"] != ""
            }
            for facet in Facet
        }
        total = found["hits"]["total"]["value"]
        return Counts(min(total, COUNT_LIMIT), facets, is_capped=total > COUNT_LIMIT)

    def suggest(self, query: Query, reader: Reader, *, limit: int) -> list[int]:
        words = " ".join(word for clause in query.required for word in clause[0].words)
        starts = {"match_bool_prefix": {"title": {"query": words, "operator": "and"}}}
        body = {
            "query": {"bool": {"must": [starts], "filter": readable(reader)}},
            "size": limit,
            "_source": False,
        }
        return self._ids(body)

    def _ids(self, body: dict[str, Any]) -> list[int]:
        found = self.client.search(index=INDEX, body=body)
        return [int(hit["_id"]) for hit in found["hits"]["hits"]]

    def _make_index(self) -> None:
        if not self._is_ready and not self.client.indices.exists(index=INDEX):
            self.client.indices.create(
                index=INDEX, body={"settings": {"analysis": ANALYSIS}, "mappings": MAPPINGS}
            )
        self._is_ready = True


def document(entry: SearchEntry) -> dict[str, Any]:
    shown = {name: getattr(entry, name) for name in SHOWN}
    shown["at"] = entry.at.isoformat() if entry.at else None
    return {**shown, "title": entry.title, "keywords": entry.keywords, "body": entry.body}


def asked(query: Query, reader: Reader) -> dict[str, Any]:
    """The words, and the reader's scopes as a filter of the same query."""
    exact = [
        {"constant_score": {"filter": match("keywords", code), "boost": 1000}}
        for code in query.codes
    ]
    return {
        "bool": {
            "must": [any_of(clause) for clause in query.required],
            "must_not": [one(group) for group in query.excluded],
            "should": exact,
            "filter": readable(reader),
        }
    }


def readable(reader: Reader) -> list[dict[str, Any]]:
    return [{"terms": {"scope": list(reader.scopes)}}, {"terms": {"module": list(reader.modules)}}]


def chosen(ask: Ask) -> dict[Facet, dict[str, Any]]:
    return {
        facet: {"terms": {facet.value: list(values)}}
        for facet, values in ask.chosen.items()
        if values
    }


def facet_counts(facet: Facet, filters: dict[Facet, dict[str, Any]]) -> dict[str, Any]:
    others = [condition for other, condition in filters.items() if other != facet]
    return {
        "filter": {"bool": {"filter": others}},
        "aggs": {"values": {"terms": {"field": facet.value, "size": VALUES}}},
    }


def any_of(clause: tuple[Group, ...]) -> dict[str, Any]:
    return {"bool": {"should": [one(group) for group in clause], "minimum_should_match": 1}}


def one(group: Group) -> dict[str, Any]:
    """Words are sent as text to be matched, never as a query string: they cannot be operators."""
    kind = {"type": "phrase"} if group.adjacent else {"type": "cross_fields", "operator": "and"}
    return {"multi_match": {"query": " ".join(group.words), "fields": FIELDS, **kind}}


def match(field: str, text: str) -> dict[str, Any]:
    return {"match": {field: text}}
