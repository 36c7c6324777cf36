"""Work asked for by a change, done by a worker once the change is safe."""

from django.utils.module_loading import import_string

from pico.core.jobs.actions import enqueue


def later(path: str, *, version_id: int) -> None:
    """Have the task at this dotted path run on a version.

    By name: tasks call actions, and actions ask for tasks.
    """
    enqueue(import_string(path), key=str(version_id), again=True, version_id=version_id)
