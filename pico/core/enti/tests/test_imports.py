"""Imports: repeatable, all or nothing, never over a person's hand."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from pico.core.audit.models import AuditLine
from pico.core.enti import queries
from pico.core.enti.models import Ente, EnteCode, RegistryImport, Space
from pico.core.enti.terms import CodeScheme, EnteKind, Outcome
from pico.core.foundation.errors import Refusal

from . import samples
from .conftest import NOW


def outcomes(report, outcome):
    return [line for line in report.lines if line.outcome == outcome]


def comune(belfiore: str) -> Ente:
    return Ente.objects.get(belfiore=belfiore)


# --- ISTAT -------------------------------------------------------------------------------------


def test_sardinia_is_recoded_and_yesterday_still_finds_it(registry):
    seui, seulo = comune("I706"), comune("I707")
    assert (seui.istat_code, seui.territory_id) == ("116023", "116")
    assert (seulo.istat_code, seulo.territory_id) == ("114045", "114")
    assert queries.ente_by_code("111081") == seui
    assert queries.ente_by_code("111081", on=date(2024, 5, 1)) == seui
    assert queries.ente_by_code("116023", on=date(2024, 5, 1)) is None
    assert queries.ente_by_code("116023", on=date(2026, 5, 1)) == seui
    assert queries.ente_by_code("I706", on=date(2000, 1, 1)) == seui


def test_a_comune_remembers_its_territories(registry):
    seui = comune("I706")
    assert queries.territory_on(seui, date(2000, 1, 1)).plate == "NU"
    assert queries.territory_on(seui, date(2012, 1, 1)).plate == "OG"
    assert queries.territory_on(seui, date(2024, 1, 1)).plate == "SU"
    assert queries.territory_on(seui, date(2026, 1, 1)).plate == "OG"


def test_napoli_is_not_nothing(registry):
    assert comune("F839").territory.plate == "NA"


def test_provinces_keep_their_code_of_yesterday(registry):
    assert queries.ente_by_code("091").name == "Provincia di Nuoro"
    assert queries.ente_by_code("318").name == "Città metropolitana di Cagliari"
    assert queries.ente_by_code("292").name == "Città metropolitana di Cagliari"


def test_old_name_is_remembered(registry):
    jonadi = comune("E321")
    assert jonadi.name == "Comune di Jonadi"
    assert jonadi.codes.get(scheme=CodeScheme.NAME).code == "Comune di Ionadi"


def test_second_run_says_nothing_changed(registry, align, tmp_path):
    runs, lines = RegistryImport.objects.count(), AuditLine.objects.count()
    codes = EnteCode.objects.count()
    report = align(samples.istat_2024(tmp_path), samples.istat_2026(tmp_path))
    assert not report.has_changes
    assert "Niente è cambiato." in report.summary()
    assert (runs, lines, codes) == (
        RegistryImport.objects.count(),
        AuditLine.objects.count(),
        EnteCode.objects.count(),
    )


def test_one_issue_after_the_other_ends_as_both_together(align, tmp_path):
    align(samples.istat_2024(tmp_path))
    assert comune("I706").istat_code == "111081"
    report = align(samples.istat_2026(tmp_path))
    seui = comune("I706")
    assert seui.istat_code == "116023"
    assert queries.ente_by_code("111081") == seui
    changed = {(line.field, line.before, line.after) for line in outcomes(report, Outcome.CHANGED)}
    assert ("codice ISTAT", "111081", "116023") in changed
    assert comune("E321").name == "Comune di Jonadi"
    story = queries.history_of(seui).first().sentence
    assert "«111081» → «116023»" in story
    assert "ISTAT" in story


def test_an_older_issue_alone_is_refused(registry, align, tmp_path):
    with pytest.raises(Refusal) as refused:
        align(samples.istat_2024(tmp_path))
    assert refused.value.code == "older_than_registry"
    assert comune("I706").istat_code == "116023"


def test_dry_run_writes_nothing(align, tmp_path):
    report = align(samples.istat_2026(tmp_path), dry_run=True)
    assert report.counts[Outcome.ADDED] > len(samples.COMUNI)
    assert not Ente.objects.exists()
    assert not Space.objects.exists()
    assert not RegistryImport.objects.exists()


def test_wrong_columns_refuse_the_file_whole(align, tmp_path):
    path = tmp_path / "codici_statistici_01_01_2026.csv"
    path.write_text("Comune;Provincia\nTreviso;TV\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        align(path)
    assert refused.value.code == "wrong_columns"
    assert "Codice Catastale del Comune" in refused.value.message
    assert not Ente.objects.exists()


def test_bad_rows_are_refused_with_a_reason_and_the_rest_goes_on(align, tmp_path):
    bad = ("Nonsense", "", "05", "TV", "ZZ", "026999", "", "", "", "")
    nowhere = ("Altrove", "", "05", "XX", "Z999", "999001", "", "", "", "")
    again = samples.COMUNI[0]
    path = samples.istat_2026(tmp_path, (*samples.COMUNI, bad, nowhere, again))
    reasons = {line.ente: line.reason for line in outcomes(align(path), Outcome.REFUSED)}
    assert "lettera e tre cifre" in reasons["Nonsense"]
    assert "999" in reasons["Altrove"]
    assert "due volte" in reasons["Seui"]
    assert Ente.objects.filter(kind=EnteKind.COMUNE).count() == len(samples.COMUNI)


def test_a_comune_no_longer_listed_is_ceased_not_deleted(registry, align, tmp_path):
    report = align(samples.istat_2026(tmp_path, samples.COMUNI[:-1]))
    jonadi = comune("E321")
    assert jonadi.valid_to == date(2025, 12, 31)
    assert [line.ente for line in outcomes(report, Outcome.CEASED)] == [jonadi.name]


def test_a_ceased_comune_that_comes_back_lives_again(registry, align, tmp_path):
    align(samples.istat_2026(tmp_path, samples.COMUNI[:-1]))
    align(samples.istat_2026(tmp_path))
    assert comune("E321").valid_to is None


def test_a_comune_of_the_old_issue_only_comes_in_as_ceased(align, tmp_path):
    align(samples.istat_2024(tmp_path), samples.istat_2026(tmp_path, samples.COMUNI[1:]))
    assert comune("I706").valid_to == date(2025, 12, 31)


def test_a_file_cut_short_is_refused(align, tmp_path):
    many = [
        (f"Luogo {n}", "", "05", "TV", f"X{n:03d}", f"026{n:03d}", "", "", "", "")
        for n in range(1, 61)
    ]
    align(samples.istat_2026(tmp_path, many))
    with pytest.raises(Refusal) as refused:
        align(samples.istat_2026(tmp_path, many[:30]))
    assert refused.value.code == "too_many_ceased"
    assert not Ente.objects.filter(kind=EnteKind.COMUNE, valid_to__isnull=False).exists()


def test_a_value_typed_by_hand_stays(registry, align, tmp_path):
    treviso = Ente.objects.get(local_key="prov_026")
    treviso.seats, treviso.manual_fields = "Treviso, Sant'Artemio", ["seats"]
    treviso.save()
    report = align(samples.istat_2026(tmp_path))
    treviso.refresh_from_db()
    assert treviso.seats == "Treviso, Sant'Artemio"
    assert treviso.registry_values == {"seats": "Treviso"}
    kept = outcomes(report, Outcome.KEPT)
    assert [(line.before, line.after) for line in kept] == [("Treviso, Sant'Artemio", "Treviso")]


# --- Indice PA ---------------------------------------------------------------------------------


def test_ipa_fills_codes_addresses_and_pec(registry, align_ipa, tmp_path):
    align_ipa(samples.ipa(tmp_path))
    treviso = Ente.objects.get(local_key="prov_026")
    assert treviso.ipa_code == "p_TV"
    assert treviso.pec == ["protocollo@pec.treviso.pico.example"]
    assert treviso.email == "urp@treviso.pico.example"
    assert treviso.website == "https://www.treviso.pico.example"
    assert treviso.mail_domain == "treviso.pico.example"
    assert comune("I706").ipa_code == "c_i706"


def test_ipa_writing_in_capitals_does_not_change_a_name(registry, align_ipa, tmp_path):
    align_ipa(samples.ipa(tmp_path))
    assert comune("F839").name == "Comune di Napoli"


def test_ipa_brings_unioni_where_their_seat_is(registry, align_ipa, tmp_path):
    align_ipa(samples.ipa(tmp_path))
    union = Ente.objects.get(ipa_code="uc_prova")
    assert union.kind == EnteKind.UNION
    assert (union.territory_id, union.region_id) == ("026", "05")
    assert [stay.territory_id for stay in union.territories.all()] == ["026"]


def test_an_association_of_comuni_is_not_the_comune(registry, align_ipa, tmp_path):
    align_ipa(samples.ipa(tmp_path))
    assert Ente.objects.get(ipa_code="asp_prova").kind == EnteKind.OTHER
    assert comune("C111").ipa_code == ""


def test_categories_that_pico_does_not_take_are_counted(registry, align_ipa, tmp_path):
    report = align_ipa(samples.ipa(tmp_path))
    assert report.left_out["L17"] == 1
    assert not Ente.objects.filter(ipa_code="uni_prova").exists()


def test_ipa_second_run_says_nothing_changed(registry, align_ipa, tmp_path):
    align_ipa(samples.ipa(tmp_path))
    assert not align_ipa(samples.ipa(tmp_path)).has_changes


def test_istat_after_ipa_leaves_names_alone(registry, align, align_ipa, tmp_path):
    rows = [{**samples.IPA_ROWS[1], "Denominazione_ente": "Comune della Città di Napoli"}]
    align_ipa(samples.ipa(tmp_path, rows))
    align(samples.istat_2026(tmp_path))
    assert comune("F839").name == "Comune della Città di Napoli"


def test_ipa_reads_tabs_and_excel_alike(registry, align_ipa, tmp_path):
    align_ipa(samples.ipa(tmp_path, name="enti.tsv", delimiter="\t"))
    book = samples.ipa_excel(tmp_path)
    assert not align_ipa(book).has_changes


def test_what_leaves_ipa_is_ceased_but_not_provinces_and_comuni(registry, align_ipa, tmp_path):
    align_ipa(samples.ipa(tmp_path))
    align_ipa(samples.ipa(tmp_path, samples.IPA_ROWS[1:2]))
    assert comune("I706").valid_to is None
    assert Ente.objects.get(ipa_code="uc_prova").valid_to is not None
    assert Ente.objects.get(local_key="prov_026").valid_to is None


def test_ipa_rows_that_are_wrong_are_told(registry, align_ipa, tmp_path):
    rows = (
        *samples.IPA_ROWS,
        samples.ipa_row("P_tv", "Doppione", "80008870265", "L5"),
        samples.ipa_row("uc_storta", "Unione Storta", "12345678901", "L18"),
    )
    report = align_ipa(samples.ipa(tmp_path, rows))
    reasons = {line.ente: line.reason for line in outcomes(report, Outcome.REFUSED)}
    assert "due volte" in reasons["Doppione"]
    assert "cifra di controllo" in reasons["Unione Storta"]
    assert Ente.objects.get(ipa_code="uc_storta").fiscal_code == ""


def test_ipa_wrong_columns_change_nothing(registry, align_ipa, tmp_path):
    path = tmp_path / "enti.csv"
    path.write_text("cod_amm,des_amm\np_tv,Treviso\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        align_ipa(path)
    assert refused.value.code == "wrong_columns"
    assert RegistryImport.objects.count() == 1


# --- the command -------------------------------------------------------------------------------


def test_command_writes_the_report(db, tmp_path, capsys):
    report = tmp_path / "esito.csv"
    call_command("import_enti", istat=[samples.istat_2026(tmp_path)], report=report, dry_run=True)
    lines = report.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "esito;ente;codice;campo;prima;dopo;motivo"
    assert any("Provincia di Treviso" in line for line in lines)
    assert "Prova: niente è stato scritto." in capsys.readouterr().out


def test_command_says_a_refusal_in_one_sentence(db, tmp_path):
    with pytest.raises(CommandError, match="non c'è"):
        call_command("import_enti", ipa=tmp_path / "manca.csv")


def test_command_asks_what_to_import(db):
    with pytest.raises(CommandError, match="--registry"):
        call_command("import_enti")


def test_a_run_leaves_one_trace(registry):
    run = RegistryImport.objects.get()
    assert run.lines == []
    assert (run.at, run.day) == (NOW, date(2026, 1, 1))
    line = AuditLine.objects.get(event="enti.registry.imported")
    assert line.subject_id == str(run.pk)
