"""Work to be done after the change is safe."""

from functools import partial

from django.db import transaction
from django.utils.module_loading import import_string


def later(path: str, **arguments) -> None:
    """Have the task at this dotted path run once the transaction is safe."""
    transaction.on_commit(partial(_run, path, arguments))


def _run(path: str, arguments: dict) -> None:
    import_string(path)(**arguments)
