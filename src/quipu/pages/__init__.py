"""The pages of the site: a release -> bytes. Knows nothing of Django, of requests, or of files."""

from quipu.pages.site import Site, render, urls
from quipu.pages.url import Url

__all__ = ["Site", "Url", "render", "urls"]
