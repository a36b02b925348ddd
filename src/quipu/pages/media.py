"""The pictures and documents that editions show. Knows nothing of what is in them."""

from collections.abc import Iterator

from quipu.pages.press import Press
from quipu.pages.url import Url

KIND = "media"


def urls(press: Press) -> Iterator[Url]:
    """Yield every file that a public edition shows or leads to."""
    return (Url(file.path, KIND, name=file.name) for file in press.editions.files())


def render(press: Press, url: Url) -> bytes:
    """Return the bytes of a file."""
    return press.editions.content(url.name)
