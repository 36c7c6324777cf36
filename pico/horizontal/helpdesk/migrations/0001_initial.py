import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import pico.core.access.models
import pico.horizontal.helpdesk.models.tickets


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("helpdesk", "0001_helpdesk"),
        ("helpdesk", "0020_routing"),
        ("helpdesk", "0040_knowledge"),
        ("helpdesk", "0041_service_levels"),
        ("helpdesk", "0042_idea_answer"),
        ("helpdesk", "0043_privacy_and_drafts"),
        ("helpdesk", "0044_open_by_index"),
    ]

    dependencies = [
        ("deadlines", "0002_desk_closures"),
        ("enti", "0001_initial"),
        ("files", "0004_place_and_mark"),
        ("people", "0003_log_unknown_accounts"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="AccessRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_name", models.CharField(max_length=80, verbose_name="nome")),
                ("last_name", models.CharField(max_length=80, verbose_name="cognome")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telefono")),
                (
                    "ente_words",
                    models.CharField(blank=True, max_length=250, verbose_name="ente non in elenco"),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ADMINISTRATOR", "Amministratore"),
                            ("SECRETARY", "Segretario"),
                            ("MANAGER", "Dirigente"),
                            ("OFFICER", "Funzionario"),
                            ("OTHER", "Altro"),
                        ],
                        max_length=13,
                        verbose_name="ruolo nell'ente",
                    ),
                ),
                (
                    "problem",
                    models.CharField(
                        choices=[
                            ("REGISTER", "Non riesco a registrarmi"),
                            ("SPID", "Non riesco ad accedere con SPID"),
                            ("CIE", "Non riesco ad accedere con CIE"),
                            ("PASSWORD", "Ho dimenticato la password"),
                            ("NO_MAIL", "Non ho ricevuto l'e-mail di conferma"),
                            ("SUSPENDED", "Il mio account è sospeso"),
                            ("MOVED", "Ho cambiato ente o ruolo"),
                            ("NOT_ADHERING", "Il mio ente non ha ancora aderito"),
                            ("OTHER", "Altro problema di accesso"),
                        ],
                        max_length=12,
                        verbose_name="tipo di problema",
                    ),
                ),
                (
                    "spid_provider",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ARUBA", "Aruba"),
                            ("ETNA", "EtnaID"),
                            ("INFOCAMERE", "InfoCamere"),
                            ("INFOCERT", "InfoCert"),
                            ("INTESI", "Intesi Group"),
                            ("LEPIDA", "Lepida"),
                            ("NAMIRIAL", "Namirial"),
                            ("POSTE", "Poste Italiane"),
                            ("REGISTER", "Register.it"),
                            ("SIELTE", "Sielte"),
                            ("TEAMSYSTEM", "TeamSystem"),
                            ("TI_TRUST", "TI Trust Technologies"),
                            ("OTHER", "Altro gestore"),
                        ],
                        max_length=10,
                        verbose_name="gestore SPID",
                    ),
                ),
                (
                    "error_code",
                    models.CharField(blank=True, max_length=40, verbose_name="codice errore"),
                ),
                (
                    "happened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="data e ora"),
                ),
                ("description", models.TextField(verbose_name="descrizione")),
                (
                    "state",
                    models.CharField(
                        choices=[("TO_CONFIRM", "Da confermare"), ("CONFIRMED", "Confermata")],
                        default="TO_CONFIRM",
                        max_length=10,
                        verbose_name="stato",
                    ),
                ),
                ("confirm_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "page_hash",
                    models.CharField(editable=False, max_length=64, null=True, unique=True),
                ),
                ("created_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(editable=False, null=True)),
                ("page_until", models.DateTimeField(editable=False, null=True)),
                (
                    "ente",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="ente",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.space",
                    ),
                ),
            ],
            options={
                "verbose_name": "Richiesta di chi non riesce ad accedere",
                "verbose_name_plural": "Richieste di chi non riesce ad accedere",
                "ordering": ("-created_at", "-pk"),
                "indexes": [
                    models.Index(fields=["state", "created_at"], name="access_by_state"),
                    models.Index(fields=["email"], name="access_by_email"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("size", models.PositiveIntegerField()),
                ("media_type", models.CharField(max_length=100)),
                (
                    "scan_state",
                    models.CharField(
                        choices=[
                            ("SCANNING", "In scansione"),
                            ("CLEAN", "Pulito"),
                            ("BLOCKED", "Bloccato"),
                            ("UNVERIFIED", "Non verificato: antivirus non configurato"),
                        ],
                        default="SCANNING",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "hidden",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Mostrato"),
                            ("QUARANTINED", "In quarantena"),
                            ("REMOVED", "Tolto"),
                        ],
                        default="",
                        editable=False,
                        max_length=11,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="helpdesk.accessrequest",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60, unique=True)),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PORTAL", "Portale"),
                            ("COMMUNITY", "Community"),
                            ("TRAINING", "Formazione"),
                            ("DATA", "Dati"),
                            ("HELPDESK", "Help Desk"),
                            ("SUA", "SUA"),
                            ("SIT", "SIT"),
                            ("SAPE", "SAPE"),
                            ("PERSONNEL", "Personale"),
                            ("ACCESS", "Accesso e profilo"),
                        ],
                        max_length=9,
                        verbose_name="modulo",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nome")),
                (
                    "special",
                    models.CharField(
                        choices=[
                            ("NONE", "Nessuno"),
                            ("PRIVACY", "Esercizio dei diritti (privacy)"),
                            ("ACCESSIBILITY", "Segnalazione di accessibilità"),
                            ("SECURITY", "Sospetta violazione di sicurezza"),
                            ("OPINION", "Quesito: parere non vincolante"),
                        ],
                        default="NONE",
                        max_length=13,
                        verbose_name="percorso particolare",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="ordine")),
                ("is_active", models.BooleanField(default=True, verbose_name="attiva")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="helpdesk.category",
                        verbose_name="dentro la categoria",
                    ),
                ),
            ],
            options={
                "verbose_name": "Categoria",
                "verbose_name_plural": "Categorie",
                "ordering": ("topic", "position", "name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Faq",
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
                ("question", models.CharField(max_length=250, verbose_name="domanda")),
                ("answer", models.TextField(verbose_name="risposta")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("PORTAL", "Portale"),
                            ("COMMUNITY", "Community"),
                            ("TRAINING", "Formazione"),
                            ("DATA", "Dati"),
                            ("HELPDESK", "Help Desk"),
                            ("SUA", "SUA"),
                            ("SIT", "SIT"),
                            ("SAPE", "SAPE"),
                            ("PERSONNEL", "Personale"),
                            ("ACCESS", "Accesso e profilo"),
                        ],
                        max_length=9,
                        verbose_name="modulo",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("ALL", "Tutti"),
                            ("REGISTERED", "Registrati"),
                            ("PROVINCES", "Province"),
                            ("COMUNI", "Comuni"),
                        ],
                        default="ALL",
                        max_length=10,
                        verbose_name="destinatari",
                    ),
                ),
                ("screen", models.CharField(blank=True, max_length=100, verbose_name="schermata")),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="ordine")),
                ("video_url", models.URLField(blank=True, verbose_name="video")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valida fino al"),
                ),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="da rivedere il"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Bozza"),
                            ("REVIEW", "In revisione"),
                            ("PUBLISHED", "Pubblicata"),
                            ("ARCHIVED", "Archiviata"),
                        ],
                        default="DRAFT",
                        max_length=9,
                        verbose_name="stato",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="motivo")),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="versione"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="aggiornata il",
                    ),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                (
                    "seen_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="viste"),
                ),
                (
                    "useful_count",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="utile: sì"
                    ),
                ),
                (
                    "useless_count",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="utile: no"
                    ),
                ),
                ("origin_type", models.CharField(blank=True, editable=False, max_length=80)),
                ("origin_id", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "origin_title",
                    models.CharField(
                        blank=True, editable=False, max_length=250, verbose_name="nata da"
                    ),
                ),
                ("origin_url", models.CharField(blank=True, editable=False, max_length=500)),
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
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="helpdesk.category",
                        verbose_name="categoria",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="redattore",
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
                        verbose_name="allegato",
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
                (
                    "related",
                    models.ManyToManyField(blank=True, to="helpdesk.faq", verbose_name="correlate"),
                ),
                (
                    "space",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.space",
                        verbose_name="sito",
                    ),
                ),
            ],
            options={
                "verbose_name": "FAQ",
                "verbose_name_plural": "FAQ",
                "ordering": ("position", "question", "pk"),
                "abstract": False,
                "indexes": [
                    models.Index(fields=["scope", "-created_at"], name="faq_by_scope"),
                    models.Index(fields=["-created_at", "-id", "scope"], name="faq_by_date"),
                    models.Index(fields=["state", "topic", "position"], name="faq_by_topic"),
                    models.Index(fields=["owner", "state", "-changed_at"], name="faq_by_owner"),
                    models.Index(fields=["origin_type", "origin_id"], name="faq_by_origin"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Avoided",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("SOLVED", "«Ho risolto» premuto su un suggerimento"),
                            ("SILENT", "Risposta letta e nessuna richiesta in 30 minuti"),
                        ],
                        max_length=6,
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0)),
                (
                    "faq",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="avoided",
                        to="helpdesk.faq",
                    ),
                ),
            ],
            options={
                "ordering": ("-on",),
                "indexes": [models.Index(fields=["on"], name="avoided_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("faq", "on", "how"), name="one_avoided_per_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="FaqIdea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80, unique=True)),
                (
                    "scope",
                    pico.core.access.models.ScopeField(max_length=24, verbose_name="Chi lo vede?"),
                ),
                ("title", models.CharField(max_length=250)),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PORTAL", "Portale"),
                            ("COMMUNITY", "Community"),
                            ("TRAINING", "Formazione"),
                            ("DATA", "Dati"),
                            ("HELPDESK", "Help Desk"),
                            ("SUA", "SUA"),
                            ("SIT", "SIT"),
                            ("SAPE", "SAPE"),
                            ("PERSONNEL", "Personale"),
                            ("ACCESS", "Accesso e profilo"),
                        ],
                        max_length=9,
                    ),
                ),
                ("cases", models.JSONField(default=list)),
                ("answer", models.TextField(blank=True)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(editable=False, null=True)),
                (
                    "faq",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="ideas",
                        to="helpdesk.faq",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("dropped_at", None), ("faq", None)),
                        fields=["owner", "-at"],
                        name="idea_open_by_owner",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FaqOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("voter", models.CharField(max_length=64)),
                ("is_useful", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "faq",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="helpdesk.faq",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("faq", "voter"), name="one_opinion_per_voter")
                ],
            },
        ),
        migrations.CreateModel(
            name="FaqSighting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("visitor", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "faq",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="helpdesk.faq",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["at"], name="sighting_by_time"),
                    models.Index(fields=["visitor"], name="sighting_by_visitor"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("faq", "visitor"), name="one_sighting_per_visitor"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FaqVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("question", models.CharField(max_length=250)),
                ("answer", models.TextField()),
                (
                    "note",
                    models.CharField(blank=True, max_length=250, verbose_name="che cosa cambia"),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "faq",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="helpdesk.faq",
                    ),
                ),
            ],
            options={
                "ordering": ("-number",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("faq", "number"), name="one_faq_version_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KnownProblem",
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
                            ("PROBLEM", "Problema noto"),
                            ("MAINTENANCE", "Manutenzione programmata"),
                        ],
                        default="PROBLEM",
                        max_length=11,
                        verbose_name="tipo",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="titolo")),
                ("text", models.TextField(max_length=4000, verbose_name="testo")),
                ("starts_at", models.DateTimeField(verbose_name="dal")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="al")),
                ("topics", models.JSONField(blank=True, default=list, verbose_name="moduli")),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("LOW", "Lieve: solo nella pagina dello stato"),
                            ("MEDIUM", "Media: avviso in ogni pagina"),
                            ("HIGH", "Grave: avviso evidente in ogni pagina"),
                        ],
                        default="MEDIUM",
                        max_length=6,
                        verbose_name="gravità",
                    ),
                ),
                (
                    "outside_service",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SPID", "SPID"),
                            ("CIE", "CIE"),
                            ("PCP", "Piattaforma contratti pubblici (PCP, ANAC)"),
                            ("OPENCUP", "OpenCUP"),
                            ("IPA", "IPA"),
                            ("PDND", "PDND"),
                            ("OTHER", "Altro servizio esterno"),
                        ],
                        max_length=7,
                        verbose_name="servizio esterno",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "solved_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="risolto il"),
                ),
                (
                    "solution",
                    models.TextField(blank=True, max_length=4000, verbose_name="come si è risolto"),
                ),
                (
                    "joined_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="anche io"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "space",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.space",
                        verbose_name="sito",
                    ),
                ),
            ],
            options={
                "verbose_name": "Problema noto",
                "verbose_name_plural": "Problemi noti",
                "ordering": ("-starts_at", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("solved_at", None)),
                        fields=["starts_at"],
                        name="problem_open_by_start",
                    ),
                    models.Index(fields=["-solved_at"], name="problem_by_solution"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at", None),
                            ("ends_at__gt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="problem_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Queue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=120, verbose_name="nome")),
                (
                    "description",
                    models.CharField(blank=True, max_length=250, verbose_name="di cosa si occupa"),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("FIRST", "Primo livello"),
                            ("SECOND", "Secondo livello: esperti"),
                            ("THIRD", "Terzo livello: manutenzione applicativa"),
                            ("REGIONAL", "UPI regionale"),
                        ],
                        default="FIRST",
                        max_length=8,
                        verbose_name="livello",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PORTAL", "Portale"),
                            ("COMMUNITY", "Community"),
                            ("TRAINING", "Formazione"),
                            ("DATA", "Dati"),
                            ("HELPDESK", "Help Desk"),
                            ("SUA", "SUA"),
                            ("SIT", "SIT"),
                            ("SAPE", "SAPE"),
                            ("PERSONNEL", "Personale"),
                            ("ACCESS", "Accesso e profilo"),
                        ],
                        max_length=9,
                        verbose_name="modulo",
                    ),
                ),
                (
                    "distribution",
                    models.CharField(
                        choices=[
                            ("MANUAL", "Chi è libero la prende"),
                            ("ROUND_ROBIN", "A turno"),
                            ("LEAST_LOADED", "A chi ne ha di meno"),
                        ],
                        default="MANUAL",
                        max_length=12,
                        verbose_name="distribuzione",
                    ),
                ),
                (
                    "calendar_key",
                    models.CharField(blank=True, max_length=60, verbose_name="calendario"),
                ),
                (
                    "is_fallback",
                    models.BooleanField(
                        default=False, verbose_name="raccoglie ciò che nessuna regola indirizza"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="attiva")),
                (
                    "next_queue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="helpdesk.queue",
                        verbose_name="livello superiore",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="ente",
                    ),
                ),
            ],
            options={
                "verbose_name": "Coda",
                "verbose_name_plural": "Code",
                "ordering": ("name", "pk"),
                "indexes": [models.Index(fields=["owner", "topic"], name="queue_by_owner")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_fallback", True)),
                        fields=("is_fallback",),
                        name="one_fallback",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CannedReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="titolo")),
                ("text", models.TextField(verbose_name="testo")),
                (
                    "next_step",
                    models.CharField(blank=True, max_length=30, verbose_name="passo che segue"),
                ),
                ("used_count", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
                (
                    "queue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="canned_replies",
                        to="helpdesk.queue",
                        verbose_name="coda",
                    ),
                ),
            ],
            options={
                "verbose_name": "Risposta predefinita",
                "verbose_name_plural": "Risposte predefinite",
                "ordering": ("title", "pk"),
                "indexes": [models.Index(fields=["owner", "queue"], name="canned_by_owner")],
            },
        ),
        migrations.CreateModel(
            name="QueueHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deadlines.deskcalendar",
                    ),
                ),
                (
                    "queue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hours",
                        to="helpdesk.queue",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="QueueMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("OPERATOR", "Operatore"),
                            ("EXPERT", "Esperto"),
                            ("HEAD", "Responsabile di coda"),
                        ],
                        default="OPERATOR",
                        max_length=8,
                        verbose_name="ruolo",
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="helpdesk_places",
                        to="people.membership",
                    ),
                ),
                (
                    "queue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="helpdesk.queue",
                    ),
                ),
            ],
            options={
                "ordering": ("queue", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("queue", "membership"), name="one_place_in_queue"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="queue",
            name="members",
            field=models.ManyToManyField(
                related_name="+",
                through="helpdesk.QueueMember",
                to="people.membership",
                verbose_name="operatori",
            ),
        ),
        migrations.CreateModel(
            name="RequestDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("data", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField(db_index=True)),
                ("warned_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(editable=False, max_length=40, null=True, unique=True)),
                (
                    "position",
                    models.PositiveSmallIntegerField(db_index=True, verbose_name="ordine"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nome")),
                ("why", models.CharField(blank=True, max_length=250, verbose_name="perché c'è")),
                ("is_active", models.BooleanField(default=True, verbose_name="attiva")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "asker",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Chiunque"),
                            ("OUTSIDE", "Chi non ha un accesso"),
                            ("OF_THE_PROVINCE", "Chi lavora nella Provincia di riferimento"),
                        ],
                        max_length=15,
                        verbose_name="chi chiede",
                    ),
                ),
                (
                    "family",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PLATFORM", "Assistenza sulla Piattaforma"),
                            ("SERVICES", "Assistenza sui servizi della Provincia"),
                        ],
                        max_length=8,
                        verbose_name="famiglia",
                    ),
                ),
                ("topics", models.JSONField(blank=True, default=list, verbose_name="moduli")),
                (
                    "special",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NONE", "Nessuno"),
                            ("PRIVACY", "Esercizio dei diritti (privacy)"),
                            ("ACCESSIBILITY", "Segnalazione di accessibilità"),
                            ("SECURITY", "Sospetta violazione di sicurezza"),
                            ("OPINION", "Quesito: parere non vincolante"),
                        ],
                        max_length=13,
                        verbose_name="percorso particolare",
                    ),
                ),
                (
                    "ente_kinds",
                    models.JSONField(blank=True, default=list, verbose_name="tipi di ente"),
                ),
                ("impacts", models.JSONField(blank=True, default=list, verbose_name="impatto")),
                ("words", models.CharField(blank=True, max_length=250, verbose_name="parole")),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("QUEUE", "Una coda precisa"),
                            ("PROVINCE", "La Provincia di riferimento, coda del modulo"),
                            ("POOL", "Il pool di esperti del modulo"),
                            ("REGIONAL", "L'UPI regionale di riferimento"),
                        ],
                        default="QUEUE",
                        max_length=8,
                        verbose_name="dove va",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CRITICAL", "Critica"),
                            ("HIGH", "Alta"),
                            ("MEDIUM", "Media"),
                            ("LOW", "Bassa"),
                        ],
                        max_length=8,
                        verbose_name="priorità",
                    ),
                ),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="etichette")),
                (
                    "categories",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="helpdesk.category",
                        verbose_name="categorie",
                    ),
                ),
                (
                    "cc",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="people.membership",
                        verbose_name="in copia",
                    ),
                ),
                (
                    "provinces",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Province di riferimento",
                    ),
                ),
                (
                    "queue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="helpdesk.queue",
                        verbose_name="coda",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.region",
                        verbose_name="Regione",
                    ),
                ),
            ],
            options={
                "verbose_name": "Regola di instradamento",
                "verbose_name_plural": "Regole di instradamento",
                "ordering": ("position", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("target", "QUEUE"), _negated=True),
                            ("queue__isnull", False),
                            _connector="OR",
                        ),
                        name="a_precise_queue_is_named",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="nome")),
                ("is_common", models.BooleanField(default=False, editable=False)),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="dal")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="al")),
                (
                    "remind_after",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="primo promemoria dopo"
                    ),
                ),
                (
                    "remind_again_after",
                    models.PositiveSmallIntegerField(
                        default=7, verbose_name="secondo promemoria dopo"
                    ),
                ),
                (
                    "close_after",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="chiusura per mancata risposta"
                    ),
                ),
                (
                    "silent_after",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="chiusura dopo la soluzione"
                    ),
                ),
                (
                    "draft_days",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="bozze non inviate, cancellate dopo"
                    ),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="ente convenzionato",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="chi dà assistenza",
                    ),
                ),
            ],
            options={
                "verbose_name": "Livello di servizio",
                "verbose_name_plural": "Livelli di servizio",
                "ordering": ("name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_common", True)),
                        fields=("is_common",),
                        name="one_level_for_everybody",
                    ),
                    models.UniqueConstraint(
                        fields=("owner", "ente"), name="one_level_per_agreement"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ente__isnull", True), ("is_common", True), ("owner__isnull", True)
                            ),
                            models.Q(
                                ("ente__isnull", False),
                                ("is_common", False),
                                ("owner__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_agreement_has_two_sides",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[
                            ("CRITICAL", "Critica"),
                            ("HIGH", "Alta"),
                            ("MEDIUM", "Media"),
                            ("LOW", "Bassa"),
                        ],
                        max_length=8,
                        verbose_name="priorità",
                    ),
                ),
                ("first_reply_minutes", models.PositiveIntegerField(verbose_name="prima risposta")),
                ("solution_minutes", models.PositiveIntegerField(verbose_name="soluzione")),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="helpdesk.servicelevel",
                    ),
                ),
            ],
            options={
                "ordering": ("level", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("level", "priority"), name="one_target_per_priority"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_reply_minutes__gt", 0),
                            ("solution_minutes__gte", models.F("first_reply_minutes")),
                        ),
                        name="a_reply_comes_before_the_solution",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ticket",
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
                    "key",
                    models.CharField(
                        default=pico.horizontal.helpdesk.models.tickets.new_key,
                        editable=False,
                        max_length=24,
                        unique=True,
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        editable=False, max_length=16, unique=True, verbose_name="numero"
                    ),
                ),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("PLATFORM", "Assistenza sulla Piattaforma"),
                            ("SERVICES", "Assistenza sui servizi della Provincia"),
                        ],
                        max_length=8,
                        verbose_name="famiglia",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("PORTAL", "Portale"),
                            ("COMMUNITY", "Community"),
                            ("TRAINING", "Formazione"),
                            ("DATA", "Dati"),
                            ("HELPDESK", "Help Desk"),
                            ("SUA", "SUA"),
                            ("SIT", "SIT"),
                            ("SAPE", "SAPE"),
                            ("PERSONNEL", "Personale"),
                            ("ACCESS", "Accesso e profilo"),
                        ],
                        max_length=9,
                        verbose_name="modulo",
                    ),
                ),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="etichette")),
                ("asker_name", models.CharField(blank=True, max_length=160, verbose_name="nome")),
                (
                    "asker_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail"),
                ),
                (
                    "ente_words",
                    models.CharField(blank=True, max_length=250, verbose_name="ente non in elenco"),
                ),
                ("office", models.CharField(blank=True, max_length=160, verbose_name="ufficio")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("PERSON", "Solo io"),
                            ("OFFICE", "Il mio ufficio"),
                            ("ENTE", "Il mio ente"),
                        ],
                        default="PERSON",
                        max_length=6,
                        verbose_name="chi la vede del mio ente",
                    ),
                ),
                ("subject", models.CharField(max_length=150, verbose_name="oggetto")),
                ("description", models.TextField(verbose_name="descrizione")),
                (
                    "hidden",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Mostrato"),
                            ("QUARANTINED", "In quarantena"),
                            ("REMOVED", "Tolto"),
                        ],
                        default="",
                        editable=False,
                        max_length=11,
                    ),
                ),
                ("object_type", models.CharField(blank=True, max_length=80)),
                ("object_id", models.CharField(blank=True, max_length=40)),
                (
                    "object_title",
                    models.CharField(blank=True, max_length=250, verbose_name="aperta da"),
                ),
                ("object_url", models.CharField(blank=True, max_length=500)),
                (
                    "context",
                    models.JSONField(blank=True, default=dict, verbose_name="contesto tecnico"),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("WEB", "Web"),
                            ("PUBLIC_FORM", "Modulo pubblico"),
                            ("MAIL", "E-mail"),
                            ("PHONE", "Telefono"),
                            ("INTERNAL", "Interno"),
                        ],
                        default="WEB",
                        max_length=11,
                        verbose_name="canale",
                    ),
                ),
                (
                    "impact",
                    models.CharField(
                        choices=[
                            ("BLOCKED", "Non riesco a lavorare"),
                            ("HAMPERED", "Lavoro con difficoltà"),
                            ("QUESTION", "Domanda o suggerimento"),
                        ],
                        max_length=8,
                        verbose_name="impatto",
                    ),
                ),
                (
                    "needed_on",
                    models.DateField(blank=True, null=True, verbose_name="serve entro il"),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[
                            ("CRITICAL", "Critica"),
                            ("HIGH", "Alta"),
                            ("MEDIUM", "Media"),
                            ("LOW", "Bassa"),
                        ],
                        max_length=8,
                        verbose_name="priorità",
                    ),
                ),
                ("priority_rank", models.PositiveSmallIntegerField(editable=False)),
                (
                    "priority_reason",
                    models.CharField(
                        blank=True, max_length=250, verbose_name="motivo della priorità"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("NEW", "Nuovo"),
                            ("ASSIGNED", "Assegnato"),
                            ("TAKEN", "Preso in carico"),
                            ("WORKING", "In lavorazione"),
                            ("WAITING_ASKER", "In attesa del richiedente"),
                            ("WAITING_THIRD", "In attesa di terzi"),
                            ("ESCALATED", "Inoltrato a livello superiore"),
                            ("SOLVED", "Risolto"),
                            ("CLOSED", "Chiuso"),
                            ("REOPENED", "Riaperto"),
                            ("CANCELLED", "Annullato dal richiedente"),
                            ("DUPLICATE", "Duplicato"),
                            ("NOT_PERTINENT", "Respinto – non pertinente"),
                        ],
                        default="NEW",
                        max_length=40,
                        verbose_name="stato",
                    ),
                ),
                (
                    "waits_for",
                    models.CharField(blank=True, max_length=160, verbose_name="in attesa di"),
                ),
                ("reason", models.TextField(blank=True, verbose_name="motivo")),
                ("solution", models.TextField(blank=True, verbose_name="soluzione")),
                (
                    "opened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="aperta il"
                    ),
                ),
                (
                    "last_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="ultimo aggiornamento"
                    ),
                ),
                (
                    "taken_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="presa in carico il"
                    ),
                ),
                (
                    "first_reply_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="prima risposta"),
                ),
                (
                    "solved_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="risolta il"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="chiusa il"),
                ),
                (
                    "nudged_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="sollecitata il"),
                ),
                (
                    "first_reply_due_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="prima risposta entro"
                    ),
                ),
                (
                    "solution_due_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="soluzione entro"),
                ),
                ("reopened_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("escalated_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("message_count", models.PositiveIntegerField(default=0, editable=False)),
                ("file_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "satisfaction",
                    models.PositiveSmallIntegerField(
                        editable=False, null=True, verbose_name="soddisfazione"
                    ),
                ),
                ("satisfaction_words", models.TextField(blank=True, verbose_name="commento")),
                ("rated_at", models.DateTimeField(editable=False, null=True)),
                ("anonymised_at", models.DateTimeField(editable=False, null=True)),
                (
                    "asker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helpdesk_tickets",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="richiedente",
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assegnatario",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="helpdesk.category",
                        verbose_name="categoria",
                    ),
                ),
                (
                    "cc",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="in copia",
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="helpdesk.ticket",
                        verbose_name="duplicato di",
                    ),
                ),
                (
                    "ente",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="ente richiedente",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="helpdesk.ticket",
                        verbose_name="richiesta principale",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                        verbose_name="Provincia di riferimento",
                    ),
                ),
                (
                    "queue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="helpdesk.queue",
                        verbose_name="coda",
                    ),
                ),
                (
                    "related",
                    models.ManyToManyField(
                        blank=True, to="helpdesk.ticket", verbose_name="collegate"
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.space",
                        verbose_name="sito",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="aperta per conto da",
                    ),
                ),
            ],
            options={
                "verbose_name": "Richiesta",
                "verbose_name_plural": "Richieste",
                "ordering": ("-last_at", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("closed_at__isnull", True), ("solved_at__isnull", True)
                        ),
                        fields=["queue", "priority_rank", "opened_at", "id"],
                        name="ticket_open_by_queue",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("closed_at__isnull", True), ("solved_at__isnull", True)
                        ),
                        fields=["queue", "solution_due_at", "id"],
                        name="ticket_open_by_due",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("closed_at__isnull", True), ("solved_at__isnull", True)
                        ),
                        fields=["assignee", "priority_rank", "opened_at"],
                        name="ticket_open_by_assignee",
                    ),
                    models.Index(fields=["queue", "-last_at", "-id"], name="ticket_by_queue"),
                    models.Index(fields=["asker", "-last_at", "-id"], name="ticket_by_asker"),
                    models.Index(fields=["ente", "-last_at", "-id"], name="ticket_by_ente"),
                    models.Index(fields=["-last_at", "-id"], name="ticket_by_last"),
                    models.Index(fields=["object_type", "object_id"], name="ticket_by_object"),
                    models.Index(fields=["state", "-last_at"], name="ticket_by_state"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("satisfaction", None), ("satisfaction__range", (1, 5)), _connector="OR"
                        ),
                        name="satisfaction_one_to_five",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    (
                                        "NEW",
                                        "ASSIGNED",
                                        "ESCALATED",
                                        "REOPENED",
                                        "TAKEN",
                                        "WORKING",
                                        "WAITING_ASKER",
                                        "WAITING_THIRD",
                                    ),
                                ),
                                _negated=True,
                            ),
                            models.Q(("closed_at__isnull", True), ("solved_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="what_is_open_has_not_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Routing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("steps", models.JSONField(default=list)),
                ("is_fallback", models.BooleanField(default=False)),
                (
                    "queue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="helpdesk.queue",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="routings",
                        to="helpdesk.rule",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="routings",
                        to="helpdesk.ticket",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
                "indexes": [
                    models.Index(fields=["ticket", "at"], name="routing_by_ticket"),
                    models.Index(
                        condition=models.Q(("is_fallback", True)),
                        fields=["-at"],
                        name="routing_by_fallback",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="helpdesk.ticket",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "ticket"), name="one_mark_per_ticket")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("first_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="helpdesk.ticket",
                    ),
                ),
            ],
            options={
                "ordering": ("-first_at",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ticket", "person", "on"), name="one_reading_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProblemJoin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="joins",
                        to="helpdesk.knownproblem",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="known_problems",
                        to="helpdesk.ticket",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("problem", "person"), name="one_join_per_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PUBLIC", "Messaggio"),
                            ("SOLUTION", "Soluzione"),
                            ("INTERNAL", "Nota interna"),
                        ],
                        default="PUBLIC",
                        max_length=8,
                    ),
                ),
                (
                    "voice",
                    models.CharField(
                        choices=[("ASKER", "Richiedente"), ("DESK", "Assistenza")], max_length=5
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=160)),
                ("text", models.TextField(verbose_name="testo")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="scritto il"
                    ),
                ),
                ("is_by_mail", models.BooleanField(default=False, verbose_name="per e-mail")),
                ("file_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "hidden",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Mostrato"),
                            ("QUARANTINED", "In quarantena"),
                            ("REMOVED", "Tolto"),
                        ],
                        default="",
                        editable=False,
                        max_length=11,
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
                    "ente",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="helpdesk.ticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "Messaggio",
                "verbose_name_plural": "Messaggi",
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ticket", "number"), name="one_message_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Holding",
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
                            ("NEW", "Nuovo"),
                            ("ASSIGNED", "Assegnato"),
                            ("TAKEN", "Preso in carico"),
                            ("WORKING", "In lavorazione"),
                            ("WAITING_ASKER", "In attesa del richiedente"),
                            ("WAITING_THIRD", "In attesa di terzi"),
                            ("ESCALATED", "Inoltrato a livello superiore"),
                            ("SOLVED", "Risolto"),
                            ("CLOSED", "Chiuso"),
                            ("REOPENED", "Riaperto"),
                            ("CANCELLED", "Annullato dal richiedente"),
                            ("DUPLICATE", "Duplicato"),
                            ("NOT_PERTINENT", "Respinto – non pertinente"),
                        ],
                        max_length=40,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "queue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to="helpdesk.queue",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holdings",
                        to="helpdesk.ticket",
                    ),
                ),
            ],
            options={
                "ordering": ("started_at", "pk"),
                "indexes": [
                    models.Index(fields=["queue", "ticket"], name="holding_by_queue"),
                    models.Index(fields=["ticket", "started_at"], name="holding_by_ticket"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("ticket",),
                        name="one_open_holding",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Happening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("step", models.CharField(max_length=30)),
                ("words", models.TextField()),
                ("is_internal", models.BooleanField(default=False)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="happenings",
                        to="helpdesk.ticket",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
                "indexes": [models.Index(fields=["ticket", "at"], name="happening_by_ticket")],
            },
        ),
        migrations.AddField(
            model_name="accessrequest",
            name="ticket",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="access_request",
                to="helpdesk.ticket",
            ),
        ),
        migrations.CreateModel(
            name="TicketFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hidden",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Mostrato"),
                            ("QUARANTINED", "In quarantena"),
                            ("REMOVED", "Tolto"),
                        ],
                        default="",
                        editable=False,
                        max_length=11,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="helpdesk.message",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="helpdesk.ticket",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="PersonalDataReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "piece",
                    models.CharField(
                        choices=[
                            ("REQUEST", "Testo della richiesta"),
                            ("MESSAGE", "Messaggio"),
                            ("FILE", "Allegato"),
                        ],
                        max_length=8,
                        verbose_name="che cosa",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="perché")),
                ("reporter_name", models.CharField(max_length=160)),
                ("reported_at", models.DateTimeField(verbose_name="segnalato il")),
                ("kept_subject", models.CharField(blank=True, max_length=150)),
                ("kept_text", models.TextField(blank=True)),
                ("copies", models.JSONField(blank=True, default=list)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("OPEN", "Da rileggere"),
                            ("RESTORED", "Ripristinato"),
                            ("REMOVED", "Tolto per sempre"),
                        ],
                        default="OPEN",
                        max_length=8,
                        verbose_name="esito",
                    ),
                ),
                (
                    "outcome_words",
                    models.CharField(blank=True, max_length=500, verbose_name="motivo dell'esito"),
                ),
                ("settled_at", models.DateTimeField(null=True, verbose_name="deciso il")),
                (
                    "access_file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="helpdesk.accessfile",
                    ),
                ),
                (
                    "kept_file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="helpdesk.message",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="segnalato da",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="deciso da",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="privacy_reports",
                        to="helpdesk.ticket",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="helpdesk.ticketfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "Segnalazione di dati personali",
                "verbose_name_plural": "Segnalazioni di dati personali",
                "ordering": ("-reported_at", "-pk"),
                "indexes": [
                    models.Index(fields=["outcome", "-reported_at"], name="report_by_outcome")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "OPEN"), ("piece", "REQUEST")),
                        fields=("ticket",),
                        name="one_open_report_per_request",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "OPEN")),
                        fields=("message",),
                        name="one_open_report_per_message",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketMeasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_reply_minutes", models.PositiveIntegerField(null=True)),
                ("solution_minutes", models.PositiveIntegerField(null=True)),
                ("waiting_minutes", models.PositiveIntegerField(default=0)),
                ("total_minutes", models.PositiveIntegerField(default=0)),
                ("is_reply_in_time", models.BooleanField(null=True)),
                ("is_solution_in_time", models.BooleanField(null=True)),
                ("is_first_contact", models.BooleanField(default=False)),
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measure",
                        to="helpdesk.ticket",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["first_reply_minutes"], name="measure_by_reply"),
                    models.Index(fields=["solution_minutes"], name="measure_by_solution"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("given_at", models.DateTimeField()),
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turn",
                        to="helpdesk.queuemember",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WaitReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("after", models.PositiveSmallIntegerField()),
                ("sent_at", models.DateTimeField()),
                (
                    "holding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="helpdesk.holding",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("holding", "after"), name="one_reminder_per_wait"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="dal")),
                ("ends_on", models.DateField(verbose_name="al")),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="nota")),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="helpdesk_absences",
                        to="people.membership",
                    ),
                ),
                (
                    "substitute",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.membership",
                        verbose_name="sostituto",
                    ),
                ),
            ],
            options={
                "verbose_name": "Assenza",
                "verbose_name_plural": "Assenze",
                "ordering": ("starts_on", "pk"),
                "indexes": [
                    models.Index(fields=["membership", "ends_on"], name="absence_by_membership")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="an_absence_ends_after_it_starts",
                    )
                ],
            },
        ),
    ]
