"""Fields whose content is code, not schema: changing a block or a button makes no migration."""

from wagtail.fields import RichTextField, StreamField

from .blocks import SECTION_PROSE


class BlocksField(StreamField):
    """Like StreamField; migrations know that blocks are there, not which ones."""

    def __init__(self, block_types=None, **kwargs) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__(block_types or [], **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


class ProseField(RichTextField):
    """Rich text as our pages allow it: whatever else is pasted in comes out as plain text."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("features", SECTION_PROSE)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("features", None)
        return name, path, args, kwargs
