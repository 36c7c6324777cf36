"""A tender as an OCDS release: buyer is the ente, the SUA buys for it; only what is public."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pico.core.enti.models import Ente

from ..models import DerivedContract, Lot, LotWinner, Tender, TenderDocument
from ..rules import ocds
from ..rules.ocds import Parties, kept
from ..terms.tenders import Outcome, TenderKind
from .open_data import result_is_public


@dataclass(frozen=True, slots=True)
class Publishing:
    """Where and how a SUA publishes: `notices_url` is the absolute address of «Bandi e avvisi»."""

    prefix: str
    license_url: str
    notices_url: str


def package_head(sua: Ente, *, uri: str, published: str, how: Publishing) -> dict[str, Any]:
    """A release package without its releases; `published` is a moment as OCDS writes it."""
    scheme, code, _key = _identity(sua)
    return {
        "uri": uri,
        "version": ocds.VERSION,
        "extensions": [ocds.LOTS],
        "publishedDate": published,
        "publisher": kept(name=sua.name, scheme=scheme, uid=code, uri=sua.website),
        "license": how.license_url,
    }


def release_of(tender: Tender, how: Publishing) -> dict[str, Any]:
    """The one release of a published tender, as it stands; `tender` comes from `open_data.released`."""
    ocid, parties = f"{how.prefix}-{tender.number}", Parties()
    lots = list(tender.lots.all())
    buyer = _buyers(tender, parties)
    sua = parties.add(_identity(tender.sua), tender.sua.name, ocds.PROCURING, ocds.CENTRAL)
    awards = [_award(tender, lot, parties) for lot in lots if lot.outcome in ocds.AWARD_STATUS]
    contracts = [one for lot in lots for one in _contracts(tender, lot)]
    planning = _planning(tender, lots)
    tags = ("planning", planning), ("tender", True), ("award", awards), ("contract", contracts)
    return kept(
        ocid=ocid,
        id=f"{ocid}-{tender.changed_at:%Y%m%dT%H%M%S%f}",
        date=ocds.moment(tender.changed_at),
        tag=[tag for tag, is_there in tags if is_there],
        initiationType="tender",
        language="it",
        parties=parties.all(),
        buyer=buyer,
        planning=planning,
        tender=_tender(tender, lots, sua, how),
        awards=awards,
        contracts=contracts,
    )


def _identity(ente: Ente) -> tuple[str, str, str]:
    return ocds.ente_id(fiscal_code=ente.fiscal_code, ipa_code=ente.ipa_code, key=ente.pk)


def _buyers(tender: Tender, parties: Parties) -> dict[str, str]:
    """Add every ente that buys; return the one that OCDS asks for: the holder, the SUA for its own."""
    if tender.kind == TenderKind.OWN:
        return parties.add(_identity(tender.sua), tender.sua.name, ocds.BUYER)
    enti = [place.ente for place in tender.places.all()]
    known = [parties.add(_identity(one), one.name, ocds.BUYER) for one in enti]
    if tender.holder:
        return parties.add(_identity(tender.holder), tender.holder.name, ocds.BUYER)
    return known[0] if known else parties.add(_identity(tender.sua), tender.sua.name, ocds.BUYER)


def _planning(tender: Tender, lots: list[Lot]) -> dict[str, Any]:
    """What was asked: CUI of the programme, CUP of the project, value of the request."""
    asked = tender.request
    cups = (asked.cups if asked else None) or [cup for lot in lots for cup in lot.cups]
    cuis = [asked.cui] if asked else [lot.cui for lot in lots]
    budget = kept(
        id=next((cui for cui in cuis if cui), None),
        amount=ocds.money(asked.estimated_value) if asked else None,
        projectID=next(iter(cups), None),
    )
    return kept(budget=budget)


def _tender(tender: Tender, lots: list[Lot], sua: dict, how: Publishing) -> dict[str, Any]:
    opens = ocds.moment(tender.published_at)
    alone = lots[0] if len(lots) == 1 and result_is_public(lots[0]) else None
    return kept(
        id=tender.number,
        title=tender.subject,
        description=tender.description,
        status=ocds.TENDER_STATUS[tender.state],
        procuringEntity=sua,
        value=ocds.money(tender.total),
        procurementMethod=ocds.METHODS.get(tender.procedure),
        procurementMethodDetails=str(tender.get_procedure_display()),
        mainProcurementCategory=ocds.CATEGORIES[tender.contract_kind],
        additionalProcurementCategories=ocds.MORE_CATEGORIES.get(tender.contract_kind),
        awardCriteria=ocds.CRITERIA[tender.criterion],
        awardCriteriaDetails=str(tender.get_criterion_display()),
        submissionMethod=["electronicSubmission"] if tender.pad_url else None,
        submissionMethodDetails=" ".join(filter(None, (tender.pad_name, tender.pad_url))),
        tenderPeriod=ocds.period(start=opens, end=ocds.moment(tender.bids_due_at)),
        enquiryPeriod=ocds.period(start=opens, end=ocds.moment(tender.questions_due_at))
        if tender.questions_due_at
        else None,
        hasEnquiries=tender.has_answers,
        numberOfTenderers=alone.bids_count if alone else None,
        lots=[_lot(tender, lot) for lot in lots],
        items=[_item(tender, lot) for lot in lots],
        documents=[_document(tender, one, how) for one in tender.public_documents],
    )


def lot_id(tender: Tender, lot: Lot) -> str:
    """The CIG, by which the BDNCP knows a lot; its number where there is none yet."""
    return lot.cig or f"{tender.number}-{lot.number}"


def _lot(tender: Tender, lot: Lot) -> dict[str, Any]:
    return kept(
        id=lot_id(tender, lot),
        title=lot.subject,
        status=ocds.LOT_STATUS[lot.state],
        value=ocds.money(lot.estimated_value),
    )


def _item(tender: Tender, lot: Lot) -> dict[str, Any]:
    return kept(
        id=str(lot.number),
        description=lot.subject,
        classification=kept(scheme="CPV", id=lot.cpv) if lot.cpv else None,
        relatedLot=lot_id(tender, lot),
    )


def _document(tender: Tender, document: TenderDocument, how: Publishing) -> dict[str, Any]:
    return kept(
        id=str(document.pk),
        documentType=ocds.DOCUMENT_TYPES.get(document.kind),
        title=document.title,
        description=str(document.get_kind_display()),
        url=f"{how.notices_url}{tender.number}/documenti/{document.pk}/",
        datePublished=ocds.moment(max(document.added_at, tender.published_at or document.added_at)),
        format=document.file.current.media_type,
        language="it",
        relatedLots=[lot_id(tender, document.lot)] if document.lot else None,
    )


def award_id(tender: Tender, lot: Lot) -> str:
    return f"{tender.number}-{lot.number}"


def _award(tender: Tender, lot: Lot, parties: Parties) -> dict[str, Any]:
    is_out = result_is_public(lot)
    return kept(
        id=award_id(tender, lot),
        title=lot.subject,
        description=str(Outcome(lot.outcome).label),
        status=ocds.AWARD_STATUS[lot.outcome],
        date=ocds.day(lot.awarded_on) if is_out else None,
        value=ocds.money(lot.award_amount) if is_out else None,
        suppliers=list(_suppliers(tender, lot, parties)) if is_out else None,
        contractPeriod=ocds.period(days=lot.days) if is_out else None,
        relatedLots=[lot_id(tender, lot)],
    )


def _suppliers(tender: Tender, lot: Lot, parties: Parties) -> Iterator[dict[str, str]]:
    for number, one in enumerate(lot.winners.all(), 1):
        yield parties.add(_operator(tender, lot, one, number), one.name, ocds.SUPPLIER)


def _operator(tender: Tender, lot: Lot, one: LotWinner, number: int) -> tuple[str, str, str]:
    local = f"{award_id(tender, lot)}-{number}"
    return ocds.supplier_id(fiscal_code=one.fiscal_code, local=local)


def _contracts(tender: Tender, lot: Lot) -> Iterator[dict[str, Any]]:
    """The contract of a lot, and those that the enti of an aggregated tender derived from it."""
    if not result_is_public(lot):
        return
    if lot.state in ocds.CONTRACT_STATUS:
        yield kept(
            id=f"{award_id(tender, lot)}-contratto",
            awardID=award_id(tender, lot),
            title=lot.subject,
            status=ocds.CONTRACT_STATUS[lot.state],
            value=ocds.money(lot.contract_amount),
            dateSigned=ocds.day(lot.contract_on),
            period=ocds.period(days=lot.days),
        )
    for one in lot.derived.all():
        yield _derived(tender, lot, one)


def _derived(tender: Tender, lot: Lot, one: DerivedContract) -> dict[str, Any]:
    return kept(
        id=one.cig,
        awardID=award_id(tender, lot),
        title=f"{lot.subject} – {one.ente.name}",
        status="active",
        value=ocds.money(one.amount),
        dateSigned=ocds.day(one.signed_on),
    )
