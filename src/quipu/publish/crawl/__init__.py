"""Look through a published folder as those do who read it: its links, weights, titles and headings. Changes nothing."""

from quipu.publish.crawl.checks import CHECKS
from quipu.publish.crawl.walk import crawl

__all__ = ["CHECKS", "crawl"]
