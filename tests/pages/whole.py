"""A made-up record that has something for every kind of page: what the sample, with its one operation, has not."""

from functools import cache

from quipu.pages import Site

from .test_alone import Detailed
from .test_everywhere import Spread
from .test_indicators import Compared, compared_profile
from .test_situations import Joined


class Whole(Compared, Joined, Spread, Detailed):
    """Two operations that report on the same, belong together and have offices, in countries with people from elsewhere."""


@cache
def site() -> Site:
    return Site(Whole(), compared_profile(), sheets=False)
