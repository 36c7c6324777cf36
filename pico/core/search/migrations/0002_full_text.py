"""The full-text part of the index, which depends on the database."""
# ruff: noqa: S608 - the names in these statements are constants of this file

from django.db import migrations, transaction
from django.db.utils import DatabaseError

TABLE = "search_searchentry"
PUNCTUATION = "'’`-/_.,:;()[]«»\"@#&+*=|\\<>!?%"
ACCENTED, PLAIN = "àáâäèéêëìíîïòóôöùúûüçñß", "aaaaeeeeiiiioooouuuucns"

CONFIGURATION = """
DROP TEXT SEARCH CONFIGURATION IF EXISTS pico_italian;
DROP TEXT SEARCH DICTIONARY IF EXISTS pico_italian_stem;
CREATE TEXT SEARCH DICTIONARY pico_italian_stem (TEMPLATE = snowball, Language = italian);
CREATE TEXT SEARCH CONFIGURATION pico_italian (COPY = pg_catalog.italian);
ALTER TEXT SEARCH CONFIGURATION pico_italian
    ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart, hword_part
    WITH {unaccent} pico_italian_stem;
"""

VECTOR = f"""
ALTER TABLE {TABLE} ADD COLUMN vector tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('pico_italian', {{title}}), 'A')
    || setweight(to_tsvector('pico_italian', {{keywords}}), 'B')
    || setweight(to_tsvector('pico_italian', {{body}}), 'C')
) STORED;
CREATE INDEX search_vector ON {TABLE} USING gin (vector);
-- Weights are not in the index: suggestions, which ask titles only, would read every row to know them.
ALTER TABLE {TABLE} ADD COLUMN title_vector tsvector GENERATED ALWAYS AS (
    to_tsvector('pico_italian', {{title}})
) STORED;
CREATE INDEX search_title_vector ON {TABLE} USING gin (title_vector);
"""

FACTS = ("scope", "module", "at", "kind", "level", "ente_id", "region", "territory", "year")
NEW_FACTS = ", ".join(f"new.{name}" for name in FACTS)
FTS5 = (
    """CREATE VIRTUAL TABLE search_fts USING fts5(
        title, keywords, body, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3')""",
    # A narrow copy of what queries filter by: a row of the entry itself is ten times wider.
    f"CREATE TABLE search_facts (id INTEGER PRIMARY KEY, {', '.join(FACTS)})",
    f"""CREATE TRIGGER search_entry_made AFTER INSERT ON {TABLE} BEGIN
        INSERT INTO search_facts (id, {", ".join(FACTS)}) VALUES (new.id, {NEW_FACTS}); END""",
    f"""CREATE TRIGGER search_entry_changed AFTER UPDATE ON {TABLE} BEGIN
        UPDATE search_facts SET ({", ".join(FACTS)}) = ({NEW_FACTS}) WHERE id = new.id; END""",
    f"""CREATE TRIGGER search_entry_gone AFTER DELETE ON {TABLE} BEGIN
        DELETE FROM search_facts WHERE id = old.id;
        DELETE FROM search_fts WHERE rowid = old.id; END""",
)


def create(apps, schema_editor) -> None:
    connection = schema_editor.connection
    if connection.vendor == "postgresql":
        create_on_postgresql(schema_editor)
    elif connection.vendor == "sqlite":
        for statement in FTS5:
            schema_editor.execute(statement)


def create_on_postgresql(schema_editor) -> None:
    """The dictionary has no stop words: Snowball's Italian list drops «sua», which is an office here."""
    has_unaccent = make_unaccent(schema_editor.connection)
    schema_editor.execute(
        CONFIGURATION.format(unaccent="unaccent," if has_unaccent else ""), params=None
    )
    # Punctuation becomes space, so that «12/2026» or «l'aquila-nord» are words and not addresses.
    old, new = PUNCTUATION, " " * len(PUNCTUATION)
    if not has_unaccent:
        old, new = old + ACCENTED, new + PLAIN
    text = {
        name: f"translate({name if has_unaccent else f'lower({name})'}, {quoted(old)}, {quoted(new)})"
        for name in ("title", "keywords", "body")
    }
    schema_editor.execute(VECTOR.format(**text), params=None)


def make_unaccent(connection) -> bool:
    """Create the extension where the database lets us; without it accents are folded by `translate`."""
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
    except DatabaseError:
        return False
    return True


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def drop(apps, schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP COLUMN vector, DROP COLUMN title_vector")
        schema_editor.execute("DROP TEXT SEARCH CONFIGURATION pico_italian")
        schema_editor.execute("DROP TEXT SEARCH DICTIONARY pico_italian_stem")
    elif schema_editor.connection.vendor == "sqlite":
        for event in ("made", "changed", "gone"):
            schema_editor.execute(f"DROP TRIGGER search_entry_{event}")
        schema_editor.execute("DROP TABLE search_facts")
        schema_editor.execute("DROP TABLE search_fts")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop, elidable=False)]
