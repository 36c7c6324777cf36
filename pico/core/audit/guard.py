"""The triggers by which the database itself keeps the trail append-only."""

TABLES = ("audit_auditline", "audit_auditseal")
SAID = "audit lines are append-only"

POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{SAID}'; END $$
"""


def put_up(connection) -> None:
    """Have the database refuse changes; what it does not know of (another vendor) is left alone."""
    with connection.cursor() as cursor:
        for statement in _putting_up(connection.vendor):
            cursor.execute(statement)


def take_down(connection) -> None:
    """Allow changes again: for emptying a whole database, never for correcting a line."""
    with connection.cursor() as cursor:
        for statement in _taking_down(connection.vendor):
            cursor.execute(statement)


def _putting_up(vendor: str):
    if vendor == "postgresql":
        yield POSTGRES_FUNCTION
        for table in TABLES:
            yield f"DROP TRIGGER IF EXISTS {table}_rows ON {table}"
            yield f"DROP TRIGGER IF EXISTS {table}_all ON {table}"
            yield (
                f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
            )
            yield (
                f"CREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
            )
    elif vendor == "sqlite":
        for table in TABLES:
            for verb in ("UPDATE", "DELETE"):
                yield (
                    f"CREATE TRIGGER IF NOT EXISTS {table}_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
                )


def _taking_down(vendor: str):
    for table in TABLES:
        if vendor == "postgresql":
            yield f"DROP TRIGGER IF EXISTS {table}_rows ON {table}"
            yield f"DROP TRIGGER IF EXISTS {table}_all ON {table}"
        elif vendor == "sqlite":
            yield f"DROP TRIGGER IF EXISTS {table}_update"
            yield f"DROP TRIGGER IF EXISTS {table}_delete"
