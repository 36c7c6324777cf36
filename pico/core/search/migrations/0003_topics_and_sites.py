"""Entries are filed under topics, and found by site; on SQLite the facts are copied anew."""
# ruff: noqa: S608 - the names in these statements are constants of this file

from django.db import migrations, models

TABLE = "search_searchentry"
FACTS = (
    *("scope", "module", "at", "kind", "level", "ente_id", "region", "territory", "year"),
    *("space_id", "topics"),
)
NAMES, NEW = ", ".join(FACTS), ", ".join(f"new.{name}" for name in FACTS)
GONE = (
    "DROP TRIGGER search_entry_made",
    "DROP TRIGGER search_entry_changed",
    "DROP TRIGGER search_entry_gone",
    "DROP TABLE search_facts",
)
MADE = (
    f"CREATE TABLE search_facts (id INTEGER PRIMARY KEY, {NAMES})",
    f"INSERT INTO search_facts (id, {NAMES}) SELECT id, {NAMES} FROM {TABLE}",
    f"""CREATE TRIGGER search_entry_made AFTER INSERT ON {TABLE} BEGIN
        INSERT INTO search_facts (id, {NAMES}) VALUES (new.id, {NEW}); END""",
    f"""CREATE TRIGGER search_entry_changed AFTER UPDATE ON {TABLE} BEGIN
        UPDATE search_facts SET ({NAMES}) = ({NEW}) WHERE id = new.id; END""",
    f"""CREATE TRIGGER search_entry_gone AFTER DELETE ON {TABLE} BEGIN
        DELETE FROM search_facts WHERE id = old.id;
        DELETE FROM search_fts WHERE rowid = old.id; END""",
)


def on_sqlite(statements):
    def run(apps, schema_editor) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]
    operations = [
        migrations.RunPython(on_sqlite(GONE), migrations.RunPython.noop),
        migrations.AddField(
            model_name="searchentry", name="topics", field=models.JSONField(default=list)
        ),
        migrations.RunPython(on_sqlite(MADE), on_sqlite(GONE)),
    ]
