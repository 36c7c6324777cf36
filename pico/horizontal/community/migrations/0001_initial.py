import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import pico.core.access.models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("community", "0010_forum"),
        ("community", "0020_documents_and_networks"),
        ("community", "0021_blog_and_practices"),
        ("community", "0022_reports_and_faq"),
        ("community", "0023_links_and_openings"),
    ]

    dependencies = [
        ("enti", "0001_initial"),
        ("files", "0004_place_and_mark"),
        ("people", "0003_log_unknown_accounts"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadingStart",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
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
                ("key", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=40, verbose_name="nome")),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Article",
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
                ("title", models.CharField(max_length=160, verbose_name="titolo")),
                (
                    "subtitle",
                    models.CharField(blank=True, max_length=250, verbose_name="sottotitolo"),
                ),
                (
                    "summary",
                    models.TextField(
                        help_text="Al massimo 300 caratteri: compare negli elenchi.",
                        max_length=300,
                        verbose_name="sommario",
                    ),
                ),
                ("text", models.TextField(verbose_name="testo")),
                (
                    "cover_alt",
                    models.CharField(
                        blank=True, max_length=250, verbose_name="testo alternativo dell'immagine"
                    ),
                ),
                (
                    "cover_caption",
                    models.CharField(blank=True, max_length=250, verbose_name="didascalia"),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("SUA", "SUA"),
                            ("SIT", "SIT"),
                            ("SAPE", "SAPE"),
                            ("PERSONNEL", "Personale"),
                            ("COMMUNICATION", "Comunicazione"),
                            ("ICT", "ICT"),
                            ("OTHER", "Altro"),
                        ],
                        default="OTHER",
                        max_length=13,
                        verbose_name="ambito",
                    ),
                ),
                (
                    "references",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="riferimenti normativi"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Bozza"),
                            ("IN_REVIEW", "In revisione"),
                            ("SCHEDULED", "Programmato"),
                            ("PUBLISHED", "Pubblicato"),
                            ("WITHDRAWN", "Ritirato"),
                            ("ARCHIVED", "Archiviato"),
                        ],
                        default="DRAFT",
                        max_length=9,
                        verbose_name="stato",
                    ),
                ),
                (
                    "comments_mode",
                    models.CharField(
                        choices=[
                            ("OPEN", "Aperti"),
                            ("MODERATED", "Pubblicati dopo l'approvazione"),
                            ("CLOSED", "Chiusi"),
                        ],
                        default="OPEN",
                        max_length=9,
                        verbose_name="commenti",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="pubblicato il"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="aggiornato il"),
                ),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="scade il")),
                ("is_featured", models.BooleanField(default=False, verbose_name="in evidenza")),
                (
                    "promoted_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="promosso a notizia il"
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="motivo")),
                ("comment_count", models.PositiveIntegerField(default=0, editable=False)),
                ("like_count", models.PositiveIntegerField(default=0, editable=False)),
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
                    "cover",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
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
                    "tags",
                    models.ManyToManyField(blank=True, related_name="articles", to="community.tag"),
                ),
            ],
            options={
                "verbose_name": "Articolo",
                "verbose_name_plural": "Articoli",
                "ordering": ("-published_at", "-pk"),
                "abstract": False,
                "indexes": [
                    models.Index(fields=["scope", "-created_at"], name="article_by_scope"),
                    models.Index(fields=["-created_at", "-id", "scope"], name="article_by_date"),
                    models.Index(
                        fields=["-published_at", "-id", "scope"], name="article_by_publication"
                    ),
                    models.Index(fields=["author", "state"], name="article_by_author"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("text", models.TextField()),
                ("replaced_at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="community.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-replaced_at", "-pk"),
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
                ("title", models.CharField(max_length=120, verbose_name="titolo")),
                (
                    "description",
                    models.TextField(blank=True, max_length=1000, verbose_name="descrizione"),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("SUA", "SUA"),
                            ("SIT", "SIT"),
                            ("SAPE", "SAPE"),
                            ("PERSONNEL", "Personale"),
                            ("COMMUNICATION", "Comunicazione"),
                            ("ICT", "ICT"),
                            ("OTHER", "Altro"),
                        ],
                        default="OTHER",
                        max_length=13,
                        verbose_name="ambito",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="ordine")),
                (
                    "opening",
                    models.CharField(
                        choices=[
                            ("EVERYONE", "Chiunque veda la categoria"),
                            ("APPROVAL", "Chiunque, con l'approvazione di chi modera"),
                            ("EDITORS", "Solo redattori e moderatori"),
                        ],
                        default="EVERYONE",
                        max_length=8,
                        verbose_name="chi apre discussioni",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ACTIVE", "Attiva"),
                            ("READ_ONLY", "Sola lettura"),
                            ("HIDDEN", "Nascosta"),
                            ("ARCHIVED", "Archiviata"),
                        ],
                        default="ACTIVE",
                        max_length=9,
                        verbose_name="stato",
                    ),
                ),
                ("discussion_count", models.PositiveIntegerField(default=0, editable=False)),
                ("post_count", models.PositiveIntegerField(default=0, editable=False)),
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
                    "moderators",
                    models.ManyToManyField(
                        blank=True,
                        related_name="moderated_categories",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moderatori",
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="community.category",
                        verbose_name="dentro la categoria",
                    ),
                ),
            ],
            options={
                "verbose_name": "Categoria",
                "verbose_name_plural": "Categorie",
                "ordering": ("position", "title", "pk"),
                "abstract": False,
                "indexes": [
                    models.Index(fields=["scope", "-created_at"], name="category_by_scope"),
                    models.Index(fields=["-created_at", "-id", "scope"], name="category_by_date"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="commento")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "In attesa di approvazione"),
                            ("SHOWN", "Pubblicato"),
                            ("HIDDEN", "Nascosto"),
                            ("DELETED", "Eliminato"),
                        ],
                        default="SHOWN",
                        max_length=7,
                        verbose_name="stato",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="scritto il"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="community.article",
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
                    "ente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enti.ente",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="community.comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "Commento",
                "verbose_name_plural": "Commenti",
                "ordering": ("created_at", "pk"),
                "indexes": [
                    models.Index(fields=["article", "created_at"], name="comment_by_article")
                ],
            },
        ),
        migrations.CreateModel(
            name="Discussion",
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
                ("title", models.CharField(max_length=160, verbose_name="titolo")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("DISCUSSION", "Discussione"),
                            ("QUESTION", "Domanda"),
                            ("PRACTICE", "Buona pratica"),
                            ("NOTICE", "Annuncio"),
                        ],
                        default="DISCUSSION",
                        max_length=10,
                        verbose_name="tipo",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "In attesa di approvazione"),
                            ("REJECTED", "Respinta"),
                            ("OPEN", "Aperta"),
                            ("SOLVED", "Risolta"),
                            ("CLOSED", "Chiusa"),
                            ("ARCHIVED", "Archiviata"),
                            ("HIDDEN", "Nascosta"),
                            ("MERGED", "Unita a un'altra"),
                        ],
                        default="OPEN",
                        max_length=8,
                        verbose_name="stato",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="motivo")),
                ("is_pinned", models.BooleanField(default=False, verbose_name="in evidenza")),
                (
                    "faq_mark",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "No"),
                            ("CANDIDATE", "Candidata a FAQ"),
                            ("DISMISSED", "Non serve una FAQ"),
                        ],
                        default="",
                        editable=False,
                        max_length=9,
                    ),
                ),
                (
                    "post_count",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="interventi"
                    ),
                ),
                ("link_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("last_number", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "last_post_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="ultimo intervento"
                    ),
                ),
                (
                    "reader_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="lettori"),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                ("first_answer_at", models.DateTimeField(editable=False, null=True)),
                ("routed_at", models.DateTimeField(editable=False, null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="discussions",
                        to="community.category",
                        verbose_name="categoria",
                    ),
                ),
                (
                    "last_author",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="community.discussion",
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
                "verbose_name": "Discussione",
                "verbose_name_plural": "Discussioni",
                "ordering": ("-last_post_at", "-pk"),
                "abstract": False,
                "indexes": [
                    models.Index(fields=["scope", "-created_at"], name="discussion_by_scope"),
                    models.Index(fields=["-created_at", "-id", "scope"], name="discussion_by_date"),
                    models.Index(
                        fields=["category", "-is_pinned", "-last_post_at", "-id"],
                        name="discussion_by_place",
                    ),
                    models.Index(
                        fields=["-last_post_at", "-id", "scope"], name="discussion_by_last_post"
                    ),
                    models.Index(
                        condition=models.Q(("faq_mark", "CANDIDATE")),
                        fields=["category", "-last_post_at"],
                        name="discussion_for_faq",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("first_answer_at", None),
                            ("kind", "QUESTION"),
                            ("routed_at", None),
                            ("state", "OPEN"),
                        ),
                        fields=["created_at"],
                        name="discussion_unanswered",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="category",
            name="last_discussion",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="community.discussion",
            ),
        ),
        migrations.CreateModel(
            name="DiscussionLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scheme", models.CharField(max_length=4)),
                ("code", models.CharField(max_length=15)),
                (
                    "discussion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="community.discussion",
                    ),
                ),
            ],
            options={
                "ordering": ("scheme", "code"),
                "indexes": [models.Index(fields=["code"], name="discussion_by_code")],
                "constraints": [
                    models.UniqueConstraint(fields=("discussion", "code"), name="one_link_per_code")
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="document",
                        serialize=False,
                        to="files.storedfile",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nome del file")),
                ("name_key", models.CharField(editable=False, max_length=200)),
                (
                    "validity",
                    models.CharField(
                        choices=[
                            ("CURRENT", "Vigente"),
                            ("CONSULTATION", "In consultazione"),
                            ("SUPERSEDED", "Superato"),
                        ],
                        default="CURRENT",
                        max_length=12,
                        verbose_name="validità",
                    ),
                ),
                (
                    "dated_on",
                    models.DateField(blank=True, null=True, verbose_name="data del documento"),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valido fino al"),
                ),
                (
                    "area",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SUA", "SUA"),
                            ("SIT", "SIT"),
                            ("SAPE", "SAPE"),
                            ("PERSONNEL", "Personale"),
                            ("COMMUNICATION", "Comunicazione"),
                            ("ICT", "ICT"),
                            ("OTHER", "Altro"),
                        ],
                        max_length=16,
                        verbose_name="ambito",
                    ),
                ),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="parole chiave")),
                ("language", models.CharField(default="it", max_length=2, verbose_name="lingua")),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("CC_BY", "CC BY 4.0"),
                            ("CC_BY_SA", "CC BY-SA 4.0"),
                            ("CC0", "CC0: pubblico dominio"),
                            ("RESERVED", "Uso riservato a chi lo vede"),
                        ],
                        default="CC_BY",
                        max_length=8,
                        verbose_name="licenza",
                    ),
                ),
                (
                    "protocol_number",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="numero di protocollo"
                    ),
                ),
                (
                    "protocol_on",
                    models.DateField(blank=True, null=True, verbose_name="data di protocollo"),
                ),
                ("cup", models.CharField(blank=True, max_length=15, verbose_name="CUP")),
                ("cig", models.CharField(blank=True, max_length=10, verbose_name="CIG")),
                (
                    "has_personal_data",
                    models.BooleanField(default=False, verbose_name="contiene dati personali"),
                ),
                ("facts", models.JSONField(blank=True, default=dict)),
                ("downloads", models.PositiveIntegerField(default=0, verbose_name="scaricato")),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="supersedes",
                        to="community.document",
                    ),
                ),
            ],
            options={
                "verbose_name": "Documento",
                "verbose_name_plural": "Documenti",
                "indexes": [models.Index(fields=["valid_until"], name="document_by_term")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_by__isnull", True),
                            ("validity", "SUPERSEDED"),
                            _connector="OR",
                        ),
                        name="only_a_superseded_document_has_a_successor",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DavLock",
            fields=[
                ("token", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("root", models.CharField(db_index=True, max_length=1000)),
                ("is_exclusive", models.BooleanField(default=True)),
                ("is_deep", models.BooleanField(default=False)),
                ("owner_xml", models.TextField(blank=True)),
                ("expires_at", models.DateTimeField(db_index=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="locks",
                        to="community.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DocumentOpening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="openings",
                        to="community.document",
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
                "indexes": [models.Index(fields=["person", "-at"], name="opening_by_person")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "document"), name="one_opening_per_document"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Folder",
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
                ("path", models.CharField(db_index=True, editable=False, max_length=120)),
                ("name", models.CharField(max_length=120, verbose_name="nome")),
                ("name_key", models.CharField(editable=False, max_length=120)),
                (
                    "description",
                    models.TextField(blank=True, max_length=2000, verbose_name="descrizione"),
                ),
                (
                    "area",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SUA", "SUA"),
                            ("SIT", "SIT"),
                            ("SAPE", "SAPE"),
                            ("PERSONNEL", "Personale"),
                            ("COMMUNICATION", "Comunicazione"),
                            ("ICT", "ICT"),
                            ("OTHER", "Altro"),
                        ],
                        max_length=16,
                        verbose_name="ambito",
                    ),
                ),
                (
                    "contributors",
                    models.CharField(
                        choices=[
                            ("EDITORS", "Redattori e amministratori dell'ente"),
                            ("COLLEAGUES", "Tutti i colleghi dell'ente"),
                            ("READERS", "Chiunque veda la cartella"),
                        ],
                        default="EDITORS",
                        max_length=10,
                        verbose_name="chi aggiunge documenti",
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="ultima modifica",
                    ),
                ),
                (
                    "trashed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="nel cestino dal"),
                ),
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
                    "circle",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.circle",
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="community.folder",
                    ),
                ),
                (
                    "trashed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Cartella",
                "verbose_name_plural": "Cartelle",
                "ordering": ("name_key", "pk"),
                "abstract": False,
                "indexes": [
                    models.Index(fields=["scope", "-created_at"], name="folder_by_scope"),
                    models.Index(fields=["-created_at", "-id", "scope"], name="folder_by_date"),
                    models.Index(fields=["owner", "parent"], name="folder_by_owner"),
                    models.Index(fields=["trashed_at"], name="folder_by_trash"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("parent__isnull", False), ("trashed_at__isnull", True)),
                        fields=("parent", "name_key"),
                        name="one_folder_per_name_among_siblings",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("circle__isnull", True),
                            ("parent__isnull", True),
                            ("trashed_at__isnull", True),
                        ),
                        fields=("owner", "name_key"),
                        name="one_root_folder_per_name_in_an_ente",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("circle__isnull", False),
                            ("parent__isnull", True),
                            ("trashed_at__isnull", True),
                        ),
                        fields=("circle", "name_key"),
                        name="one_root_folder_per_name_in_a_network",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="document",
            name="folder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="community.folder",
            ),
        ),
        migrations.CreateModel(
            name="Like",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="likes",
                        to="community.article",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "person"), name="one_like_per_reader"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Network",
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
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="indirizzo")),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("SUA", "SUA"),
                            ("SIT", "SIT"),
                            ("SAPE", "SAPE"),
                            ("PERSONNEL", "Personale"),
                            ("COMMUNICATION", "Comunicazione"),
                            ("ICT", "ICT"),
                            ("OTHER", "Altro"),
                        ],
                        max_length=16,
                        verbose_name="ambito",
                    ),
                ),
                ("purpose", models.TextField(verbose_name="finalità")),
                ("programme", models.TextField(blank=True, verbose_name="programma dell'anno")),
                (
                    "join_rule",
                    models.CharField(
                        choices=[
                            ("OPEN", "Adesione libera"),
                            ("REQUEST", "Su richiesta"),
                            ("INVITATION", "Su invito"),
                        ],
                        default="REQUEST",
                        max_length=10,
                        verbose_name="come si entra",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("FORMING", "In costituzione"),
                            ("ACTIVE", "Attiva"),
                            ("SUSPENDED", "Sospesa"),
                            ("CLOSED", "Chiusa"),
                        ],
                        default="ACTIVE",
                        max_length=9,
                        verbose_name="stato",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="chiusa il")),
                (
                    "letter_title",
                    models.CharField(blank=True, max_length=160, verbose_name="oggetto"),
                ),
                ("letter", models.TextField(blank=True, verbose_name="lettera dell'animatore")),
                ("letter_at", models.DateTimeField(editable=False, null=True)),
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
                    "circle",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="network",
                        to="people.circle",
                    ),
                ),
                (
                    "letter_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                        verbose_name="Ente",
                    ),
                ),
            ],
            options={
                "verbose_name": "Rete tematica",
                "verbose_name_plural": "Reti tematiche",
                "ordering": ("circle__name",),
                "abstract": False,
                "indexes": [
                    models.Index(fields=["scope", "-created_at"], name="network_by_scope"),
                    models.Index(fields=["-created_at", "-id", "scope"], name="network_by_date"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="titolo")),
                ("starts_at", models.DateTimeField(verbose_name="inizio")),
                ("ends_at", models.DateTimeField(verbose_name="fine")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("ONLINE", "A distanza"),
                            ("PRESENCE", "In presenza"),
                            ("MIXED", "Mista"),
                        ],
                        default="ONLINE",
                        max_length=8,
                        verbose_name="modalità",
                    ),
                ),
                (
                    "where",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="luogo o collegamento"
                    ),
                ),
                ("agenda", models.TextField(blank=True, verbose_name="ordine del giorno")),
                ("decisions", models.TextField(blank=True, verbose_name="decisioni e azioni")),
                ("is_cancelled", models.BooleanField(default=False, verbose_name="annullato")),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "minutes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="community.document",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="community.network",
                    ),
                ),
            ],
            options={
                "verbose_name": "Incontro",
                "verbose_name_plural": "Incontri",
                "ordering": ("starts_at", "pk"),
                "indexes": [
                    models.Index(fields=["network", "starts_at"], name="meeting_by_network")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="a_meeting_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_type", models.CharField(max_length=80)),
                ("subject_id", models.CharField(max_length=64)),
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
                    "discussion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objects_linked",
                        to="community.discussion",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objects_linked",
                        to="community.network",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("discussion__isnull", True), ("network__isnull", False)),
                            models.Q(("discussion__isnull", False), ("network__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_link_starts_at_one_thing",
                    ),
                    models.UniqueConstraint(
                        fields=("discussion", "subject_type", "subject_id"),
                        name="one_link_per_discussion",
                    ),
                    models.UniqueConstraint(
                        fields=("network", "subject_type", "subject_id"),
                        name="one_link_per_network",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkPlace",
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
                            ("ANIMATOR", "Animatore"),
                            ("EXPERT", "Esperto"),
                            ("DELEGATE", "Referente Provincia"),
                            ("SUBSTITUTE", "Referente supplente"),
                            ("MEMBER", "Membro"),
                            ("OBSERVER", "Osservatore"),
                        ],
                        default="MEMBER",
                        max_length=10,
                        verbose_name="ruolo",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("REQUESTED", "Richiesta"),
                            ("INVITED", "Invito"),
                            ("ACTIVE", "Attiva"),
                            ("REFUSED", "Rifiutata"),
                            ("LEFT", "Uscita"),
                        ],
                        max_length=9,
                        verbose_name="stato",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="motivo")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("since", models.DateField(blank=True, null=True, verbose_name="dal")),
                ("until", models.DateField(blank=True, null=True, verbose_name="al")),
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
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="community.network",
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
                "verbose_name": "Adesione a una rete",
                "verbose_name_plural": "Adesioni alle reti",
                "indexes": [
                    models.Index(fields=["person", "state"], name="networkplace_by_person")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("REQUESTED", "INVITED", "ACTIVE"))),
                        fields=("network", "person"),
                        name="one_open_place_per_person_in_a_network",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(verbose_name="testo")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="scritto il"
                    ),
                ),
                (
                    "edited_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="modificato il"),
                ),
                ("deleted_at", models.DateTimeField(editable=False, null=True)),
                ("hidden_at", models.DateTimeField(editable=False, null=True)),
                (
                    "hidden_reason",
                    models.CharField(blank=True, max_length=250, verbose_name="motivo"),
                ),
                ("file_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("useful_count", models.PositiveIntegerField(default=0, editable=False)),
                ("thanks_count", models.PositiveIntegerField(default=0, editable=False)),
                ("agree_count", models.PositiveIntegerField(default=0, editable=False)),
                ("is_by_mail", models.BooleanField(default=False, verbose_name="per e-mail")),
                (
                    "answers_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answers",
                        to="community.post",
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
                    "discussion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="posts",
                        to="community.discussion",
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
                "verbose_name": "Intervento",
                "verbose_name_plural": "Interventi",
                "ordering": ("number",),
                "indexes": [models.Index(fields=["author", "-created_at"], name="post_by_author")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("discussion", "number"), name="one_post_per_number"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="discussion",
            name="accepted",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="community.post",
            ),
        ),
        migrations.CreateModel(
            name="PostFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="community.post",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("post", "file"), name="one_place_per_post_file")
                ],
            },
        ),
        migrations.CreateModel(
            name="PostVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("replaced_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="community.post",
                    ),
                ),
            ],
            options={
                "ordering": ("-replaced_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Practice",
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
                ("title", models.CharField(max_length=160, verbose_name="titolo")),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("SUA", "SUA"),
                            ("SIT", "SIT"),
                            ("SAPE", "SAPE"),
                            ("PERSONNEL", "Personale"),
                            ("COMMUNICATION", "Comunicazione"),
                            ("ICT", "ICT"),
                            ("OTHER", "Altro"),
                        ],
                        default="OTHER",
                        max_length=13,
                        verbose_name="ambito",
                    ),
                ),
                ("problem", models.TextField(max_length=4000, verbose_name="il problema")),
                ("solution", models.TextField(verbose_name="la soluzione")),
                ("results", models.TextField(max_length=4000, verbose_name="i risultati")),
                (
                    "actors",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="chi ha partecipato"
                    ),
                ),
                ("tools", models.TextField(blank=True, max_length=1000, verbose_name="strumenti")),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="tempo (mesi)",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="costo",
                    ),
                ),
                (
                    "transferability",
                    models.CharField(
                        choices=[("HIGH", "Alta"), ("MEDIUM", "Media"), ("LOW", "Bassa")],
                        default="MEDIUM",
                        max_length=6,
                        verbose_name="trasferibilità",
                    ),
                ),
                (
                    "conditions",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="a quali condizioni"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="anno",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Bozza"),
                            ("PROPOSED", "Proposta"),
                            ("PUBLISHED", "Pubblicata"),
                            ("TO_UPDATE", "Da aggiornare"),
                            ("WITHDRAWN", "Ritirata"),
                        ],
                        default="DRAFT",
                        max_length=9,
                        verbose_name="stato",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="motivo")),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                (
                    "valid_until",
                    models.DateField(editable=False, null=True, verbose_name="valida fino al"),
                ),
                ("adoption_count", models.PositiveIntegerField(default=0, editable=False)),
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
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="contatto",
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
                "verbose_name": "Buona pratica",
                "verbose_name_plural": "Buone pratiche",
                "ordering": ("-created_at", "-pk"),
                "abstract": False,
                "indexes": [
                    models.Index(fields=["scope", "-created_at"], name="practice_by_scope"),
                    models.Index(fields=["-created_at", "-id", "scope"], name="practice_by_date"),
                    models.Index(fields=["state", "valid_until"], name="practice_by_validity"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "note",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="che cosa avete cambiato"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
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
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adoptions",
                        to="community.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "Adozione",
                "verbose_name_plural": "Adozioni",
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("practice", "ente"), name="one_adoption_per_ente"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="community.practice",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Reaction",
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
                        choices=[("USEFUL", "Utile"), ("THANKS", "Grazie"), ("AGREE", "D'accordo")],
                        max_length=6,
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
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reactions",
                        to="community.post",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("post", "person", "kind"), name="one_reaction_of_a_kind"
                    )
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
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "discussion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="community.discussion",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "discussion"), name="one_mark_per_reader"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("PERSONAL_DATA", "Dati personali"),
                            ("OFFENSIVE", "Offensivo"),
                            ("SPAM", "Spam"),
                            ("OFF_TOPIC", "Fuori tema"),
                            ("RESERVED", "Riservato"),
                            ("COPYRIGHT", "Diritto d'autore"),
                            ("OTHER", "Altro"),
                        ],
                        max_length=13,
                        verbose_name="motivo",
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, max_length=1000, verbose_name="che cosa non va"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("NEW", "Nuova"),
                            ("IN_REVIEW", "In esame"),
                            ("UPHELD", "Accolta"),
                            ("REJECTED", "Respinta"),
                        ],
                        default="NEW",
                        max_length=9,
                        verbose_name="stato",
                    ),
                ),
                (
                    "outcome",
                    models.TextField(blank=True, max_length=1000, verbose_name="esito motivato"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="segnalato il"
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="deciso il")),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="community.article",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="community.comment",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="community.document",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="community.post",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="community.practice",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Segnalazione",
                "verbose_name_plural": "Segnalazioni",
                "ordering": ("-created_at", "-pk"),
                "indexes": [models.Index(fields=["state", "-created_at"], name="report_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("article__isnull", True),
                                ("comment__isnull", True),
                                ("document__isnull", True),
                                ("post__isnull", False),
                                ("practice__isnull", True),
                            ),
                            models.Q(
                                ("article__isnull", True),
                                ("comment__isnull", False),
                                ("document__isnull", True),
                                ("post__isnull", True),
                                ("practice__isnull", True),
                            ),
                            models.Q(
                                ("article__isnull", False),
                                ("comment__isnull", True),
                                ("document__isnull", True),
                                ("post__isnull", True),
                                ("practice__isnull", True),
                            ),
                            models.Q(
                                ("article__isnull", True),
                                ("comment__isnull", True),
                                ("document__isnull", True),
                                ("post__isnull", True),
                                ("practice__isnull", False),
                            ),
                            models.Q(
                                ("article__isnull", True),
                                ("comment__isnull", True),
                                ("document__isnull", False),
                                ("post__isnull", True),
                                ("practice__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_report_is_of_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("NEW", "IN_REVIEW"))),
                        fields=("post", "reporter"),
                        name="one_open_report_per_post",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("NEW", "IN_REVIEW"))),
                        fields=("comment", "reporter"),
                        name="one_open_report_per_comment",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("NEW", "IN_REVIEW"))),
                        fields=("article", "reporter"),
                        name="one_open_report_per_article",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("NEW", "IN_REVIEW"))),
                        fields=("practice", "reporter"),
                        name="one_open_report_per_practice",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("NEW", "IN_REVIEW"))),
                        fields=("document", "reporter"),
                        name="one_open_report_per_document",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sanction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("WARNING", "Richiamo"),
                            ("DAYS_7", "Sospensione dalla scrittura per 7 giorni"),
                            ("DAYS_30", "Sospensione dalla scrittura per 30 giorni"),
                        ],
                        max_length=8,
                        verbose_name="provvedimento",
                    ),
                ),
                ("reason", models.TextField(max_length=1000, verbose_name="motivo")),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True, verbose_name="fino al")),
                (
                    "by",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sanctions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="community.post",
                    ),
                ),
            ],
            options={
                "verbose_name": "Provvedimento",
                "verbose_name_plural": "Provvedimenti",
                "ordering": ("-at", "-pk"),
                "indexes": [models.Index(fields=["person", "until"], name="sanction_by_person")],
            },
        ),
        migrations.CreateModel(
            name="Star",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stars",
                        to="community.document",
                    ),
                ),
                (
                    "folder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stars",
                        to="community.folder",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document__isnull", True), ("folder__isnull", False)),
                            models.Q(("document__isnull", False), ("folder__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_star_is_on_a_document_or_on_a_folder",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "document"), name="one_star_per_document"
                    ),
                    models.UniqueConstraint(
                        fields=("person", "folder"), name="one_star_per_folder"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_muted", models.BooleanField(default=False)),
                ("since", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="community.category",
                    ),
                ),
                (
                    "discussion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="community.discussion",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="community.tag",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "category"), name="one_follow_per_category"
                    ),
                    models.UniqueConstraint(
                        fields=("person", "discussion"), name="one_follow_per_talk"
                    ),
                    models.UniqueConstraint(fields=("person", "tag"), name="one_follow_per_tag"),
                    models.UniqueConstraint(
                        fields=("person", "author"), name="one_follow_per_author"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("author", None),
                                ("category__isnull", False),
                                ("discussion", None),
                                ("tag", None),
                            ),
                            models.Q(
                                ("author", None),
                                ("category", None),
                                ("discussion__isnull", False),
                                ("tag", None),
                            ),
                            models.Q(
                                ("author", None),
                                ("category", None),
                                ("discussion", None),
                                ("tag__isnull", False),
                            ),
                            models.Q(
                                ("author__isnull", False),
                                ("category", None),
                                ("discussion", None),
                                ("tag", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_follow_is_of_one_thing",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="discussion",
            name="tags",
            field=models.ManyToManyField(
                blank=True, related_name="discussions", to="community.tag"
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["folder", "name_key"], name="document_by_name"),
        ),
    ]
