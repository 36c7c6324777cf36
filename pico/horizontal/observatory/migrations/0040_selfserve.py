"""Views, thresholds, states of the quality, goals; the register of indices as it comes with the platform."""

import json
from pathlib import Path

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import pico.core.access.models

SEED = Path(__file__).parents[1] / "data" / "indices.json"


def enter(apps, schema_editor):
    model = apps.get_model("observatory", "DigitalIndex")
    model.objects.bulk_create(model(**entry) for entry in json.loads(SEED.read_text()))


class Migration(migrations.Migration):
    dependencies = [
        ("enti", "0001_initial"),
        ("observatory", "0030_link_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DigitalIndex",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, unique=True, verbose_name="nome")),
                ("holder", models.CharField(max_length=160, verbose_name="titolare")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("EUROPE", "Europa"),
                            ("ITALY", "Italia"),
                            ("REGION", "Regione"),
                            ("PROVINCE", "Provincia"),
                            ("COMUNE", "Comune"),
                        ],
                        max_length=8,
                        verbose_name="livello",
                    ),
                ),
                (
                    "dimensions",
                    models.TextField(blank=True, max_length=1000, verbose_name="dimensioni"),
                ),
                (
                    "last_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="ultimo anno"
                    ),
                ),
                (
                    "periodicity",
                    models.CharField(
                        choices=[
                            ("DAILY", "ogni giorno"),
                            ("MONTHLY", "ogni mese"),
                            ("QUARTERLY", "ogni trimestre"),
                            ("ANNUAL", "ogni anno"),
                            ("IRREGULAR", "irregolare"),
                            ("ENDED", "non più pubblicato"),
                        ],
                        max_length=9,
                        verbose_name="periodicità",
                    ),
                ),
                ("url", models.URLField(max_length=300, verbose_name="indirizzo")),
                ("licence", models.CharField(blank=True, max_length=80, verbose_name="licenza")),
                (
                    "note",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="note per il confronto"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="tolto il"),
                ),
            ],
            options={
                "verbose_name": "Indice",
                "verbose_name_plural": "Indici",
                "ordering": ("name",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["name"],
                        name="index_in_use_by_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QualitySnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("taken_at", models.DateTimeField(verbose_name="del")),
                ("counts", models.JSONField(verbose_name="conteggi")),
            ],
            options={
                "verbose_name": "Stato della qualità",
                "verbose_name_plural": "Stati della qualità",
                "ordering": ("-taken_at", "-pk"),
                "get_latest_by": ("taken_at", "pk"),
                "indexes": [models.Index(fields=["-taken_at", "-id"], name="quality_by_day")],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scope",
                    pico.core.access.models.ScopeField(max_length=24, verbose_name="Chi lo vede?"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="creato il"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="nome")),
                ("query", models.CharField(max_length=2000, verbose_name="scelte")),
                (
                    "author",
                    models.ForeignKey(
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
                        verbose_name="Ente",
                    ),
                ),
            ],
            options={
                "verbose_name": "Vista salvata",
                "verbose_name_plural": "Viste salvate",
                "ordering": ("-created_at", "-pk"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Threshold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("indicator", models.CharField(max_length=40, verbose_name="indicatore")),
                ("query", models.CharField(blank=True, max_length=2000, verbose_name="filtri")),
                (
                    "side",
                    models.CharField(
                        choices=[("ABOVE", "sale a"), ("BELOW", "scende a")],
                        max_length=5,
                        verbose_name="quando",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(decimal_places=2, max_digits=18, verbose_name="soglia"),
                ),
                ("is_beyond", models.BooleanField(default=False)),
                (
                    "last_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=18,
                        null=True,
                        verbose_name="ultimo valore",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="creato il")),
                (
                    "checked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="controllato il"),
                ),
                (
                    "told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="avvisato il"),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Avviso su una soglia",
                "verbose_name_plural": "Avvisi sulle soglie",
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ViewLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cadence",
                    models.CharField(
                        choices=[("WEEKLY", "ogni lunedì"), ("MONTHLY", "il primo del mese")],
                        max_length=7,
                        verbose_name="quando",
                    ),
                ),
                (
                    "last_turn_on",
                    models.DateField(blank=True, null=True, verbose_name="ultima spedizione"),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "view",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="observatory.savedview",
                    ),
                ),
            ],
            options={
                "verbose_name": "Lettera di una vista",
                "verbose_name_plural": "Lettere delle viste",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="DigitalGoal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.CharField(
                        choices=[
                            ("1.1", "1.1 Infrastrutture digitali"),
                            ("1.2", "1.2 Abilitazione al cloud"),
                            ("1.3.1", "1.3.1 Piattaforma digitale nazionale dati"),
                            ("1.4.1", "1.4.1 Esperienza del cittadino"),
                            ("1.4.3-pagopa", "1.4.3 pagoPA"),
                            ("1.4.3-io", "1.4.3 app IO"),
                            ("1.4.4", "1.4.4 SPID, CIE e ANPR"),
                            ("1.4.5", "1.4.5 Notifiche digitali"),
                        ],
                        max_length=16,
                        verbose_name="misura",
                    ),
                ),
                (
                    "target",
                    models.PositiveSmallIntegerField(verbose_name="traguardo, % dei Comuni"),
                ),
                ("due_on", models.DateField(verbose_name="entro il")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="come")),
                ("set_at", models.DateTimeField(verbose_name="fissato il")),
                (
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Obiettivo digitale",
                "verbose_name_plural": "Obiettivi digitali",
                "ordering": ("ente", "call"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ente", "call"), name="one_goal_per_ente_and_call"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target__gte", 1), ("target__lte", 100)),
                        name="goal_is_a_percentage",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="savedview",
            index=models.Index(fields=["scope", "-created_at"], name="savedview_by_scope"),
        ),
        migrations.AddIndex(
            model_name="savedview",
            index=models.Index(fields=["-created_at", "-id", "scope"], name="savedview_by_date"),
        ),
        migrations.AddIndex(
            model_name="threshold",
            index=models.Index(fields=["person", "-created_at", "-id"], name="threshold_by_person"),
        ),
        migrations.AddConstraint(
            model_name="threshold",
            constraint=models.UniqueConstraint(
                fields=("person", "indicator", "query", "side", "value"),
                name="one_threshold_of_a_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="viewletter",
            index=models.Index(fields=["cadence", "last_turn_on"], name="letter_by_turn"),
        ),
        migrations.AddConstraint(
            model_name="viewletter",
            constraint=models.UniqueConstraint(
                fields=("view", "person"), name="one_letter_per_view_and_person"
            ),
        ),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
