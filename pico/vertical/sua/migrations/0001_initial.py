from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import pico.core.foundation.identifiers


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("sua", "0001_requests"),
        ("sua", "0020_tenders"),
        ("sua", "0060_rup"),
        ("sua", "0080_campaigns"),
        ("sua", "0110_figures"),
        ("sua", "0120_stories"),
    ]

    dependencies = [
        ("enti", "0001_initial"),
        ("files", "0004_place_and_mark"),
        ("jobs", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "flow_version",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="versione del processo"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="revisione"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="numero")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PREPARING", "In preparazione"),
                            ("APPROVED", "Atti approvati"),
                            ("PUBLISHED", "Pubblicata"),
                            ("BIDS_CLOSED", "Termine offerte scaduto"),
                            ("EVALUATION", "In valutazione"),
                            ("PROPOSAL", "Proposta di aggiudicazione"),
                            ("VERIFICATION", "Verifica requisiti"),
                            ("AWARDED", "Aggiudicata"),
                            ("SENT", "Atti trasmessi"),
                            ("CONTRACTED", "Contratto stipulato"),
                            ("RUNNING", "In esecuzione"),
                            ("FINISHED", "Conclusa"),
                            ("TESTED", "Collaudata"),
                            ("DESERT", "Deserta"),
                            ("UNSUCCESSFUL", "Non aggiudicata"),
                            ("CANCELLED", "Annullata"),
                        ],
                        default="PREPARING",
                        max_length=12,
                        verbose_name="stato",
                    ),
                ),
                ("subject", models.CharField(max_length=250, verbose_name="oggetto")),
                (
                    "cig",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[pico.core.foundation.identifiers.check_cig],
                        verbose_name="CIG",
                    ),
                ),
                (
                    "parent_cig",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[pico.core.foundation.identifiers.check_cig],
                        verbose_name="CIG padre",
                    ),
                ),
                ("cups", models.JSONField(blank=True, default=list, verbose_name="CUP")),
                ("cui", models.CharField(blank=True, max_length=21, verbose_name="CUI")),
                (
                    "cpv",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[pico.core.foundation.identifiers.check_cpv],
                        verbose_name="CPV",
                    ),
                ),
                (
                    "place",
                    models.CharField(blank=True, max_length=6, verbose_name="luogo (codice ISTAT)"),
                ),
                (
                    "days",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="durata in giorni"
                    ),
                ),
                (
                    "criterion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("BEST_VALUE", "OEPV – miglior rapporto qualità/prezzo"),
                            ("FIXED_COST", "OEPV – costo fisso"),
                            ("LOWEST_PRICE", "Minor prezzo"),
                        ],
                        max_length=12,
                        verbose_name="criterio",
                    ),
                ),
                (
                    "base_amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, verbose_name="importo a base di gara"
                    ),
                ),
                (
                    "labour_amount",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="di cui manodopera"
                    ),
                ),
                (
                    "safety_amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=14,
                        verbose_name="oneri di sicurezza",
                    ),
                ),
                (
                    "options_amount",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="opzioni e rinnovi"
                    ),
                ),
                (
                    "is_labour_discountable",
                    models.BooleanField(default=True, verbose_name="manodopera ribassabile"),
                ),
                (
                    "bids_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="offerte"),
                ),
                (
                    "admitted_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="ammesse"),
                ),
                (
                    "excluded_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="escluse"),
                ),
                (
                    "discount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=6,
                        null=True,
                        verbose_name="ribasso %",
                    ),
                ),
                (
                    "award_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="importo di aggiudicazione",
                    ),
                ),
                (
                    "proposed_on",
                    models.DateField(blank=True, null=True, verbose_name="proposta del"),
                ),
                (
                    "awarded_on",
                    models.DateField(blank=True, null=True, verbose_name="aggiudicazione del"),
                ),
                (
                    "told_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="ultima comunicazione art. 90"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(blank=True, null=True, verbose_name="efficacia dal"),
                ),
                (
                    "contract_on",
                    models.DateField(blank=True, null=True, verbose_name="contratto del"),
                ),
                (
                    "contract_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="importo del contratto",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("AWARDED", "Aggiudicato"),
                            ("DESERT", "Deserto"),
                            ("UNSUCCESSFUL", "Infruttuoso/Non aggiudicato"),
                            ("CANCELLED", "Annullato"),
                        ],
                        max_length=12,
                        verbose_name="esito",
                    ),
                ),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NO_BID", "Nessuna offerta"),
                            ("NONE_VALID", "Nessuna offerta valida o appropriata"),
                            (
                                "NOT_CONVENIENT",
                                "Nessuna offerta conveniente o idonea (art. 108, c. 10)",
                            ),
                            ("CHECKS", "Esito negativo delle verifiche"),
                            ("DECISION", "Decisione dell'amministrazione"),
                        ],
                        max_length=14,
                        verbose_name="motivo di non aggiudicazione",
                    ),
                ),
                (
                    "allows_subcontract",
                    models.BooleanField(default=True, verbose_name="subappalto"),
                ),
                ("has_appeal", models.BooleanField(default=False, verbose_name="ricorso")),
                (
                    "pcp_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("IN_LAV", "In lavorazione"),
                            ("CONF", "Confermato"),
                            ("CANC", "Cancellato"),
                            ("IN_ATT_PUBB", "In attesa pubblicazione"),
                            ("IN_STOP_PUBB", "In stop pubblicazione"),
                            ("PUBB", "Pubblicato"),
                            ("NON_AGG", "Non aggiudicato"),
                            ("AGG", "Aggiudicato"),
                            ("ANN", "Annullato"),
                            ("SOTT_CONTR", "Sottoscrizione contratto"),
                        ],
                        max_length=12,
                        verbose_name="stato su PCP",
                    ),
                ),
            ],
            options={
                "verbose_name": "Lotto",
                "verbose_name_plural": "Lotti",
                "ordering": ("number", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cig", ""), _negated=True),
                        fields=("cig",),
                        name="sua_one_lot_a_cig",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("labour_amount__lte", models.F("base_amount"))),
                        name="sua_labour_is_part_of_the_base",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=250, verbose_name="oggetto")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("ART_30", "Convenzione (art. 30 TUEL)"),
                            ("ART_15", "Accordo (art. 15 L. 241/1990)"),
                            ("ART_62", "Apposita convenzione (art. 62, c. 9, D.Lgs. 36/2023)"),
                        ],
                        default="ART_30",
                        max_length=8,
                        verbose_name="forma",
                    ),
                ),
                ("act", models.CharField(max_length=250, verbose_name="atto")),
                (
                    "signed_on",
                    models.DateField(blank=True, null=True, verbose_name="sottoscritta il"),
                ),
                ("valid_from", models.DateField(verbose_name="in vigore dal")),
                ("valid_to", models.DateField(verbose_name="in vigore fino al")),
                (
                    "functions",
                    models.CharField(
                        choices=[
                            ("1", "Solo aggiudicazione"),
                            ("2", "Aggiudicazione e stipula"),
                            ("3", "Aggiudicazione, stipula ed esecuzione"),
                            ("4", "Proposta di aggiudicazione"),
                        ],
                        default="4",
                        max_length=1,
                        verbose_name="funzioni delegate",
                    ),
                ),
                ("duties", models.TextField(blank=True, verbose_name="riparto delle competenze")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="recesso dal")),
                ("end_reason", models.TextField(blank=True, verbose_name="motivo del recesso")),
                ("created_at", models.DateTimeField(verbose_name="registrata il")),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="ente",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="testo firmato",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="sua.agreement",
                        verbose_name="rinnova",
                    ),
                ),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="SUA",
                    ),
                ),
            ],
            options={
                "verbose_name": "Convenzione SUA",
                "verbose_name_plural": "Convenzioni SUA",
                "ordering": ("-valid_to", "-pk"),
                "indexes": [
                    models.Index(fields=["sua", "-valid_to"], name="agreement_by_sua"),
                    models.Index(fields=["ente", "-valid_to"], name="agreement_by_ente"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                        name="agreement_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Adhesion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "flow_version",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="versione del processo"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="revisione"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("SENT", "Inviata"),
                            ("ACCEPTED", "Accolta"),
                            ("REFUSED", "Rifiutata"),
                            ("WITHDRAWN", "Ritirata"),
                        ],
                        default="SENT",
                        max_length=40,
                        verbose_name="stato",
                    ),
                ),
                ("needs", models.TextField(verbose_name="di che cosa c'è bisogno")),
                ("asked_at", models.DateTimeField(verbose_name="chiesta il")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chiesta da",
                    ),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="ente",
                    ),
                ),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="SUA",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adhesions",
                        to="sua.agreement",
                        verbose_name="convenzione",
                    ),
                ),
            ],
            options={
                "verbose_name": "Richiesta di adesione alla convenzione",
                "verbose_name_plural": "Richieste di adesione alla convenzione",
                "ordering": ("-asked_at", "-pk"),
                "indexes": [models.Index(fields=["sua", "state"], name="adhesion_by_sua")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "SENT")),
                        fields=("ente", "sua"),
                        name="one_open_adhesion",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("WORKS", "Lavori"),
                            ("SERVICES", "Servizi"),
                            ("SUPPLIES", "Forniture"),
                            ("CONCESSIONS", "Concessioni"),
                        ],
                        max_length=12,
                        verbose_name="ambito",
                    ),
                ),
                (
                    "from_amount",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="da"
                    ),
                ),
                (
                    "to_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="fino a (escluso)",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="areas",
                        to="sua.agreement",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="AgreementFee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("PER_INHABITANT", "Fisso annuo per abitante"),
                            ("PERCENT", "Percentuale dell'importo a base di gara"),
                            ("LUMP_SUM", "A forfait per procedura"),
                            ("LIVE_COSTS", "Costi vivi (pubblicità, contributo ANAC, commissari)"),
                            ("INCENTIVE", "Quota dell'incentivo (art. 45)"),
                            ("FREE", "Gratuito"),
                        ],
                        max_length=16,
                        verbose_name="rimborso",
                    ),
                ),
                (
                    "to_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="per gare inferiori a",
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=6,
                        null=True,
                        verbose_name="aliquota",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="importo",
                    ),
                ),
                (
                    "minimum",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="minimo",
                    ),
                ),
                (
                    "maximum",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="massimo",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fees",
                        to="sua.agreement",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "flow_version",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="versione del processo"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="revisione"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Bozza"),
                            ("SCHEDULED", "Programmata"),
                            ("OPEN", "Aperta"),
                            ("EXTENDED", "Prorogata"),
                            ("CLOSED", "Chiusa"),
                            ("CHECKING", "In verifica"),
                            ("CONSOLIDATED", "Consolidata"),
                            ("SETTLED", "Esitata"),
                            ("ARCHIVED", "Archiviata"),
                            ("CANCELLED", "Annullata"),
                        ],
                        default="DRAFT",
                        max_length=40,
                        verbose_name="stato",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="titolo")),
                ("description", models.TextField(blank=True, verbose_name="descrizione")),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="apertura")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="chiusura")),
                (
                    "extended_from",
                    models.DateTimeField(blank=True, null=True, verbose_name="prima chiusura"),
                ),
                (
                    "remind_days",
                    models.JSONField(
                        blank=True, default=list, verbose_name="solleciti (giorni prima)"
                    ),
                ),
                ("recipients", models.JSONField(blank=True, default=dict)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("TENDER", "Gara aggregata"),
                            ("NO_PROCEDURE", "Nessuna procedura"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="esito",
                    ),
                ),
                (
                    "outcome_note",
                    models.TextField(blank=True, verbose_name="motivazione dell'esito"),
                ),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="esitata il"),
                ),
                ("assumptions", models.CharField(blank=True, max_length=2000)),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="creata il"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Autore",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="SUA",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="next_ones",
                        to="sua.campaign",
                    ),
                ),
                (
                    "referente",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="referente",
                    ),
                ),
            ],
            options={
                "verbose_name": "Campagna di raccolta fabbisogni",
                "verbose_name_plural": "Campagne di raccolta fabbisogni",
                "ordering": ("-created_at", "-pk"),
                "indexes": [
                    models.Index(fields=["owner", "-created_at"], name="sua_campaign_by_owner"),
                    models.Index(fields=["state", "closes_at"], name="sua_campaign_by_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="sua.campaign",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "Documento della campagna",
                "verbose_name_plural": "Documenti della campagna",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Capacity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="mese")),
                ("places", models.PositiveSmallIntegerField(verbose_name="posti")),
                ("note", models.CharField(blank=True, max_length=160, verbose_name="nota")),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
            ],
            options={
                "ordering": ("month",),
                "constraints": [
                    models.UniqueConstraint(fields=("sua", "month"), name="one_capacity_per_month")
                ],
            },
        ),
        migrations.CreateModel(
            name="CatalogueItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "section",
                    models.CharField(
                        blank=True,
                        help_text="Le voci della stessa sezione stanno insieme e si possono affidare a un collega.",
                        max_length=80,
                        verbose_name="sezione",
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="codice voce")),
                ("cpv", models.CharField(max_length=8, verbose_name="CPV")),
                ("description", models.CharField(max_length=250, verbose_name="descrizione")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("PZ", "pz"),
                            ("H", "h"),
                            ("M2", "m²"),
                            ("KM", "km"),
                            ("KG", "kg"),
                            ("L", "l"),
                            ("KWH", "kWh"),
                            ("MONTH", "mese"),
                            ("LUMP", "a corpo"),
                        ],
                        max_length=5,
                        verbose_name="unità di misura",
                    ),
                ),
                ("variants", models.JSONField(blank=True, default=list, verbose_name="varianti")),
                (
                    "reference_price",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Per unità, IVA esclusa.",
                        max_digits=14,
                        null=True,
                        verbose_name="prezzo di riferimento",
                    ),
                ),
                (
                    "price_source",
                    models.CharField(blank=True, max_length=250, verbose_name="fonte del prezzo"),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="sua.campaign",
                    ),
                ),
            ],
            options={
                "verbose_name": "Voce del catalogo",
                "verbose_name_plural": "Voci del catalogo",
                "ordering": ("position", "pk"),
                "indexes": [
                    models.Index(fields=["campaign", "position"], name="sua_item_by_position")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "code"), name="sua_one_item_per_code"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConfirmedCig",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cig", models.CharField(max_length=10, verbose_name="CIG")),
                ("reason", models.CharField(max_length=500, verbose_name="motivo")),
                ("at", models.DateTimeField(verbose_name="quando")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
            ],
            options={
                "verbose_name": "CIG confermato",
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("sua", "cig"), name="one_confirmation_per_cig")
                ],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cig", models.CharField(blank=True, max_length=10, verbose_name="CIG")),
                ("subject", models.CharField(max_length=250, verbose_name="oggetto")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("WORKS", "Lavori"),
                            ("SERVICES", "Servizi"),
                            ("SUPPLIES", "Forniture"),
                            ("ENGINEERING", "Servizi di ingegneria e architettura (SIA)"),
                            ("WORKS_CONCESSION", "Concessione di lavori"),
                            ("SERVICES_CONCESSION", "Concessione di servizi"),
                            ("MIXED", "Misto"),
                        ],
                        max_length=20,
                        verbose_name="tipo",
                    ),
                ),
                ("cpv", models.CharField(blank=True, max_length=10, verbose_name="CPV")),
                ("supplier", models.CharField(max_length=250, verbose_name="fornitore")),
                (
                    "supplier_code",
                    models.CharField(
                        blank=True, max_length=16, verbose_name="codice fiscale del fornitore"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="importo"),
                ),
                (
                    "yearly_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="importo annuo",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="decorrenza")),
                ("ends_on", models.DateField(verbose_name="scadenza")),
                (
                    "extension_months",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="proroga o rinnovo possibile (mesi)"
                    ),
                ),
                (
                    "extension_words",
                    models.CharField(blank=True, max_length=250, verbose_name="opzione prevista"),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("HAND", "Inserito a mano"),
                            ("IMPORT", "Importato"),
                            ("TENDER", "Da una gara conclusa"),
                        ],
                        default="HAND",
                        max_length=6,
                        verbose_name="origine",
                    ),
                ),
                ("tender_number", models.CharField(blank=True, max_length=24, verbose_name="gara")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="inserito il")),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Ente",
                    ),
                ),
                (
                    "rup",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="RUP",
                    ),
                ),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="SUA",
                    ),
                ),
            ],
            options={
                "verbose_name": "Contratto",
                "verbose_name_plural": "Registro dei contratti",
                "ordering": ("ends_on", "pk"),
                "indexes": [
                    models.Index(fields=["ente", "ends_on"], name="sua_contract_by_ente"),
                    models.Index(fields=["sua", "ends_on"], name="sua_contract_by_sua"),
                    models.Index(fields=["sua", "amount"], name="sua_contract_by_amount"),
                    models.Index(fields=["cpv", "ends_on"], name="sua_contract_by_cpv"),
                    models.Index(fields=["rup", "ends_on"], name="sua_contract_by_rup"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cig", ""), _negated=True),
                        fields=("ente", "cig"),
                        name="one_contract_per_cig",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="contract_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Due",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "flow_version",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="versione del processo"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="revisione"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ESTIMATED", "Stimato"),
                            ("REQUESTED", "Richiesto"),
                            ("COLLECTED", "Incassato"),
                            ("OFFSET", "Compensato"),
                            ("CANCELLED", "Annullato"),
                        ],
                        default="ESTIMATED",
                        max_length=40,
                        verbose_name="stato",
                    ),
                ),
                (
                    "base",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        verbose_name="importo a base di gara dell'ente",
                    ),
                ),
                (
                    "reckoned",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        verbose_name="importo calcolato all'aggiudicazione",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="importo"),
                ),
                (
                    "correction",
                    models.TextField(blank=True, verbose_name="motivo della correzione"),
                ),
                ("reckoned_on", models.DateField(verbose_name="calcolato il")),
                ("act", models.CharField(blank=True, max_length=250, verbose_name="nota o atto")),
                (
                    "requested_on",
                    models.DateField(blank=True, null=True, verbose_name="richiesto il"),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="dovuto entro il")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="pagato il")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dues",
                        to="sua.agreement",
                        verbose_name="convenzione",
                    ),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Ente",
                    ),
                ),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="SUA",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dues",
                        to="sua.lot",
                    ),
                ),
            ],
            options={
                "verbose_name": "Dovuto",
                "verbose_name_plural": "Dovuti",
                "ordering": ("-reckoned_on", "-pk"),
                "indexes": [
                    models.Index(fields=["sua", "-reckoned_on", "-id"], name="sua_due_by_sua"),
                    models.Index(fields=["ente", "-reckoned_on", "-id"], name="sua_due_by_ente"),
                    models.Index(fields=["sua", "state", "due_on"], name="sua_due_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lot", "ente"), name="sua_one_due_a_lot_and_ente"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="sua_due_is_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DueLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("PER_INHABITANT", "Fisso annuo per abitante"),
                            ("PERCENT", "Percentuale dell'importo a base di gara"),
                            ("LUMP_SUM", "A forfait per procedura"),
                            ("LIVE_COSTS", "Costi vivi (pubblicità, contributo ANAC, commissari)"),
                            ("INCENTIVE", "Quota dell'incentivo (art. 45)"),
                            ("FREE", "Gratuito"),
                            ("ANAC", "Contributo ANAC (stazione appaltante)"),
                        ],
                        max_length=16,
                        verbose_name="voce",
                    ),
                ),
                (
                    "base",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="base di calcolo",
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=6,
                        null=True,
                        verbose_name="aliquota",
                    ),
                ),
                (
                    "whole",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, verbose_name="importo per l'intera gara"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="importo"),
                ),
                ("source", models.CharField(max_length=400, verbose_name="fonte")),
                (
                    "due",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="sua.due",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("due", "item"), name="sua_one_line_an_item")
                ],
            },
        ),
        migrations.CreateModel(
            name="ErrorRemedy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="codice")),
                ("message", models.CharField(blank=True, max_length=600, verbose_name="messaggio")),
                ("cause", models.TextField(blank=True, max_length=2000, verbose_name="causa")),
                ("remedy", models.TextField(blank=True, max_length=2000, verbose_name="rimedio")),
                (
                    "known_issue",
                    models.TextField(blank=True, max_length=2000, verbose_name="problema noto"),
                ),
                (
                    "known_issue_url",
                    models.URLField(blank=True, max_length=300, verbose_name="dove se ne parla"),
                ),
                ("search_key", models.CharField(editable=False, max_length=1500)),
                ("changed_at", models.DateTimeField(editable=False, verbose_name="aggiornato il")),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Errore della piattaforma ANAC",
                "verbose_name_plural": "Dizionario degli errori",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="FileCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "In attesa"),
                            ("RUNNING", "In corso"),
                            ("DONE", "Concluso"),
                            ("FAILED", "Non riuscito"),
                        ],
                        default="WAITING",
                        max_length=8,
                        verbose_name="stato",
                    ),
                ),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="righe")),
                ("errors", models.PositiveIntegerField(default=0, verbose_name="errori")),
                ("warnings", models.PositiveIntegerField(default=0, verbose_name="avvertenze")),
                ("counts", models.JSONField(default=dict)),
                ("findings", models.JSONField(default=list)),
                ("report_key", models.CharField(blank=True, editable=False, max_length=120)),
                ("problem", models.CharField(blank=True, max_length=300, verbose_name="problema")),
                ("asked_at", models.DateTimeField(verbose_name="chiesto il")),
                ("done_at", models.DateTimeField(null=True, verbose_name="concluso il")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.job",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
            ],
            options={
                "verbose_name": "Controllo di un file",
                "verbose_name_plural": "Controlli di file",
                "ordering": ("-asked_at", "-pk"),
                "indexes": [models.Index(fields=["owner", "-asked_at"], name="sua_check_by_owner")],
            },
        ),
        migrations.CreateModel(
            name="Integration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="chiesta il")),
                ("due_on", models.DateField(verbose_name="entro il")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="risposta il")),
                ("answer", models.TextField(blank=True, verbose_name="risposta")),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chiesta da",
                    ),
                ),
            ],
            options={
                "ordering": ("-asked_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="IntegrationItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=250, verbose_name="che cosa manca")),
                ("is_done", models.BooleanField(default=False, verbose_name="fornito")),
                (
                    "integration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="sua.integration",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="LibraryText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source_version",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="versione nazionale"
                    ),
                ),
                ("key", models.CharField(blank=True, editable=False, max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("COMPASS", "Bussola"),
                            ("GUIDELINES", "Linee guida"),
                            ("FORMS", "Formulario"),
                        ],
                        max_length=10,
                        verbose_name="raccolta",
                    ),
                ),
                (
                    "fills",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MINUTES", "Verbale di seduta"),
                            ("INDICTION", "Determina di indizione"),
                            ("RULES", "Disciplinare (schema)"),
                            ("PROPOSAL", "Proposta di aggiudicazione"),
                            ("AWARD", "Determina di aggiudicazione"),
                            ("LETTER", "Comunicazione art. 90"),
                            ("TRANSMISSION", "Lettera di trasmissione degli atti"),
                        ],
                        max_length=12,
                        verbose_name="testo di gara",
                    ),
                ),
                ("is_used", models.BooleanField(default=False, verbose_name="usato nelle gare")),
                ("title", models.CharField(max_length=200, verbose_name="titolo")),
                ("summary", models.CharField(blank=True, max_length=300, verbose_name="in breve")),
                ("body", models.TextField(verbose_name="testo")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="versione")),
                ("changed_at", models.DateTimeField(verbose_name="modificato il")),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="SUA",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="sua.librarytext",
                        verbose_name="testo nazionale",
                    ),
                ),
            ],
            options={
                "verbose_name": "Testo del documentale",
                "verbose_name_plural": "Documentale SUA",
                "ordering": ("kind", "title", "pk"),
                "indexes": [
                    models.Index(fields=["owner", "kind", "title"], name="sua_text_by_owner")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source__isnull", False)),
                        fields=("owner", "source"),
                        name="sua_one_copy_a_text",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("owner__isnull", True), models.Q(("key", ""), _negated=True)
                        ),
                        fields=("key",),
                        name="sua_one_national_text_a_key",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_used", True)),
                        fields=("owner", "fills"),
                        name="sua_one_used_text_a_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LibraryVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="versione")),
                ("body", models.TextField()),
                (
                    "note",
                    models.CharField(blank=True, max_length=250, verbose_name="che cosa cambia"),
                ),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="sua.librarytext",
                    ),
                ),
            ],
            options={
                "ordering": ("-number",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("text", "number"), name="sua_one_library_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("READY", "Da accettare"),
                            ("RETURNED", "Restituito"),
                            ("ACCEPTED", "Accettato"),
                        ],
                        default="READY",
                        max_length=8,
                        verbose_name="stato",
                    ),
                ),
                ("package", models.JSONField(default=dict, verbose_name="pacchetto")),
                ("reason", models.TextField(blank=True, verbose_name="motivo della restituzione")),
                ("sent_at", models.DateTimeField(verbose_name="consegnato il")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="risposta del"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Ente",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hand_overs",
                        to="sua.lot",
                    ),
                ),
            ],
            options={
                "ordering": ("-sent_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "RETURNED"), _negated=True),
                        fields=("lot", "ente"),
                        name="sua_one_open_hand_over",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DerivedContract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cig",
                    models.CharField(
                        max_length=10,
                        unique=True,
                        validators=[pico.core.foundation.identifiers.check_cig],
                        verbose_name="CIG derivato",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="importo"),
                ),
                ("signed_on", models.DateField(verbose_name="data")),
                ("act", models.CharField(blank=True, max_length=250, verbose_name="atto")),
                (
                    "card",
                    models.CharField(
                        choices=[
                            ("AD3", "AD3 – affidamento diretto ≥ 5.000"),
                            ("AD4", "AD4 – adesione senza nuovo confronto"),
                            ("AD5", "AD5 – affidamento diretto < 5.000"),
                            ("PL1", "PL1 – preinformazione"),
                            ("PL2", "PL2 – preinformazione"),
                            ("P1_16", "P1_16 – bando sopra soglia UE"),
                            ("P2_16", "P2_16 – bando sotto soglia UE"),
                            ("P1_19", "P1_19 – concessione sopra soglia"),
                            ("P2_19", "P2_19 – concessione sotto soglia"),
                            ("P1_20", "P1_20 – servizi sociali sopra soglia"),
                            ("P2_20", "P2_20 – servizi sociali sotto soglia"),
                            ("P6_1", "P6_1 – CIG derivato, concessioni"),
                            ("P6_2", "P6_2 – CIG derivato, appalti"),
                            ("P7_1_3", "P7_1_3 – negoziata sotto soglia"),
                            ("P7_2", "P7_2 – negoziata o appalto specifico SDA"),
                            ("S1", "S1 – manifestazioni d'interesse"),
                            ("S1_2", "S1_2 – invitati"),
                            ("S2", "S2 – offerte e invitati"),
                            ("S3", "S3 – progettisti"),
                            ("A1_29", "A1_29 – aggiudicazione sopra soglia"),
                            ("A2_29", "A2_29 – aggiudicazione sotto soglia"),
                            ("NAG", "NAG – non aggiudicato"),
                            ("SC1", "SC1 – contratto"),
                            ("I1", "I1 – inizio"),
                            ("SA1", "SA1 – avanzamento"),
                            ("M1", "M1 – modifica"),
                            ("M2", "M2 – modifica"),
                            ("RSU1", "RSU1 – subappalto richiesto"),
                            ("ES1", "ES1 – esito subappalto"),
                            ("CS1", "CS1 – conclusione subappalto"),
                            ("SO1", "SO1 – sospensione"),
                            ("SQ1", "SQ1 – sospensione oltre un quarto del tempo"),
                            ("RI1", "RI1 – ripresa"),
                            ("AC1", "AC1 – accordo bonario"),
                            ("IR1", "IR1 – recesso"),
                            ("CO1", "CO1 – conclusione"),
                            ("CO2", "CO2 – conclusione AD5"),
                            ("CL1", "CL1 – collaudo"),
                            ("CM1", "CM1 – modifica dati"),
                            ("CM2", "CM2 – modifica dati"),
                            ("CM3", "CM3 – modifica dati"),
                            ("ANN", "ANN – annullamento"),
                        ],
                        max_length=8,
                        verbose_name="scheda PCP proposta",
                    ),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Ente",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="derived",
                        to="sua.lot",
                    ),
                ),
            ],
            options={
                "ordering": ("-signed_on", "-pk"),
                "indexes": [models.Index(fields=["lot", "ente"], name="sua_derived_by_ente")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="sua_derived_is_positive"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CapacityTransfer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="importo"),
                ),
                ("reason", models.CharField(max_length=250, verbose_name="motivo")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ASKED", "Da approvare"),
                            ("APPROVED", "Approvata"),
                            ("REFUSED", "Rifiutata"),
                        ],
                        default="ASKED",
                        max_length=8,
                        verbose_name="stato",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="chiesta il")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="risposta del")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="chi cede",
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="chi riceve",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transfers",
                        to="sua.lot",
                    ),
                ),
            ],
            options={
                "ordering": ("-asked_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="LotCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("OG 1", "OG 1"),
                            ("OG 2", "OG 2"),
                            ("OG 3", "OG 3"),
                            ("OG 4", "OG 4"),
                            ("OG 5", "OG 5"),
                            ("OG 6", "OG 6"),
                            ("OG 7", "OG 7"),
                            ("OG 8", "OG 8"),
                            ("OG 9", "OG 9"),
                            ("OG 10", "OG 10"),
                            ("OG 11", "OG 11"),
                            ("OG 12", "OG 12"),
                            ("OG 13", "OG 13"),
                            ("OS 1", "OS 1"),
                            ("OS 2-A", "OS 2-A"),
                            ("OS 2-B", "OS 2-B"),
                            ("OS 3", "OS 3"),
                            ("OS 4", "OS 4"),
                            ("OS 5", "OS 5"),
                            ("OS 6", "OS 6"),
                            ("OS 7", "OS 7"),
                            ("OS 8", "OS 8"),
                            ("OS 9", "OS 9"),
                            ("OS 10", "OS 10"),
                            ("OS 11", "OS 11"),
                            ("OS 12-A", "OS 12-A"),
                            ("OS 12-B", "OS 12-B"),
                            ("OS 13", "OS 13"),
                            ("OS 14", "OS 14"),
                            ("OS 15", "OS 15"),
                            ("OS 16", "OS 16"),
                            ("OS 17", "OS 17"),
                            ("OS 18-A", "OS 18-A"),
                            ("OS 18-B", "OS 18-B"),
                            ("OS 19", "OS 19"),
                            ("OS 20-A", "OS 20-A"),
                            ("OS 20-B", "OS 20-B"),
                            ("OS 21", "OS 21"),
                            ("OS 22", "OS 22"),
                            ("OS 23", "OS 23"),
                            ("OS 24", "OS 24"),
                            ("OS 25", "OS 25"),
                            ("OS 26", "OS 26"),
                            ("OS 27", "OS 27"),
                            ("OS 28", "OS 28"),
                            ("OS 29", "OS 29"),
                            ("OS 30", "OS 30"),
                            ("OS 31", "OS 31"),
                            ("OS 32", "OS 32"),
                            ("OS 33", "OS 33"),
                            ("OS 34", "OS 34"),
                            ("OS 35", "OS 35"),
                        ],
                        max_length=7,
                        verbose_name="categoria",
                    ),
                ),
                (
                    "soa_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("I", "I"),
                            ("II", "II"),
                            ("III", "III"),
                            ("III-bis", "III-bis"),
                            ("IV", "IV"),
                            ("IV-bis", "IV-bis"),
                            ("V", "V"),
                            ("VI", "VI"),
                            ("VII", "VII"),
                            ("VIII", "VIII"),
                        ],
                        max_length=7,
                        verbose_name="classifica",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="importo"),
                ),
                ("is_main", models.BooleanField(default=False, verbose_name="prevalente")),
                ("is_separable", models.BooleanField(default=False, verbose_name="scorporabile")),
                (
                    "allows_subcontract",
                    models.BooleanField(default=True, verbose_name="subappaltabile"),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="categories",
                        to="sua.lot",
                    ),
                ),
            ],
            options={
                "ordering": ("-is_main", "-amount", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lot", "category"), name="sua_one_line_a_category"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_main", True)),
                        fields=("lot",),
                        name="sua_one_main_category",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LotShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="importo"),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=14,
                        null=True,
                        verbose_name="quantità",
                    ),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Ente",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="sua.lot",
                    ),
                ),
            ],
            options={
                "ordering": ("ente__name", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("lot", "ente"), name="sua_one_share_an_ente")
                ],
            },
        ),
        migrations.CreateModel(
            name="LotWinner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fiscal_code",
                    models.CharField(max_length=16, verbose_name="codice fiscale o partita IVA"),
                ),
                ("name", models.CharField(max_length=250, verbose_name="denominazione")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("SINGLE", "Monosoggettivo"),
                            ("LEADER", "Mandatario"),
                            ("MEMBER", "Mandante"),
                            ("CONSORTIUM", "Consorzio"),
                            ("AUXILIARY", "Ausiliaria"),
                        ],
                        default="SINGLE",
                        max_length=10,
                        verbose_name="ruolo",
                    ),
                ),
                (
                    "share",
                    models.DecimalField(
                        decimal_places=2, default=100, max_digits=5, verbose_name="quota %"
                    ),
                ),
                ("is_sme", models.BooleanField(default=False, verbose_name="PMI")),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="winners",
                        to="sua.lot",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lot", "fiscal_code"), name="sua_one_winner_a_code"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MissingCup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cig", models.CharField(max_length=10, verbose_name="CIG")),
                ("subject", models.CharField(blank=True, max_length=250, verbose_name="oggetto")),
                ("tender_number", models.CharField(blank=True, max_length=40)),
                ("is_pnrr", models.BooleanField(default=False, verbose_name="PNRR/PNC")),
                (
                    "proposed_cup",
                    models.CharField(blank=True, max_length=15, verbose_name="CUP proposto"),
                ),
                (
                    "proposed_because",
                    models.CharField(blank=True, max_length=250, verbose_name="perché"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "Da sanare"),
                            ("LINKED", "Collegato"),
                            ("NOT_NEEDED", "CUP non dovuto"),
                        ],
                        default="OPEN",
                        max_length=10,
                        verbose_name="stato",
                    ),
                ),
                ("cup", models.CharField(blank=True, max_length=15, verbose_name="CUP")),
                ("reason", models.CharField(blank=True, max_length=250, verbose_name="motivo")),
                (
                    "check_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="missing_cups",
                        to="sua.filecheck",
                    ),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Ente",
                    ),
                ),
            ],
            options={
                "verbose_name": "CIG senza CUP",
                "verbose_name_plural": "CIG senza CUP",
                "ordering": ("state", "-is_pnrr", "pk"),
                "indexes": [
                    models.Index(
                        fields=["check_of", "state", "-is_pnrr"], name="sua_no_cup_by_check"
                    ),
                    models.Index(fields=["ente", "state"], name="sua_no_cup_by_ente"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("check_of", "cig"), name="one_missing_cup_per_cig"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "flow_version",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="versione del processo"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="revisione"
                    ),
                ),
                ("zone", models.CharField(blank=True, max_length=80, verbose_name="ambito")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("TO_FILL", "Non iniziata"),
                            ("FILLING", "In compilazione"),
                            ("APPROVAL", "In approvazione"),
                            ("SENT", "Inviata"),
                            ("RETURNED", "Restituita"),
                            ("VALID", "Validata"),
                            ("NO_NEED", "Nessun fabbisogno"),
                            ("EXPIRED", "Scaduta"),
                        ],
                        default="TO_FILL",
                        max_length=40,
                        verbose_name="stato",
                    ),
                ),
                (
                    "commitment",
                    models.CharField(
                        choices=[
                            ("NON_BINDING", "Manifestazione di interesse non vincolante"),
                            ("BINDING", "Manifestazione di interesse vincolante"),
                        ],
                        default="NON_BINDING",
                        max_length=12,
                        verbose_name="impegno",
                    ),
                ),
                (
                    "signatory",
                    models.CharField(blank=True, max_length=160, verbose_name="firmatario"),
                ),
                ("note", models.TextField(blank=True, verbose_name="motivo")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="inviata il")),
                (
                    "receipt",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="impronta della ricevuta"
                    ),
                ),
                (
                    "validated_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="validata il"),
                ),
                (
                    "late_until",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="può rispondere fino al"
                    ),
                ),
                (
                    "reminded_on",
                    models.DateField(blank=True, null=True, verbose_name="sollecitato il"),
                ),
                (
                    "told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="avvisato il"),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="sua.campaign",
                    ),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="ente",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Risposta alla campagna",
                "verbose_name_plural": "Risposte alla campagna",
                "ordering": ("ente__name", "pk"),
                "indexes": [
                    models.Index(fields=["campaign", "state"], name="sua_answer_by_state"),
                    models.Index(fields=["ente", "state"], name="sua_answer_of_ente"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "ente"), name="sua_one_answer_per_ente"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(blank=True, max_length=80, verbose_name="sezione")),
                ("cpv", models.CharField(max_length=8, verbose_name="CPV")),
                ("description", models.CharField(max_length=250, verbose_name="descrizione")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("PZ", "pz"),
                            ("H", "h"),
                            ("M2", "m²"),
                            ("KM", "km"),
                            ("KG", "kg"),
                            ("L", "l"),
                            ("KWH", "kWh"),
                            ("MONTH", "mese"),
                            ("LUMP", "a corpo"),
                        ],
                        max_length=5,
                        verbose_name="unità di misura",
                    ),
                ),
                ("variant", models.CharField(blank=True, max_length=80, verbose_name="variante")),
                (
                    "quantity",
                    models.DecimalField(
                        decimal_places=3, max_digits=14, verbose_name="quantità annua"
                    ),
                ),
                (
                    "unit_price",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="prezzo unitario stimato",
                    ),
                ),
                (
                    "annual_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="importo annuo",
                    ),
                ),
                (
                    "delivery_place",
                    models.CharField(blank=True, max_length=160, verbose_name="luogo di consegna"),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="decorrenza")),
                (
                    "months",
                    models.PositiveSmallIntegerField(default=12, verbose_name="durata in mesi"),
                ),
                (
                    "has_contract",
                    models.BooleanField(default=False, verbose_name="contratto in essere"),
                ),
                (
                    "contract_ends_on",
                    models.DateField(blank=True, null=True, verbose_name="scadenza del contratto"),
                ),
                (
                    "supplier",
                    models.CharField(blank=True, max_length=160, verbose_name="fornitore attuale"),
                ),
                (
                    "current_cig",
                    models.CharField(blank=True, max_length=10, verbose_name="CIG attuale"),
                ),
                (
                    "past_spend",
                    models.JSONField(
                        blank=True, default=list, verbose_name="spesa storica di 3 anni"
                    ),
                ),
                (
                    "adhesion",
                    models.CharField(
                        choices=[
                            ("CERTAIN", "certa"),
                            ("LIKELY", "probabile"),
                            ("TO_ASSESS", "da valutare"),
                        ],
                        default="LIKELY",
                        max_length=10,
                        verbose_name="adesione",
                    ),
                ),
                ("service_level", models.TextField(blank=True, verbose_name="livello di servizio")),
                ("constraints", models.TextField(blank=True, verbose_name="vincoli")),
                (
                    "budget_line",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="capitolo / copertura"
                    ),
                ),
                ("contact", models.CharField(blank=True, max_length=160, verbose_name="referente")),
                (
                    "proposed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("CONTRACT", "dal contratto in scadenza"),
                            ("LAST_ANSWER", "dall'ultima risposta"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="precompilato",
                    ),
                ),
                (
                    "past_quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=14,
                        null=True,
                        verbose_name="quantità dell'ultima risposta",
                    ),
                ),
                ("explanation", models.TextField(blank=True, verbose_name="spiegazione")),
                ("comment", models.TextField(blank=True, verbose_name="commento della SUA")),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="sua.needanswer",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="sua.catalogueitem",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Riga di fabbisogno",
                "verbose_name_plural": "Righe di fabbisogno",
                "ordering": ("section", "item__position", "pk"),
                "indexes": [
                    models.Index(fields=["answer", "section"], name="sua_line_by_section"),
                    models.Index(fields=["item"], name="sua_line_by_item"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("item__isnull", False)),
                        fields=("answer", "item", "variant"),
                        name="sua_one_line_per_item_and_variant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gte", 0)), name="sua_need_is_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Parameter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80, verbose_name="chiave")),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("THRESHOLDS", "Soglie dell'art. 50"),
                            ("EU", "Soglie europee"),
                            ("QUALIFICATION", "Livelli di qualificazione"),
                            ("TERMS", "Termini della procedura"),
                            ("LENGTH", "Durata massima della procedura"),
                            ("CRITERIA", "Criteri di aggiudicazione"),
                            ("GUARANTEES", "Garanzie e penali"),
                            ("CONTRACT", "Esecuzione del contratto"),
                            ("MONEY", "Contributi, bolli, incentivi"),
                            ("SOA", "Classifiche SOA"),
                            ("RUP", "Requisiti del RUP"),
                            ("REQUEST", "Richieste alla SUA"),
                        ],
                        max_length=16,
                        verbose_name="gruppo",
                    ),
                ),
                ("label", models.CharField(max_length=250, verbose_name="che cosa")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("EURO", "€"),
                            ("PERCENT", "%"),
                            ("PER_MILLE", "‰"),
                            ("DAYS", "giorni"),
                            ("WORKING_DAYS", "giorni lavorativi"),
                            ("HOURS", "ore"),
                            ("MONTHS", "mesi"),
                            ("YEARS", "anni"),
                            ("COUNT", "numero"),
                            ("POINTS", "punti"),
                            ("BANDS", "tabella per fasce di importo"),
                        ],
                        max_length=12,
                        verbose_name="unità",
                    ),
                ),
                ("value", models.JSONField(null=True, verbose_name="valore")),
                ("valid_from", models.DateField(verbose_name="in vigore dal")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="in vigore fino al"),
                ),
                ("article", models.CharField(max_length=250, verbose_name="fonte")),
                ("url", models.URLField(blank=True, max_length=300, verbose_name="dove si legge")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="nota")),
                ("entered_at", models.DateTimeField(verbose_name="inserito il")),
                (
                    "replaced_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="sostituito il"),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former",
                        to="sua.parameter",
                    ),
                ),
            ],
            options={
                "verbose_name": "Parametro di legge",
                "verbose_name_plural": "Parametri di legge",
                "ordering": ("group", "key", "-valid_from", "-pk"),
                "indexes": [models.Index(fields=["key", "valid_from"], name="parameter_by_key")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("key", "valid_from"),
                        name="one_parameter_from_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="parameter_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="versione")),
                ("made_at", models.DateTimeField(verbose_name="calcolato il")),
                (
                    "frozen_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="congelato il"),
                ),
                ("invited", models.PositiveIntegerField(default=0, verbose_name="enti invitati")),
                (
                    "answered",
                    models.PositiveIntegerField(default=0, verbose_name="enti che hanno risposto"),
                ),
                (
                    "nothing",
                    models.PositiveIntegerField(default=0, verbose_name="enti senza fabbisogno"),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plans",
                        to="sua.campaign",
                    ),
                ),
            ],
            options={
                "verbose_name": "Piano di aggregazione",
                "verbose_name_plural": "Piani di aggregazione",
                "ordering": ("-number",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "number"), name="sua_one_plan_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=20, verbose_name="codice voce")),
                ("cpv", models.CharField(max_length=8, verbose_name="CPV")),
                ("description", models.CharField(max_length=250, verbose_name="descrizione")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("PZ", "pz"),
                            ("H", "h"),
                            ("M2", "m²"),
                            ("KM", "km"),
                            ("KG", "kg"),
                            ("L", "l"),
                            ("KWH", "kWh"),
                            ("MONTH", "mese"),
                            ("LUMP", "a corpo"),
                        ],
                        max_length=5,
                        verbose_name="unità di misura",
                    ),
                ),
                ("is_replaced", models.BooleanField(default=False)),
                ("trace", models.CharField(blank=True, max_length=500, verbose_name="come è nata")),
                (
                    "became",
                    models.ManyToManyField(blank=True, related_name="came_from", to="sua.planline"),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="sua.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "Riga del piano",
                "verbose_name_plural": "Righe del piano",
                "ordering": ("cpv", "pk"),
                "indexes": [
                    models.Index(fields=["plan", "is_replaced", "cpv"], name="sua_plan_by_cpv")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanQuota",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("zone", models.CharField(blank=True, max_length=80, verbose_name="ambito")),
                (
                    "quantity",
                    models.DecimalField(decimal_places=3, max_digits=14, verbose_name="quantità"),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, verbose_name="valore annuo"
                    ),
                ),
                ("is_certain", models.BooleanField(default=True, verbose_name="adesione certa")),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotas",
                        to="sua.planline",
                    ),
                ),
            ],
            options={
                "verbose_name": "Quota di un ente",
                "verbose_name_plural": "Quote degli enti",
                "ordering": ("line", "ente"),
                "indexes": [models.Index(fields=["line", "ente"], name="sua_quota_by_line")],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cui", models.CharField(max_length=22, verbose_name="CUI")),
                ("subject", models.CharField(max_length=250, verbose_name="oggetto")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("WORKS", "Lavori"),
                            ("SERVICES", "Servizi"),
                            ("SUPPLIES", "Forniture"),
                            ("ENGINEERING", "Servizi di ingegneria e architettura (SIA)"),
                            ("WORKS_CONCESSION", "Concessione di lavori"),
                            ("SERVICES_CONCESSION", "Concessione di servizi"),
                            ("MIXED", "Misto"),
                        ],
                        max_length=20,
                        verbose_name="tipo",
                    ),
                ),
                ("cpv", models.CharField(blank=True, max_length=10, verbose_name="CPV")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="importo"),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="anno")),
                (
                    "quarter",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="trimestre",
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="inserito il")),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Ente",
                    ),
                ),
                (
                    "rup",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="RUP",
                    ),
                ),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="SUA",
                    ),
                ),
            ],
            options={
                "verbose_name": "Riga di programmazione",
                "verbose_name_plural": "Programmazione triennale",
                "ordering": ("year", "quarter", "pk"),
                "indexes": [
                    models.Index(fields=["ente", "year", "quarter"], name="sua_programme_by_ente"),
                    models.Index(fields=["sua", "year", "quarter"], name="sua_programme_by_sua"),
                    models.Index(fields=["sua", "amount"], name="sua_programme_by_amount"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ente", "cui", "year"), name="one_row_per_cui_a_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Qualification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        choices=[("WORKS", "Lavori"), ("GOODS", "Servizi e forniture")],
                        max_length=8,
                        verbose_name="settore",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("L3", "L3 – primo livello (base)"),
                            ("L2", "L2 – secondo livello (intermedia)"),
                            ("L1", "L1 – terzo livello (avanzata)"),
                            ("SF3", "SF3 – primo livello (base)"),
                            ("SF2", "SF2 – secondo livello (intermedia)"),
                            ("SF1", "SF1 – terzo livello (avanzata)"),
                        ],
                        max_length=3,
                        verbose_name="livello",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("AUTHORITY", "stazione appaltante"),
                            ("CENTRAL", "centrale di committenza"),
                        ],
                        default="AUTHORITY",
                        max_length=9,
                        verbose_name="tipo",
                    ),
                ),
                (
                    "score",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=5,
                        null=True,
                        verbose_name="punteggio",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="valida dal")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valida al")),
                ("has_reserve", models.BooleanField(default=False, verbose_name="con riserva")),
                (
                    "covers_execution",
                    models.BooleanField(default=False, verbose_name="anche per l'esecuzione"),
                ),
                ("source", models.CharField(max_length=250, verbose_name="fonte")),
                (
                    "source_url",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="indirizzo della fonte"
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="inserita il")),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Ente",
                    ),
                ),
            ],
            options={
                "verbose_name": "Qualificazione",
                "verbose_name_plural": "Qualificazioni",
                "ordering": ("ente__name", "sector", "-valid_from", "pk"),
                "indexes": [
                    models.Index(
                        fields=["ente", "sector", "-valid_from"], name="sua_qualified_by_ente"
                    ),
                    models.Index(fields=["valid_to"], name="sua_qualified_by_end"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ente", "sector", "kind", "valid_from"),
                        name="one_qualification_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="qualification_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level__startswith", "L"), ("sector", "WORKS")),
                            models.Q(("level__startswith", "SF"), ("sector", "GOODS")),
                            _connector="OR",
                        ),
                        name="level_is_of_its_sector",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sua", "year"), name="one_request_series_per_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RupProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "flow_version",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="versione del processo"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="revisione"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Bozza"),
                            ("IN_CHECK", "In verifica"),
                            ("ACTIVE", "Attivo"),
                            ("SUSPENDED", "Sospeso"),
                            ("CEASED", "Cessato"),
                        ],
                        default="DRAFT",
                        max_length=10,
                        verbose_name="stato",
                    ),
                ),
                (
                    "employment",
                    models.CharField(
                        choices=[
                            ("PERMANENT", "tempo indeterminato"),
                            ("FIXED_TERM", "tempo determinato"),
                            ("OTHER_PA", "altra PA"),
                        ],
                        default="PERMANENT",
                        max_length=10,
                        verbose_name="tipo di rapporto",
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("MANAGER", "dirigente"),
                            ("OFFICER", "funzionario/EQ"),
                            ("CLERK", "istruttore"),
                            ("OTHER", "altro"),
                        ],
                        default="OFFICER",
                        max_length=8,
                        verbose_name="qualifica",
                    ),
                ),
                (
                    "degree",
                    models.CharField(
                        choices=[
                            ("MASTER", "laurea magistrale"),
                            ("BACHELOR", "laurea triennale"),
                            ("DIPLOMA", "diploma"),
                            ("OTHER", "altro"),
                        ],
                        default="DIPLOMA",
                        max_length=8,
                        verbose_name="titolo di studio",
                    ),
                ),
                (
                    "degree_words",
                    models.CharField(
                        blank=True, max_length=250, verbose_name="descrizione del titolo"
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("ENGINEER", "ingegnere"),
                            ("ARCHITECT", "architetto"),
                            ("SURVEYOR", "geometra"),
                            ("TECHNICIAN", "perito"),
                            ("OTHER", "altro"),
                            ("NONE", "nessuna"),
                        ],
                        default="NONE",
                        max_length=10,
                        verbose_name="abilitazione",
                    ),
                ),
                ("register", models.CharField(blank=True, max_length=250, verbose_name="albo")),
                (
                    "register_number",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="numero di iscrizione all'albo"
                    ),
                ),
                (
                    "works_years",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="anni di esperienza in lavori"
                    ),
                ),
                (
                    "supplies_years",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="anni di esperienza in servizi e forniture"
                    ),
                ),
                (
                    "largest_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="importo massimo gestito",
                    ),
                ),
                (
                    "is_project_manager",
                    models.BooleanField(
                        default=False, verbose_name="competenze di project management"
                    ),
                ),
                (
                    "is_available_elsewhere",
                    models.BooleanField(default=False, verbose_name="disponibile per altri enti"),
                ),
                (
                    "consents_to_publication",
                    models.BooleanField(
                        default=False, verbose_name="acconsento alla pubblicazione nell'Elenco"
                    ),
                ),
                ("search_key", models.CharField(editable=False, max_length=300)),
                (
                    "validated_on",
                    models.DateField(editable=False, null=True, verbose_name="validato il"),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="creato il")),
                (
                    "changed_at",
                    models.DateTimeField(editable=False, verbose_name="ultima modifica"),
                ),
                (
                    "cv",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Ente",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rup_profiles",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Persona",
                    ),
                ),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="SUA",
                    ),
                ),
                (
                    "territories",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="enti.territory",
                        verbose_name="ambito territoriale",
                    ),
                ),
                (
                    "validated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="validato da",
                    ),
                ),
            ],
            options={
                "verbose_name": "Profilo RUP",
                "verbose_name_plural": "Elenco dei RUP",
                "ordering": ("search_key", "pk"),
                "indexes": [
                    models.Index(fields=["sua", "state", "search_key"], name="sua_rup_by_sua"),
                    models.Index(fields=["ente", "search_key"], name="sua_rup_by_ente"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "CEASED"), _negated=True),
                        fields=("person", "ente", "sua"),
                        name="one_living_rup_profile",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RupLoan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "flow_version",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="versione del processo"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="revisione"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ASKED", "Richiesto"),
                            ("AGREED", "Accordo da firmare"),
                            ("RUNNING", "In corso"),
                            ("ENDED", "Concluso"),
                            ("REFUSED", "Rifiutato"),
                            ("WITHDRAWN", "Ritirato"),
                        ],
                        default="ASKED",
                        max_length=10,
                        verbose_name="stato",
                    ),
                ),
                ("purpose", models.CharField(max_length=250, verbose_name="per che cosa")),
                ("starts_on", models.DateField(verbose_name="dal")),
                ("ends_on", models.DateField(verbose_name="al")),
                (
                    "weekly_hours",
                    models.PositiveSmallIntegerField(verbose_name="ore alla settimana"),
                ),
                ("text", models.TextField(blank=True, verbose_name="testo dell'accordo")),
                ("act", models.CharField(blank=True, max_length=250, verbose_name="atto")),
                ("act_on", models.DateField(blank=True, null=True, verbose_name="data dell'atto")),
                ("asked_at", models.DateTimeField(verbose_name="richiesto il")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "borrower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="ente che lo chiede",
                    ),
                ),
                (
                    "lender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="ente del RUP",
                    ),
                ),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="SUA",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="loans",
                        to="sua.rupprofile",
                    ),
                ),
            ],
            options={
                "verbose_name": "Prestito di un RUP",
                "verbose_name_plural": "Prestiti di RUP",
                "ordering": ("-asked_at", "-pk"),
                "indexes": [
                    models.Index(fields=["sua", "-asked_at"], name="sua_loan_by_sua"),
                    models.Index(fields=["lender", "-asked_at"], name="sua_loan_by_lender"),
                    models.Index(fields=["borrower", "-asked_at"], name="sua_loan_by_borrower"),
                    models.Index(fields=["state", "ends_on"], name="sua_loan_by_end"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="loan_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lender", models.F("borrower")), _negated=True),
                        name="loan_is_between_two_enti",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RupConflict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(max_length=250, verbose_name="di che si tratta")),
                ("until", models.DateField(blank=True, null=True, verbose_name="fino al")),
                (
                    "ente",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Ente",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conflicts",
                        to="sua.rupprofile",
                    ),
                ),
            ],
            options={
                "verbose_name": "Conflitto dichiarato",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="RupSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("SECTOR", "settore"),
                            ("SOA", "categoria SOA"),
                            ("CPV", "divisione CPV"),
                        ],
                        max_length=6,
                    ),
                ),
                ("code", models.CharField(max_length=12)),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skills",
                        to="sua.rupprofile",
                    ),
                ),
            ],
            options={
                "ordering": ("kind", "code"),
                "indexes": [
                    models.Index(fields=["kind", "code", "profile"], name="sua_rup_by_skill")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("profile", "kind", "code"), name="one_skill_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RupSuccession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act", models.CharField(max_length=250, verbose_name="atto")),
                ("act_on", models.DateField(verbose_name="data dell'atto")),
                ("effective_on", models.DateField(verbose_name="con effetto dal")),
                ("made_at", models.DateTimeField(verbose_name="registrato il")),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
                (
                    "leaver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chi lascia",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
            ],
            options={
                "verbose_name": "Subentro",
                "verbose_name_plural": "Subentri",
                "ordering": ("-made_at", "-pk"),
                "indexes": [
                    models.Index(fields=["ente", "-made_at"], name="sua_succession_by_ente"),
                    models.Index(fields=["sua", "-made_at"], name="sua_succession_by_sua"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RupSuccessionItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("label", models.CharField(max_length=300)),
                ("subject_id", models.CharField(max_length=40)),
                ("left_because", models.CharField(blank=True, max_length=250)),
                (
                    "heir",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "succession",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="sua.rupsuccession",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("heir__isnull", False),
                            models.Q(("left_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="nothing_is_left_ownerless",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RupTraining",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="titolo del corso")),
                ("provider", models.CharField(max_length=250, verbose_name="ente formatore")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="ore")),
                ("on", models.DateField(verbose_name="concluso il")),
                (
                    "expires_on",
                    models.DateField(blank=True, null=True, verbose_name="vale fino al"),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("BASIC", "base"),
                            ("SPECIAL", "specialistica"),
                            ("ADVANCED", "avanzata"),
                        ],
                        default="BASIC",
                        max_length=8,
                        verbose_name="livello",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="training",
                        to="sua.rupprofile",
                    ),
                ),
            ],
            options={
                "verbose_name": "Formazione",
                "ordering": ("-on", "pk"),
                "indexes": [models.Index(fields=["expires_on"], name="sua_training_by_expiry")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None),
                            ("expires_on__gte", models.F("on")),
                            _connector="OR",
                        ),
                        name="training_expires_after_it_was",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionDelegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(blank=True, max_length=80, verbose_name="sezione")),
                ("given_at", models.DateTimeField()),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delegations",
                        to="sua.needanswer",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Sezione affidata",
                "verbose_name_plural": "Sezioni affidate",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "section", "person"),
                        name="sua_one_delegation_per_colleague",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("CONTRACTS", "Contratti"),
                            ("PROGRAMME", "Programmazione"),
                            ("QUALIFICATIONS", "Qualificazioni"),
                        ],
                        max_length=14,
                        verbose_name="che cosa",
                    ),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                ("at", models.DateTimeField(verbose_name="quando")),
                ("added", models.PositiveIntegerField(verbose_name="nuove")),
                ("changed", models.PositiveIntegerField(verbose_name="aggiornate")),
                ("faults", models.JSONField(default=list, verbose_name="errori")),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
            ],
            options={
                "verbose_name": "Importazione",
                "ordering": ("-at", "-pk"),
                "indexes": [models.Index(fields=["ente", "-at"], name="sua_import_by_ente")],
            },
        ),
        migrations.CreateModel(
            name="Tender",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "flow_version",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="versione del processo"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="revisione"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        editable=False, max_length=24, unique=True, verbose_name="numero"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(editable=False, verbose_name="anno")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("DELEGATED", "Su delega"),
                            ("AGGREGATED", "Aggregata"),
                            ("OWN", "Propria"),
                        ],
                        max_length=10,
                        verbose_name="tipo",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PREPARING", "In preparazione"),
                            ("APPROVED", "Atti approvati"),
                            ("PUBLISHED", "Pubblicata"),
                            ("BIDS_CLOSED", "Termine offerte scaduto"),
                            ("EVALUATION", "In valutazione"),
                            ("PROPOSAL", "Proposta di aggiudicazione"),
                            ("VERIFICATION", "Verifica requisiti"),
                            ("AWARDED", "Aggiudicata"),
                            ("SENT", "Atti trasmessi"),
                            ("CONTRACTED", "Contratto stipulato"),
                            ("RUNNING", "In esecuzione"),
                            ("FINISHED", "Conclusa"),
                            ("TESTED", "Collaudata"),
                            ("DESERT", "Deserta"),
                            ("UNSUCCESSFUL", "Non aggiudicata"),
                            ("SUSPENDED", "Sospesa"),
                            ("REVOKED", "Revocata"),
                            ("CANCELLED", "Annullata"),
                        ],
                        default="PREPARING",
                        max_length=12,
                        verbose_name="stato",
                    ),
                ),
                ("subject", models.CharField(max_length=250, verbose_name="oggetto")),
                ("description", models.TextField(blank=True, verbose_name="descrizione")),
                (
                    "functions",
                    models.CharField(
                        choices=[
                            ("1", "Solo aggiudicazione"),
                            ("2", "Aggiudicazione e stipula"),
                            ("3", "Aggiudicazione, stipula ed esecuzione"),
                            ("4", "Proposta di aggiudicazione"),
                        ],
                        default="1",
                        max_length=1,
                        verbose_name="funzioni svolte",
                    ),
                ),
                (
                    "contract_kind",
                    models.CharField(
                        choices=[
                            ("WORKS", "Lavori"),
                            ("SERVICES", "Servizi"),
                            ("SUPPLIES", "Forniture"),
                            ("ENGINEERING", "Servizi di ingegneria e architettura (SIA)"),
                            ("WORKS_CONCESSION", "Concessione di lavori"),
                            ("SERVICES_CONCESSION", "Concessione di servizi"),
                            ("MIXED", "Misto"),
                        ],
                        max_length=20,
                        verbose_name="tipo di appalto",
                    ),
                ),
                (
                    "procedure",
                    models.CharField(
                        choices=[
                            ("DIRECT", "Affidamento diretto"),
                            ("NEGOTIATED", "Procedura negoziata senza bando"),
                            ("OPEN", "Procedura aperta"),
                            ("RESTRICTED", "Procedura ristretta"),
                            ("COMPETITIVE", "Procedura competitiva con negoziazione"),
                            ("DIALOGUE", "Dialogo competitivo"),
                            ("INNOVATION", "Partenariato per l'innovazione"),
                            ("CONCESSION", "Procedura competitiva (concessioni)"),
                            ("OTHER_MANY", "Altra procedura a più fasi"),
                            ("OTHER_ONE", "Altra procedura a fase unica"),
                            ("FRAMEWORK", "Accordo quadro"),
                            (
                                "ADHESION",
                                "Affidamento diretto in adesione ad accordo quadro/convenzione",
                            ),
                        ],
                        max_length=12,
                        verbose_name="procedura",
                    ),
                ),
                (
                    "technique",
                    models.CharField(
                        choices=[
                            ("NONE", "Nessuna"),
                            ("FRAMEWORK", "Accordo quadro"),
                            ("DYNAMIC", "Sistema dinamico di acquisizione"),
                            ("AUCTION", "Asta elettronica"),
                            ("CATALOGUE", "Catalogo elettronico"),
                            ("CONTEST", "Concorso di progettazione"),
                        ],
                        default="NONE",
                        max_length=10,
                        verbose_name="tecnica",
                    ),
                ),
                (
                    "criterion",
                    models.CharField(
                        choices=[
                            ("BEST_VALUE", "OEPV – miglior rapporto qualità/prezzo"),
                            ("FIXED_COST", "OEPV – costo fisso"),
                            ("LOWEST_PRICE", "Minor prezzo"),
                        ],
                        max_length=12,
                        verbose_name="criterio",
                    ),
                ),
                (
                    "is_above_eu",
                    models.BooleanField(default=False, verbose_name="sopra soglia europea"),
                ),
                (
                    "is_urgent",
                    models.BooleanField(default=False, verbose_name="termini ridotti per urgenza"),
                ),
                ("is_pnrr", models.BooleanField(default=False, verbose_name="PNRR/PNC")),
                (
                    "total",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="valore stimato",
                    ),
                ),
                (
                    "decision_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="decisione di contrarre del"
                    ),
                ),
                (
                    "indiction_act",
                    models.CharField(blank=True, max_length=250, verbose_name="atto di indizione"),
                ),
                (
                    "pad_name",
                    models.CharField(
                        blank=True, max_length=250, verbose_name="piattaforma certificata (PAD)"
                    ),
                ),
                (
                    "pad_url",
                    models.URLField(
                        blank=True,
                        max_length=500,
                        verbose_name="indirizzo della procedura sulla PAD",
                    ),
                ),
                (
                    "bdncp_url",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="indirizzo sulla BDNCP"
                    ),
                ),
                (
                    "anac_id",
                    models.UUIDField(blank=True, null=True, verbose_name="id appalto ANAC"),
                ),
                (
                    "pcp_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("IN_LAV", "In lavorazione"),
                            ("CONF", "Confermato"),
                            ("CANC", "Cancellato"),
                            ("IN_ATT_PUBB", "In attesa pubblicazione"),
                            ("IN_STOP_PUBB", "In stop pubblicazione"),
                            ("PUBB", "Pubblicato"),
                        ],
                        max_length=12,
                        verbose_name="stato dell'appalto su PCP",
                    ),
                ),
                (
                    "ted_sent_on",
                    models.DateField(blank=True, null=True, verbose_name="invio al TED"),
                ),
                (
                    "ted_number",
                    models.CharField(blank=True, max_length=40, verbose_name="numero TED"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="pubblicata il"),
                ),
                (
                    "questions_due_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="scadenza chiarimenti"
                    ),
                ),
                (
                    "bids_due_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="scadenza offerte"),
                ),
                (
                    "opening_on",
                    models.DateField(blank=True, null=True, verbose_name="apertura delle offerte"),
                ),
                (
                    "invited_count",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="operatori invitati"
                    ),
                ),
                (
                    "has_anomaly",
                    models.BooleanField(default=False, verbose_name="verifica dell'anomalia"),
                ),
                (
                    "suspended_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="sospesa il"),
                ),
                (
                    "opened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="aperta il"
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="ultima novità",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="SA titolare",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="istruttore",
                    ),
                ),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="SUA",
                    ),
                ),
            ],
            options={
                "verbose_name": "Gara",
                "verbose_name_plural": "Gare",
                "ordering": ("-opened_at", "-pk"),
                "indexes": [
                    models.Index(fields=["sua", "state", "-opened_at"], name="sua_tender_by_state"),
                    models.Index(fields=["sua", "-opened_at", "id"], name="sua_tender_by_sua"),
                    models.Index(fields=["sua", "bids_due_at"], name="sua_tender_by_bids"),
                    models.Index(fields=["sua", "total"], name="sua_tender_by_total"),
                    models.Index(fields=["sua", "-published_at"], name="sua_tender_by_notice"),
                    models.Index(fields=["officer", "state"], name="sua_tender_by_officer"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PcpRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "card",
                    models.CharField(
                        choices=[
                            ("AD3", "AD3 – affidamento diretto ≥ 5.000"),
                            ("AD4", "AD4 – adesione senza nuovo confronto"),
                            ("AD5", "AD5 – affidamento diretto < 5.000"),
                            ("PL1", "PL1 – preinformazione"),
                            ("PL2", "PL2 – preinformazione"),
                            ("P1_16", "P1_16 – bando sopra soglia UE"),
                            ("P2_16", "P2_16 – bando sotto soglia UE"),
                            ("P1_19", "P1_19 – concessione sopra soglia"),
                            ("P2_19", "P2_19 – concessione sotto soglia"),
                            ("P1_20", "P1_20 – servizi sociali sopra soglia"),
                            ("P2_20", "P2_20 – servizi sociali sotto soglia"),
                            ("P6_1", "P6_1 – CIG derivato, concessioni"),
                            ("P6_2", "P6_2 – CIG derivato, appalti"),
                            ("P7_1_3", "P7_1_3 – negoziata sotto soglia"),
                            ("P7_2", "P7_2 – negoziata o appalto specifico SDA"),
                            ("S1", "S1 – manifestazioni d'interesse"),
                            ("S1_2", "S1_2 – invitati"),
                            ("S2", "S2 – offerte e invitati"),
                            ("S3", "S3 – progettisti"),
                            ("A1_29", "A1_29 – aggiudicazione sopra soglia"),
                            ("A2_29", "A2_29 – aggiudicazione sotto soglia"),
                            ("NAG", "NAG – non aggiudicato"),
                            ("SC1", "SC1 – contratto"),
                            ("I1", "I1 – inizio"),
                            ("SA1", "SA1 – avanzamento"),
                            ("M1", "M1 – modifica"),
                            ("M2", "M2 – modifica"),
                            ("RSU1", "RSU1 – subappalto richiesto"),
                            ("ES1", "ES1 – esito subappalto"),
                            ("CS1", "CS1 – conclusione subappalto"),
                            ("SO1", "SO1 – sospensione"),
                            ("SQ1", "SQ1 – sospensione oltre un quarto del tempo"),
                            ("RI1", "RI1 – ripresa"),
                            ("AC1", "AC1 – accordo bonario"),
                            ("IR1", "IR1 – recesso"),
                            ("CO1", "CO1 – conclusione"),
                            ("CO2", "CO2 – conclusione AD5"),
                            ("CL1", "CL1 – collaudo"),
                            ("CM1", "CM1 – modifica dati"),
                            ("CM2", "CM2 – modifica dati"),
                            ("CM3", "CM3 – modifica dati"),
                            ("ANN", "ANN – annullamento"),
                        ],
                        max_length=8,
                        verbose_name="scheda",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("TO_SEND", "Da inviare"),
                            ("SENT", "Inviata"),
                            ("CONFIRMED", "Confermata"),
                            ("FAILED", "Respinta"),
                        ],
                        max_length=9,
                        verbose_name="stato",
                    ),
                ),
                (
                    "identifier",
                    models.CharField(blank=True, max_length=60, verbose_name="identificativo"),
                ),
                ("noted_on", models.DateField(verbose_name="data")),
                ("note", models.CharField(blank=True, max_length=250, verbose_name="nota")),
                (
                    "lot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cards",
                        to="sua.lot",
                        verbose_name="lotto",
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cards",
                        to="sua.tender",
                    ),
                ),
            ],
            options={
                "ordering": ("noted_on", "pk"),
            },
        ),
        migrations.AddField(
            model_name="lot",
            name="tender",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="lots", to="sua.tender"
            ),
        ),
        migrations.CreateModel(
            name="Clarification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="numero")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("RECEIVED", "Ricevuto"),
                            ("DRAFTED", "Risposta in bozza"),
                            ("PUBLISHED", "Pubblicato"),
                        ],
                        default="RECEIVED",
                        max_length=9,
                        verbose_name="stato",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="ricevuto il")),
                (
                    "asker",
                    models.CharField(blank=True, max_length=250, verbose_name="chi lo chiede"),
                ),
                ("received_text", models.TextField(verbose_name="quesito ricevuto")),
                ("question", models.TextField(blank=True, verbose_name="quesito da pubblicare")),
                ("answer", models.TextField(blank=True, verbose_name="risposta")),
                ("published_at", models.DateTimeField(null=True, verbose_name="pubblicato il")),
                ("revision", models.PositiveIntegerField(default=0)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clarifications",
                        to="sua.tender",
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tender", "number"), name="sua_one_question_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "PUBLISHED"), _negated=True),
                            models.Q(
                                models.Q(("question", ""), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sua_published_answers_have_words",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="tender",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="campaigns",
                to="sua.tender",
                verbose_name="gara",
            ),
        ),
        migrations.CreateModel(
            name="TenderBody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_lead", models.BooleanField(default=True, verbose_name="ente delegante")),
                ("is_outside", models.BooleanField(default=False, verbose_name="fuori territorio")),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Ente",
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="sua.tender",
                    ),
                ),
            ],
            options={
                "ordering": ("-is_lead", "ente__name", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("ente", "tender"), name="sua_one_body_a_tender")
                ],
            },
        ),
        migrations.AddField(
            model_name="tender",
            name="bodies",
            field=models.ManyToManyField(
                related_name="+",
                through="sua.TenderBody",
                to="enti.ente",
                verbose_name="enti partecipanti",
            ),
        ),
        migrations.CreateModel(
            name="TenderDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("PREPARATION", "Preparazione"),
                            ("PUBLICATION", "Pubblicazione"),
                            ("EVALUATION", "Valutazione"),
                            ("AWARD", "Aggiudicazione"),
                            ("EXECUTION", "Contratto ed esecuzione"),
                        ],
                        max_length=11,
                        verbose_name="fase",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("DECISION", "Decisione di contrarre (determina)"),
                            ("INDICTION", "Determina di indizione"),
                            ("PROJECT", "Progetto"),
                            ("SPECIFICATION", "Capitolato speciale / prestazionale"),
                            ("CONTRACT_DRAFT", "Schema di contratto"),
                            ("NOTICE", "Bando"),
                            ("RULES", "Disciplinare"),
                            ("INVITATION", "Lettera di invito"),
                            ("INQUIRY", "Avviso indagine di mercato"),
                            ("INVITED", "Elenco OE da invitare"),
                            ("DGUE", "DGUE"),
                            ("APPLICATION", "Domanda"),
                            ("BID_FORM", "Modello offerta economica"),
                            ("INTEGRITY", "Patto di integrità"),
                            ("FAQ", "Chiarimenti/FAQ"),
                            ("AMENDMENT", "Rettifica/proroga"),
                            ("PANEL", "Nomina seggio/commissione"),
                            ("CV", "CV commissari"),
                            ("CONFLICT", "Dichiarazione assenza conflitti"),
                            ("MINUTES", "Verbale"),
                            ("ADMISSIONS", "Provvedimento ammessi/esclusi"),
                            ("AID", "Soccorso istruttorio"),
                            ("ANOMALY", "Giustificativi anomalia"),
                            ("PROPOSAL", "Proposta"),
                            ("AWARD", "Determina di aggiudicazione"),
                            ("LETTERS", "Comunicazioni art. 90"),
                            ("AWARD_NOTICE", "Avviso di aggiudicazione"),
                            ("CONTRACT", "Contratto"),
                            ("DELIVERY", "Verbale consegna"),
                            ("PROGRESS", "SAL/certificato"),
                            ("VARIATION", "Perizia di variante"),
                            ("SUSPENSION", "Sospensione/ripresa"),
                            ("TESTING", "CRE/collaudo"),
                            ("ACCESS", "Accesso agli atti"),
                            ("APPEAL", "Ricorso/sentenza"),
                            ("OTHER", "Altro"),
                        ],
                        max_length=14,
                        verbose_name="tipo di documento",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="titolo")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("SUA", "Riservato SUA"),
                            ("BODY", "Ente delegante"),
                            ("PARTIES", "Partecipanti gara aggregata"),
                            ("PUBLIC", "Pubblico"),
                        ],
                        default="BODY",
                        max_length=7,
                        verbose_name="chi lo vede",
                    ),
                ),
                (
                    "is_deferred",
                    models.BooleanField(
                        default=False,
                        help_text="Fuori dalla SUA si vede solo dopo l'aggiudicazione (art. 35, c. 2).",
                        verbose_name="accesso differito all'aggiudicazione",
                    ),
                ),
                (
                    "act",
                    models.CharField(blank=True, max_length=80, verbose_name="numero dell'atto"),
                ),
                ("act_on", models.DateField(blank=True, null=True, verbose_name="data dell'atto")),
                ("added_at", models.DateTimeField(verbose_name="aggiunto il")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="sua.lot",
                        verbose_name="lotto",
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="sua.tender",
                    ),
                ),
            ],
            options={
                "verbose_name": "Documento di gara",
                "ordering": ("phase", "kind", "added_at", "pk"),
                "indexes": [
                    models.Index(fields=["tender", "phase", "kind"], name="sua_document_by_phase"),
                    models.Index(
                        fields=["tender", "-added_at", "-id"], name="sua_document_by_date"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TenderEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("NOTE", "Annotazione"),
                            ("STATE", "Passaggio di stato"),
                            ("PERSON", "Persone"),
                            ("DOCUMENT", "Documento"),
                            ("CLARIFICATION", "Chiarimento"),
                            ("SITTING", "Seduta"),
                            ("RESULT", "Esito"),
                            ("PCP", "Scheda PCP"),
                            ("HAND_OVER", "Passaggio di consegne"),
                            ("APPEAL", "Ricorso"),
                        ],
                        max_length=13,
                        verbose_name="tipo",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="data")),
                ("words", models.CharField(max_length=500, verbose_name="che cosa è successo")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("SUA", "Riservato SUA"),
                            ("BODY", "Ente delegante"),
                            ("PARTIES", "Partecipanti gara aggregata"),
                            ("PUBLIC", "Pubblico"),
                        ],
                        default="BODY",
                        max_length=7,
                        verbose_name="visibile a",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="sua.lot",
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="sua.tender",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "indexes": [
                    models.Index(fields=["tender", "-at", "-id"], name="sua_event_by_tender")
                ],
            },
        ),
        migrations.CreateModel(
            name="TenderPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="nome e cognome")),
                (
                    "profession",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="qualifica o professione"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("RSUA", "RUP della SUA"),
                            ("RPE", "Responsabile del procedimento dell'ente"),
                            ("RP", "Responsabile unico del progetto (RUP)"),
                            ("DRP1", "Responsabile di fase – programmazione"),
                            ("DRP2", "Responsabile di fase – affidamento"),
                            ("DRP3", "Responsabile di fase – esecuzione"),
                            ("5", "Direttore dei lavori"),
                            ("6", "Coordinatore sicurezza in progettazione"),
                            ("7", "Coordinatore sicurezza in esecuzione"),
                            ("8", "Direttore dell'esecuzione (DEC)"),
                            ("10", "Collaudatore statico"),
                            ("13", "Componente commissione di collaudo"),
                            ("18", "Referente SA"),
                            ("PRES", "Presidente commissione"),
                            ("COMM", "Commissario"),
                            ("SEGR", "Segretario"),
                            ("SUPP", "Supporto al RUP"),
                        ],
                        max_length=4,
                        verbose_name="ruolo",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "Da attivare"),
                            ("ACTIVE", "In carica"),
                            ("ENDED", "Cessato"),
                        ],
                        default="PROPOSED",
                        max_length=8,
                        verbose_name="stato",
                    ),
                ),
                ("act", models.CharField(max_length=250, verbose_name="atto di nomina")),
                ("act_on", models.DateField(blank=True, null=True, verbose_name="data dell'atto")),
                ("since", models.DateField(verbose_name="dal")),
                ("until", models.DateField(blank=True, null=True, verbose_name="al")),
                (
                    "conflict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NONE", "Assenza di conflitti"),
                            ("ABSTAINS", "Presenza – astensione"),
                        ],
                        max_length=8,
                        verbose_name="dichiarazione sui conflitti di interesse",
                    ),
                ),
                (
                    "conflict_on",
                    models.DateField(blank=True, null=True, verbose_name="dichiarata il"),
                ),
                (
                    "had_office",
                    models.BooleanField(
                        default=False,
                        verbose_name="incarichi politici nell'ente negli ultimi due anni",
                    ),
                ),
                (
                    "was_convicted",
                    models.BooleanField(
                        default=False, verbose_name="condanne per reati contro la PA"
                    ),
                ),
                (
                    "conflict_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "cv_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Ente",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sua_tender_roles",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="persona",
                    ),
                ),
                (
                    "succeeds",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="sua.tenderperson",
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="persons",
                        to="sua.tender",
                    ),
                ),
            ],
            options={
                "ordering": ("state", "role", "since", "pk"),
                "indexes": [
                    models.Index(fields=["person", "state"], name="sua_part_by_person"),
                    models.Index(fields=["role", "-since"], name="sua_part_by_role"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ACTIVE"), _negated=True),
                            ("conflict", "NONE"),
                            _connector="OR",
                        ),
                        name="sua_no_active_part_without_declaration",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("role__in", ["RP", "RSUA", "PRES"]), ("state", "ACTIVE")
                        ),
                        fields=("tender", "role"),
                        name="sua_one_active_in_roles_alone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="numero")),
                ("begins_at", models.DateTimeField(verbose_name="inizio")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="fine")),
                ("place", models.CharField(blank=True, max_length=250, verbose_name="luogo")),
                ("is_public", models.BooleanField(default=True, verbose_name="seduta pubblica")),
                ("agenda", models.TextField(blank=True, verbose_name="operazioni svolte")),
                (
                    "lot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sua.lot",
                        verbose_name="lotto",
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sittings",
                        to="sua.tender",
                    ),
                ),
                (
                    "present",
                    models.ManyToManyField(
                        blank=True,
                        related_name="sittings",
                        to="sua.tenderperson",
                        verbose_name="presenti",
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tender", "number"), name="sua_one_sitting_a_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TenderRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "flow_version",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="versione del processo"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="revisione"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, editable=False, max_length=24, verbose_name="numero"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Bozza"),
                            ("SENT", "Inviata"),
                            ("RECEIVED", "Ricevuta"),
                            ("INSTRUCTION", "In istruttoria"),
                            ("INTEGRATION", "Integrazione richiesta"),
                            ("ACCEPTED", "Accettata"),
                            ("ACCEPTED_BY_SILENCE", "Accolta per silenzio-assenso"),
                            ("REFUSED", "Rifiutata"),
                            ("WITHDRAWN", "Ritirata"),
                        ],
                        default="DRAFT",
                        max_length=40,
                        verbose_name="stato",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="oggetto")),
                ("description", models.TextField(blank=True, verbose_name="descrizione")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("WORKS", "Lavori"),
                            ("SERVICES", "Servizi"),
                            ("SUPPLIES", "Forniture"),
                            ("ENGINEERING", "Servizi di ingegneria e architettura (SIA)"),
                            ("WORKS_CONCESSION", "Concessione di lavori"),
                            ("SERVICES_CONCESSION", "Concessione di servizi"),
                            ("MIXED", "Misto"),
                        ],
                        max_length=20,
                        verbose_name="tipo di appalto",
                    ),
                ),
                (
                    "procedure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("DIRECT", "Affidamento diretto"),
                            ("NEGOTIATED", "Procedura negoziata senza bando"),
                            ("OPEN", "Procedura aperta"),
                            ("RESTRICTED", "Procedura ristretta"),
                            ("COMPETITIVE", "Procedura competitiva con negoziazione"),
                            ("DIALOGUE", "Dialogo competitivo"),
                            ("INNOVATION", "Partenariato per l'innovazione"),
                            ("CONCESSION", "Procedura competitiva (concessioni)"),
                            ("OTHER_MANY", "Altra procedura a più fasi"),
                            ("OTHER_ONE", "Altra procedura a fase unica"),
                            ("FRAMEWORK", "Accordo quadro"),
                            (
                                "ADHESION",
                                "Affidamento diretto in adesione ad accordo quadro/convenzione",
                            ),
                        ],
                        max_length=12,
                        verbose_name="procedura proposta",
                    ),
                ),
                (
                    "technique",
                    models.CharField(
                        choices=[
                            ("NONE", "Nessuna"),
                            ("FRAMEWORK", "Accordo quadro"),
                            ("DYNAMIC", "Sistema dinamico di acquisizione"),
                            ("AUCTION", "Asta elettronica"),
                            ("CATALOGUE", "Catalogo elettronico"),
                            ("CONTEST", "Concorso di progettazione"),
                        ],
                        default="NONE",
                        max_length=10,
                        verbose_name="tecnica",
                    ),
                ),
                (
                    "criterion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("BEST_VALUE", "OEPV – miglior rapporto qualità/prezzo"),
                            ("FIXED_COST", "OEPV – costo fisso"),
                            ("LOWEST_PRICE", "Minor prezzo"),
                        ],
                        max_length=12,
                        verbose_name="criterio",
                    ),
                ),
                (
                    "base_amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        verbose_name="importo a base di gara",
                    ),
                ),
                (
                    "labour_amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        verbose_name="di cui manodopera",
                    ),
                ),
                (
                    "security_amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        verbose_name="oneri della sicurezza",
                    ),
                ),
                (
                    "options_amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        verbose_name="opzioni e rinnovi",
                    ),
                ),
                (
                    "repetitions_amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        verbose_name="ripetizioni",
                    ),
                ),
                (
                    "changes_amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        verbose_name="modifiche e quinto d'obbligo",
                    ),
                ),
                (
                    "extensions_amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        verbose_name="proroghe",
                    ),
                ),
                (
                    "estimated_value",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        editable=False,
                        max_digits=15,
                        verbose_name="valore stimato",
                    ),
                ),
                (
                    "vat_rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="aliquota IVA",
                    ),
                ),
                (
                    "lot_count",
                    models.PositiveSmallIntegerField(default=1, verbose_name="numero di lotti"),
                ),
                (
                    "no_lots_reason",
                    models.TextField(
                        blank=True, verbose_name="motivo della mancata suddivisione in lotti"
                    ),
                ),
                ("cups", models.JSONField(blank=True, default=list, verbose_name="CUP")),
                ("cui", models.CharField(blank=True, max_length=21, verbose_name="CUI")),
                (
                    "no_cui_reason",
                    models.CharField(
                        blank=True,
                        max_length=250,
                        verbose_name="perché non è nel programma triennale",
                    ),
                ),
                ("cpv", models.CharField(blank=True, max_length=10, verbose_name="CPV")),
                ("cpv_label", models.CharField(blank=True, editable=False, max_length=500)),
                (
                    "other_cpvs",
                    models.JSONField(blank=True, default=list, verbose_name="CPV secondari"),
                ),
                (
                    "duration_days",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="durata"),
                ),
                (
                    "needed_on",
                    models.DateField(blank=True, null=True, verbose_name="serve entro il"),
                ),
                (
                    "funding_due_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="scadenza del finanziamento"
                    ),
                ),
                (
                    "is_pnrr",
                    models.BooleanField(default=False, verbose_name="finanziata da PNRR o PNC"),
                ),
                (
                    "pnrr_measure",
                    models.CharField(
                        blank=True, max_length=250, verbose_name="missione, componente, misura"
                    ),
                ),
                (
                    "rewards",
                    models.JSONField(blank=True, default=list, verbose_name="misure premiali"),
                ),
                (
                    "keeps_quota",
                    models.BooleanField(default=True, verbose_name="prevede la quota del 30 %"),
                ),
                (
                    "quota_reason",
                    models.TextField(blank=True, verbose_name="motivo della deroga alla quota"),
                ),
                (
                    "verified_on",
                    models.DateField(blank=True, null=True, verbose_name="verifica del progetto"),
                ),
                (
                    "validated_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="validazione del progetto"
                    ),
                ),
                (
                    "has_cam",
                    models.BooleanField(
                        default=False, verbose_name="criteri ambientali minimi applicabili"
                    ),
                ),
                (
                    "cam_decree",
                    models.CharField(blank=True, max_length=250, verbose_name="decreto CAM"),
                ),
                (
                    "has_social_clause",
                    models.BooleanField(default=False, verbose_name="clausola sociale"),
                ),
                (
                    "is_high_technology",
                    models.BooleanField(default=False, verbose_name="alto contenuto tecnologico"),
                ),
                (
                    "is_social",
                    models.BooleanField(
                        default=False, verbose_name="servizi sociali o Allegato XIV"
                    ),
                ),
                (
                    "dpcm_category",
                    models.CharField(
                        choices=[
                            ("999", "Nessuna delle categorie dei DPCM 24/12/2015 e 11/7/2018"),
                            ("15", "Vigilanza armata"),
                            ("16", "Facility management immobili"),
                            ("17", "Pulizia immobili"),
                            ("18", "Guardiania"),
                            ("19", "Manutenzione immobili e impianti"),
                            ("24", "Servizio di trasporto scolastico"),
                            ("25", "Manutenzione strade (servizi e forniture)"),
                        ],
                        default="999",
                        max_length=3,
                        verbose_name="categoria merceologica",
                    ),
                ),
                ("is_urgent", models.BooleanField(default=False, verbose_name="urgente")),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("1", "Somma urgenza – beni culturali"),
                            ("2", "Somma urgenza e protezione civile"),
                            ("3", "Estrema urgenza – settori speciali"),
                            ("4", "Procedura negoziata per estrema urgenza"),
                            ("5", "Estrema urgenza – vincolo idrogeologico, sismico, ambientale"),
                            ("6", "L. 120/2020"),
                            ("7", "Non applicabile"),
                        ],
                        default="7",
                        max_length=1,
                        verbose_name="motivo dell'urgenza",
                    ),
                ),
                ("notes", models.TextField(blank=True, verbose_name="annotazioni")),
                (
                    "completeness",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="completezza"
                    ),
                ),
                ("saves", models.JSONField(default=dict, editable=False)),
                ("created_at", models.DateTimeField(verbose_name="iniziata il")),
                ("changed_at", models.DateTimeField(verbose_name="modificata il")),
                (
                    "proposed_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="proposta per l'approvazione"
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="inviata il"),
                ),
                (
                    "protocol",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="numero di protocollo"
                    ),
                ),
                (
                    "received_on",
                    models.DateField(blank=True, null=True, verbose_name="data di protocollo"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="conclusa il"),
                ),
                ("slot", models.DateField(blank=True, null=True, verbose_name="mese di avvio")),
                (
                    "fee",
                    models.DecimalField(
                        decimal_places=2,
                        editable=False,
                        max_digits=14,
                        null=True,
                        verbose_name="costo stimato",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="sua.agreement",
                        verbose_name="convenzione",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approvata da",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="modificata da",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="iniziata da",
                    ),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="ente",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="istruttore",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="luogo di esecuzione (Comune)",
                    ),
                ),
                (
                    "procedure_head",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="responsabile del procedimento",
                    ),
                ),
                (
                    "rup",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="RUP dell'ente",
                    ),
                ),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="SUA",
                    ),
                ),
            ],
            options={
                "verbose_name": "Richiesta di gara",
                "verbose_name_plural": "Richieste di gara",
                "ordering": ("-changed_at", "-pk"),
                "indexes": [
                    models.Index(fields=["sua", "state", "-sent_at"], name="request_by_sua"),
                    models.Index(fields=["ente", "-changed_at"], name="request_by_ente"),
                    models.Index(fields=["sua", "slot"], name="request_by_slot"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="one_request_per_number",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="tender",
            name="request",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tender",
                to="sua.tenderrequest",
                verbose_name="richiesta",
            ),
        ),
        migrations.CreateModel(
            name="RequestWork",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "lot_number",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="lotto",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("OG 1", "OG 1"),
                            ("OG 2", "OG 2"),
                            ("OG 3", "OG 3"),
                            ("OG 4", "OG 4"),
                            ("OG 5", "OG 5"),
                            ("OG 6", "OG 6"),
                            ("OG 7", "OG 7"),
                            ("OG 8", "OG 8"),
                            ("OG 9", "OG 9"),
                            ("OG 10", "OG 10"),
                            ("OG 11", "OG 11"),
                            ("OG 12", "OG 12"),
                            ("OG 13", "OG 13"),
                            ("OS 1", "OS 1"),
                            ("OS 2-A", "OS 2-A"),
                            ("OS 2-B", "OS 2-B"),
                            ("OS 3", "OS 3"),
                            ("OS 4", "OS 4"),
                            ("OS 5", "OS 5"),
                            ("OS 6", "OS 6"),
                            ("OS 7", "OS 7"),
                            ("OS 8", "OS 8"),
                            ("OS 9", "OS 9"),
                            ("OS 10", "OS 10"),
                            ("OS 11", "OS 11"),
                            ("OS 12-A", "OS 12-A"),
                            ("OS 12-B", "OS 12-B"),
                            ("OS 13", "OS 13"),
                            ("OS 14", "OS 14"),
                            ("OS 15", "OS 15"),
                            ("OS 16", "OS 16"),
                            ("OS 17", "OS 17"),
                            ("OS 18-A", "OS 18-A"),
                            ("OS 18-B", "OS 18-B"),
                            ("OS 19", "OS 19"),
                            ("OS 20-A", "OS 20-A"),
                            ("OS 20-B", "OS 20-B"),
                            ("OS 21", "OS 21"),
                            ("OS 22", "OS 22"),
                            ("OS 23", "OS 23"),
                            ("OS 24", "OS 24"),
                            ("OS 25", "OS 25"),
                            ("OS 26", "OS 26"),
                            ("OS 27", "OS 27"),
                            ("OS 28", "OS 28"),
                            ("OS 29", "OS 29"),
                            ("OS 30", "OS 30"),
                            ("OS 31", "OS 31"),
                            ("OS 32", "OS 32"),
                            ("OS 33", "OS 33"),
                            ("OS 34", "OS 34"),
                            ("OS 35", "OS 35"),
                        ],
                        max_length=8,
                        verbose_name="categoria",
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("I", "I"),
                            ("II", "II"),
                            ("III", "III"),
                            ("III-bis", "III-bis"),
                            ("IV", "IV"),
                            ("IV-bis", "IV-bis"),
                            ("V", "V"),
                            ("VI", "VI"),
                            ("VII", "VII"),
                            ("VIII", "VIII"),
                        ],
                        max_length=8,
                        verbose_name="classifica",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        verbose_name="importo",
                    ),
                ),
                ("is_main", models.BooleanField(default=False, verbose_name="prevalente")),
                ("is_separable", models.BooleanField(default=False, verbose_name="scorporabile")),
                (
                    "is_subcontractable",
                    models.BooleanField(default=True, verbose_name="subappaltabile"),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="works",
                        to="sua.tenderrequest",
                    ),
                ),
            ],
            options={
                "ordering": ("lot_number", "-is_main", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_main", True)),
                        fields=("request", "lot_number"),
                        name="one_main_work",
                    ),
                    models.UniqueConstraint(
                        fields=("request", "lot_number", "category"), name="one_line_per_category"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestLot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="lotto")),
                ("title", models.CharField(max_length=250, verbose_name="oggetto")),
                ("cpv", models.CharField(blank=True, max_length=10, verbose_name="CPV")),
                (
                    "base_amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        verbose_name="importo a base di gara",
                    ),
                ),
                (
                    "security_amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        verbose_name="oneri della sicurezza",
                    ),
                ),
                (
                    "options_amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        verbose_name="opzioni, rinnovi, ripetizioni",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lots",
                        to="sua.tenderrequest",
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "number"), name="one_request_lot_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestFunding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("A", "Fondi di bilancio della stazione appaltante"),
                            ("B", "Fondi di bilancio dell'amministrazione competente"),
                            ("C01", "Entrate a destinazione vincolata – pubblica comunitaria"),
                            (
                                "C02",
                                "Entrate a destinazione vincolata – pubblica nazionale centrale",
                            ),
                            ("C03", "Entrate a destinazione vincolata – pubblica regionale"),
                            ("C04", "Entrate a destinazione vincolata – pubblica locale"),
                            ("C05", "Entrate a destinazione vincolata – pubblica, altri"),
                            ("C06", "Entrate a destinazione vincolata – privati"),
                            ("D", "Mutuo"),
                            ("E", "Trasferimento di immobili"),
                            ("F", "Economie su stanziamenti non vincolati"),
                            ("G", "Apporto di capitali privati"),
                            ("H", "Sfruttamento economico e funzionale del bene"),
                            ("I", "Altro"),
                        ],
                        max_length=3,
                        verbose_name="fonte",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        verbose_name="importo",
                    ),
                ),
                ("chapter", models.CharField(blank=True, max_length=80, verbose_name="capitolo")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="esercizio"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fundings",
                        to="sua.tenderrequest",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="RequestFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("DECISION", "Decisione di contrarre (determina), anche in bozza"),
                            ("PROJECT", "Progetto"),
                            ("VALIDATION", "Verbale di verifica e validazione"),
                            ("SPECIFICATIONS", "Capitolato speciale / prestazionale"),
                            ("FRAMEWORK", "Quadro economico"),
                            ("CONTRACT", "Schema di contratto"),
                            ("BILL", "Computo metrico ed elenco prezzi"),
                            ("LABOUR", "Quadro incidenza manodopera"),
                            ("SAFETY", "PSC / DUVRI"),
                            ("TIMETABLE", "Cronoprogramma"),
                            ("COVERAGE", "Attestazione copertura finanziaria"),
                            ("RUP_ACT", "Nomina RUP"),
                            ("CONFLICTS", "Dichiarazione assenza conflitti"),
                            ("PROGRAMME", "Estratto programma triennale"),
                            ("CRITERIA", "Proposta criteri e punteggi"),
                            ("INVITED", "Elenco OE da invitare"),
                            ("REQUIREMENTS", "Requisiti speciali proposti"),
                            ("STAFF", "Elenco personale per clausola sociale"),
                            ("PEF", "PEF"),
                            ("CAM", "Relazione CAM"),
                            ("DNSH", "DNSH"),
                            ("OTHER", "Altro"),
                        ],
                        max_length=16,
                        verbose_name="documento",
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="aggiunto il")),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="aggiunto da",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="sua.tenderrequest",
                    ),
                ),
            ],
            options={
                "ordering": ("kind", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RequestCost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("WORKS", "Lavori o prestazioni"),
                            ("SECURITY", "Oneri della sicurezza"),
                            ("OWN_WORKS", "Lavori in economia"),
                            ("SURVEYS", "Rilievi e indagini"),
                            ("CONNECTIONS", "Allacciamenti"),
                            ("UNFORESEEN", "Imprevisti"),
                            ("PRICE_REVISION", "Accantonamento per revisione prezzi"),
                            ("EXPROPRIATION", "Espropri"),
                            ("TECHNICAL", "Spese tecniche"),
                            ("INCENTIVE", "Incentivi art. 45"),
                            ("COMMISSION", "Commissioni giudicatrici"),
                            ("PUBLICITY", "Pubblicità"),
                            ("TESTING", "Collaudo"),
                            ("ANAC_FEE", "Contributo ANAC"),
                            ("SUA_FEE", "Rimborso SUA"),
                            ("VAT", "IVA"),
                            ("OTHER", "Altro"),
                        ],
                        max_length=16,
                        verbose_name="voce",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=160, verbose_name="descrizione")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=14,
                        verbose_name="importo",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="costs",
                        to="sua.tenderrequest",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddField(
            model_name="integration",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="integrations",
                to="sua.tenderrequest",
            ),
        ),
        migrations.CreateModel(
            name="TenderSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "sua",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sua", "year"), name="sua_one_tender_series_a_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TenderText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("MINUTES", "Verbale di seduta"),
                            ("INDICTION", "Determina di indizione"),
                            ("RULES", "Disciplinare (schema)"),
                            ("PROPOSAL", "Proposta di aggiudicazione"),
                            ("AWARD", "Determina di aggiudicazione"),
                            ("LETTER", "Comunicazione art. 90"),
                            ("TRANSMISSION", "Lettera di trasmissione degli atti"),
                        ],
                        max_length=12,
                        verbose_name="tipo",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="titolo")),
                ("body", models.TextField(verbose_name="testo")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="versione")),
                ("changed_at", models.DateTimeField(verbose_name="modificato il")),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sua.lot",
                        verbose_name="lotto",
                    ),
                ),
                (
                    "sitting",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="minutes",
                        to="sua.sitting",
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="sua.tender",
                    ),
                ),
            ],
            options={
                "ordering": ("-changed_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="TenderTextVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="versione")),
                ("body", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="sua.tendertext",
                    ),
                ),
            ],
            options={
                "ordering": ("-number",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("text", "number"), name="sua_one_text_a_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Track",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "flow_version",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="versione del processo"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="revisione"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("INVITED", "Invitato"),
                            ("INTERESTED", "Interessato"),
                            ("NEED_SENT", "Fabbisogno inviato"),
                            ("VALIDATED", "Validato"),
                            ("ADHERENT", "Aderente"),
                            ("DERIVED", "Contratto derivato"),
                            ("RUNNING", "In esecuzione"),
                            ("DONE", "Concluso"),
                            ("WITHDRAWN", "Ritirato"),
                            ("EXCLUDED", "Escluso"),
                        ],
                        default="INVITED",
                        max_length=10,
                        verbose_name="stato",
                    ),
                ),
                (
                    "act",
                    models.CharField(blank=True, max_length=250, verbose_name="atto di adesione"),
                ),
                ("act_on", models.DateField(blank=True, null=True, verbose_name="data dell'atto")),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Ente",
                    ),
                ),
                (
                    "tender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tracks",
                        to="sua.tender",
                    ),
                ),
            ],
            options={
                "ordering": ("ente__name", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("ente", "tender"), name="sua_one_track_an_ente")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.UniqueConstraint(
                fields=("tender", "number"), name="sua_one_lot_a_number"
            ),
        ),
    ]
