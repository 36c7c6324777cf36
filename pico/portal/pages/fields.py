"""A StreamField whose blocks are code, not schema: changing a block makes no migration."""

from wagtail.fields import StreamField


class BlocksField(StreamField):
    """Like StreamField; migrations know that blocks are there, not which ones."""

    def __init__(self, block_types=None, **kwargs) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__(block_types or [], **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
