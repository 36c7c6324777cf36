"""Says an expression in the SQL of an engine: DuckDB here, Spark where one machine is not enough."""

import ibis
from ibis.expr.types import Expr

DUCKDB, SPARK = "duckdb", "pyspark"


class SparkOptions(ibis.config.Config):
    """What Ibis asks before it writes for Spark; its own backend module wants pandas to say the same."""

    treat_nan_as_null: bool = False


def spoken(expression: Expr, engine: str = DUCKDB) -> str:
    """Return the SQL of an expression for an engine."""
    if engine == SPARK and ibis.options.pyspark is None:
        ibis.options.pyspark = SparkOptions()
    return str(ibis.to_sql(expression, dialect=engine))
