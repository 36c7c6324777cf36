import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import pico.core.access.models
import pico.engines.questionnaires.models.answers
import pico.engines.questionnaires.models.passages


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("enti", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="DaySalt",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                (
                    "salt",
                    models.CharField(
                        default=pico.engines.questionnaires.models.passages._new_salt, max_length=64
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "code",
                    models.CharField(
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z][a-z0-9_]{0,39}$",
                                "Il codice comincia con una lettera e ha solo minuscole, cifre e trattini bassi.",
                            )
                        ],
                        verbose_name="codice",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("SINGLE", "Scelta singola"),
                            ("MULTIPLE", "Scelta multipla"),
                            ("YES_NO", "Sì o no"),
                            ("SCALE", "Scala da 1 a 5"),
                            ("NPS", "Da 0 a 10: quanto lo consiglieresti"),
                            ("MATRIX", "Matrice"),
                            ("RANKING", "Ordinamento"),
                            ("NUMBER", "Numero"),
                            ("MONEY", "Importo in euro"),
                            ("PERCENT", "Percentuale"),
                            ("DATE", "Data"),
                            ("TEXT", "Testo breve"),
                            ("LONG_TEXT", "Testo lungo"),
                            ("FILE", "File"),
                            ("ENTE", "Ente"),
                            ("COMUNE", "Comune"),
                            ("CPV", "Codice CPV"),
                            ("TABLE", "Tabella a righe libere"),
                            ("NOTE", "Testo da leggere"),
                        ],
                        max_length=10,
                        verbose_name="tipo",
                    ),
                ),
                ("label", models.TextField(max_length=1000, verbose_name="domanda")),
                ("help", models.TextField(blank=True, max_length=2000, verbose_name="aiuto")),
                ("is_required", models.BooleanField(default=False, verbose_name="obbligatoria")),
                ("options", models.JSONField(blank=True, default=list, verbose_name="risposte")),
                (
                    "rows",
                    models.JSONField(blank=True, default=list, verbose_name="righe o colonne"),
                ),
                ("settings", models.JSONField(blank=True, default=dict)),
                ("shown_if", models.JSONField(blank=True, default=dict, verbose_name="mostra se")),
            ],
            options={
                "verbose_name": "Domanda",
                "verbose_name_plural": "Domande",
                "ordering": ("position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=pico.engines.questionnaires.models.answers.drawn_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("value", models.JSONField(null=True)),
                ("before", models.JSONField(null=True, verbose_name="ultima rilevazione")),
                (
                    "is_proposed",
                    models.BooleanField(default=False, verbose_name="precompilata, da confermare"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="questionnaires.question",
                    ),
                ),
            ],
            options={
                "verbose_name": "Risposta a una domanda",
                "verbose_name_plural": "Risposte alle domande",
            },
        ),
        migrations.CreateModel(
            name="AnswerChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.JSONField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="questionnaires.answer",
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
            ],
            options={
                "verbose_name": "Modifica di una risposta",
                "verbose_name_plural": "Modifiche delle risposte",
                "ordering": ("-at", "-pk"),
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
                    "scope",
                    pico.core.access.models.ScopeField(max_length=24, verbose_name="Chi lo vede?"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="creato il"
                    ),
                ),
                ("purpose", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=250, verbose_name="titolo")),
                ("description", models.TextField(blank=True, verbose_name="descrizione")),
                (
                    "privacy",
                    models.TextField(
                        blank=True,
                        help_text="Perché si chiede, chi legge le risposte, per quanto tempo si conservano.",
                        verbose_name="informativa",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Bozza"),
                            ("TRIAL", "In prova"),
                            ("SCHEDULED", "Programmato"),
                            ("OPEN", "Aperto"),
                            ("EXTENDED", "Prorogato"),
                            ("CLOSED", "Chiuso"),
                            ("ANALYSIS", "In analisi"),
                            ("PUBLISHED", "Risultati pubblicati"),
                            ("ARCHIVED", "Archiviato"),
                            ("CANCELLED", "Annullato"),
                        ],
                        default="DRAFT",
                        max_length=10,
                        verbose_name="stato",
                    ),
                ),
                ("is_quick", models.BooleanField(default=False, verbose_name="sondaggio rapido")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("ENTI", "Enti: una risposta ufficiale per ente"),
                            ("PERSONS", "Persone invitate: una risposta a testa"),
                            ("READERS", "Chiunque lo veda sulla piattaforma: una risposta a testa"),
                            ("PUBLIC", "Chiunque, anche senza accedere"),
                        ],
                        default="ENTI",
                        max_length=8,
                        verbose_name="destinatari",
                    ),
                ),
                ("recipients", models.JSONField(blank=True, default=dict)),
                (
                    "anonymity",
                    models.CharField(
                        choices=[
                            ("NAMED", "Nominativo"),
                            ("PSEUDONYM", "Con pseudonimo: chi analizza vede un codice"),
                            ("ANONYMOUS", "Anonimo: la risposta non è legata a chi la dà"),
                        ],
                        default="NAMED",
                        max_length=10,
                        verbose_name="anonimato",
                    ),
                ),
                (
                    "needs_approval",
                    models.BooleanField(
                        default=True,
                        help_text="Chi amministra l'ente approva la risposta prima che parta.",
                        verbose_name="serve l'approvazione dell'ente",
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="apertura")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="chiusura")),
                (
                    "extended_from",
                    models.DateTimeField(blank=True, null=True, verbose_name="prima chiusura"),
                ),
                (
                    "remind_days",
                    models.JSONField(blank=True, default=list, verbose_name="promemoria"),
                ),
                (
                    "results_for",
                    models.CharField(
                        choices=[
                            ("EDITORS", "Solo chi gestisce"),
                            ("AFTER_ANSWER", "Chi ha risposto, subito dopo"),
                            ("AT_CLOSE", "Chi lo vede, alla pubblicazione dei risultati"),
                        ],
                        default="AT_CLOSE",
                        max_length=12,
                        verbose_name="risultati",
                    ),
                ),
                ("published", models.JSONField(blank=True, default=list)),
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
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="next_waves",
                        to="questionnaires.campaign",
                    ),
                ),
            ],
            options={
                "verbose_name": "Campagna",
                "verbose_name_plural": "Campagne",
                "ordering": ("-created_at", "-pk"),
                "abstract": False,
                "indexes": [
                    models.Index(fields=["scope", "-created_at"], name="campaign_by_scope"),
                    models.Index(fields=["-created_at", "-id", "scope"], name="campaign_by_date"),
                    models.Index(fields=["state", "closes_at"], name="campaign_by_state"),
                    models.Index(fields=["owner", "-created_at"], name="campaign_by_owner"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                            ("TO_FILL", "Da compilare"),
                            ("FILLING", "In compilazione"),
                            ("APPROVAL", "In approvazione"),
                            ("SENT", "Inviata"),
                            ("REOPENED", "Riaperta"),
                            ("EXPIRED", "Scaduta"),
                        ],
                        default="TO_FILL",
                        max_length=10,
                        verbose_name="stato",
                    ),
                ),
                (
                    "told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="avvisato il"),
                ),
                (
                    "reminded_on",
                    models.DateField(blank=True, null=True, verbose_name="sollecitato il"),
                ),
                ("note", models.TextField(blank=True, verbose_name="motivo")),
                (
                    "late_until",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="può rispondere fino al"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="questionnaires.campaign",
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
                    ),
                ),
                (
                    "person",
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
                "verbose_name": "Invito",
                "verbose_name_plural": "Inviti",
                "indexes": [
                    models.Index(fields=["campaign", "state"], name="invitation_by_state"),
                    models.Index(fields=["ente", "state"], name="invitation_of_ente"),
                    models.Index(fields=["person", "state"], name="invitation_of_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "ente"), name="one_invitation_per_ente"
                    ),
                    models.UniqueConstraint(
                        fields=("campaign", "person"), name="one_invitation_per_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ente__isnull", False), ("person__isnull", True)),
                            models.Q(("ente__isnull", True), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_invitation_is_of_an_ente_or_of_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(db_index=True)),
                ("mark", models.CharField(max_length=64)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="questionnaires.campaign",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "mark"), name="one_public_answer_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Questionnaire",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="versione")),
                ("title", models.CharField(max_length=250, verbose_name="titolo")),
                ("description", models.TextField(blank=True, verbose_name="descrizione")),
                ("purpose", models.CharField(max_length=40)),
                (
                    "is_model",
                    models.BooleanField(
                        default=False,
                        help_text="Le altre Province e le UPI lo trovano e lo possono duplicare.",
                        verbose_name="modello",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "locked_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="bloccato il"
                    ),
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
                    "root",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="questionnaires.questionnaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "Questionario",
                "verbose_name_plural": "Questionari",
                "ordering": ("-created_at", "-pk"),
                "indexes": [
                    models.Index(
                        fields=["owner", "purpose", "-created_at"], name="questionnaire_by_owner"
                    ),
                    models.Index(fields=["is_model", "purpose"], name="questionnaire_models"),
                ],
            },
        ),
        migrations.AddField(
            model_name="question",
            name="questionnaire",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="questionnaires.questionnaire",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="questionnaire",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="campaigns",
                to="questionnaires.questionnaire",
            ),
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=pico.engines.questionnaires.models.answers.drawn_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("is_official", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="inviata il")),
                ("receipt", models.CharField(blank=True, max_length=64, verbose_name="ricevuta")),
                ("nonce", models.CharField(blank=True, max_length=64)),
                ("region", models.CharField(blank=True, max_length=2)),
                ("territory", models.CharField(blank=True, max_length=3)),
                ("ente_kind", models.CharField(blank=True, max_length=5)),
                ("size", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses",
                        to="questionnaires.campaign",
                    ),
                ),
                (
                    "invitation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="response",
                        to="questionnaires.invitation",
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
                "verbose_name": "Risposta",
                "verbose_name_plural": "Risposte",
                "indexes": [
                    models.Index(fields=["campaign", "is_official", "id"], name="response_official")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("nonce", ""), _negated=True),
                        fields=("campaign", "nonce"),
                        name="one_response_per_form",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=pico.engines.questionnaires.models.answers.drawn_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("row", models.CharField(blank=True, max_length=40)),
                ("code", models.CharField(blank=True, max_length=80)),
                ("number", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="questionnaires.campaign",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="questionnaires.question",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="questionnaires.response",
                    ),
                ),
            ],
            options={
                "verbose_name": "Dato dei risultati",
                "verbose_name_plural": "Dati dei risultati",
                "indexes": [
                    models.Index(
                        fields=["campaign", "question", "row", "code", "number"],
                        name="figure_counts",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="response",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="questionnaires.response",
            ),
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "code",
                    models.CharField(
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z][a-z0-9_]{0,39}$",
                                "Il codice comincia con una lettera e ha solo minuscole, cifre e trattini bassi.",
                            )
                        ],
                        verbose_name="codice",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="titolo")),
                ("help", models.TextField(blank=True, verbose_name="testo sotto il titolo")),
                ("shown_if", models.JSONField(blank=True, default=dict, verbose_name="mostra se")),
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="questionnaires.questionnaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "Sezione",
                "verbose_name_plural": "Sezioni",
                "ordering": ("position", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("questionnaire", "code"), name="one_section_per_code"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="question",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="questionnaires.section",
            ),
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("given_at", models.DateTimeField()),
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
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delegations",
                        to="questionnaires.invitation",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="questionnaires.section",
                    ),
                ),
            ],
            options={
                "verbose_name": "Sezione affidata",
                "verbose_name_plural": "Sezioni affidate",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("invitation", "section", "person"),
                        name="one_delegation_per_colleague",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=80, verbose_name="tema")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tags",
                        to="questionnaires.campaign",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="questionnaires.question",
                    ),
                ),
            ],
            options={
                "verbose_name": "Tema",
                "verbose_name_plural": "Temi",
                "ordering": ("label",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "question", "label"), name="one_tag_per_label"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Coding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codings",
                        to="questionnaires.answer",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codings",
                        to="questionnaires.tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "Codifica",
                "verbose_name_plural": "Codifiche",
                "constraints": [
                    models.UniqueConstraint(fields=("tag", "answer"), name="one_coding_per_answer")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["question", "response"], name="answer_by_question"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("response", "question"), name="one_answer_per_question"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("questionnaire", "code"), name="one_question_per_code"
            ),
        ),
    ]
