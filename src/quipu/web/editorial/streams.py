"""Put blocks as they are stored into an edition. Knows no block."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page


def set_blocks(page: Page, name: str, raw: Iterable[dict[str, Any]]) -> None:
    """Give a stream of a page other blocks; the page is not saved."""
    setattr(page, name, type(page)._meta.get_field(name).stream_block.to_python(list(raw)))
