"""Feeds are valid Atom (RFC 4287), say what is new first, and know no clock."""

from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest
from lxml import etree

from quipu.core.record import Contribution
from quipu.pages import Site, feeds

from .fake import FakeRecord
from .reading import PROFILE, site, target

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = [url for url in site().urls if url.kind == feeds.KIND]
every_feed = pytest.mark.parametrize("url", FEEDS, ids=lambda url: url.path)


def read(path: str, of: Site | None = None) -> Any:
    held = of or site()
    return etree.fromstring(held.render(held.by_path[path]))


def texts(parent: Any, name: str) -> list[str]:
    return [element.text for element in parent.findall(ATOM + name)]


@every_feed
def test_a_feed_keeps_the_rules_of_atom(url: Any) -> None:
    """4.1.1 and 4.1.2: exactly one id, title and updated; an author; at most one link of a relation, type and language."""
    feed = read(url.path)
    assert feed.tag == f"{ATOM}feed"
    assert texts(feed.find(f"{ATOM}author"), "name") == ["UNHCR, the UN Refugee Agency"] or url.language != "en"
    for held in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(held.findall(ATOM + name)) == 1, name
            assert held.find(ATOM + name).text.strip()
        assert held.find(f"{ATOM}id").text.startswith("urn:uuid:")
        assert datetime.fromisoformat(held.find(f"{ATOM}updated").text).tzinfo is not None
        links = Counter(
            (link.get("rel"), link.get("type"), link.get("hreflang")) for link in held.findall(f"{ATOM}link")
        )
        assert set(links.values()) == {1}
    known = {"id", "title", "updated", "author", "link", "content", "entry"}
    assert {etree.QName(element).localname for element in feed.iter()} - {"feed", "name"} <= known


@every_feed
def test_no_two_entries_have_one_identity(url: Any) -> None:
    identities = [text for entry in read(url.path).iter(f"{ATOM}entry") for text in texts(entry, "id")]
    assert len(set(identities)) == len(identities)


@every_feed
def test_links_of_a_feed_lead_to_files_of_the_site(url: Any) -> None:
    files = {known.file for known in site().urls}
    for link in read(url.path).iter(f"{ATOM}link"):
        assert target(url, link.get("href"))[0] in files


def test_the_newest_contribution_goes_first_and_dates_the_feed() -> None:
    feed = read("/en/operations/peru/contributions.xml")
    entries = feed.findall(f"{ATOM}entry")
    assert texts(entries[0], "title") == ["United States: US$9,500,000 for Peru"]
    assert texts(feed, "updated") == texts(entries[0], "updated") == ["2020-11-25T00:00:00Z"]
    days = [texts(entry, "updated")[0] for entry in entries]
    assert days == sorted(days, reverse=True)


def test_what_a_donor_gave_in_its_own_currency_is_told() -> None:
    told = [
        text for entry in read("/en/feeds/contributions.xml").iter(f"{ATOM}entry") for text in texts(entry, "content")
    ]
    assert "Earmarked. In the donor's currency: EUR\u00a04,950,000. activities-2020.xml.gz, line 703." in told


def test_new_files_are_told_of() -> None:
    titles = [text for entry in read("/en/feeds/data.xml").iter(f"{ATOM}entry") for text in texts(entry, "title")]
    assert titles[0] == "activities-2020.xml.gz, published by UNHCR"
    assert len(titles) == 3


def test_an_operation_that_nobody_gave_to_has_no_feed() -> None:
    class Alone(FakeRecord):
        def over_years(self, subject: str, figure: str, member: str = "", years: Any = None) -> Any:
            asked = "nobody" if (subject, figure) == ("ARG", "contributions") else subject
            return super().over_years(asked, figure, member, years)

    alone = Site(Alone(), PROFILE, ("en",))
    assert "/en/operations/argentina/contributions.xml" not in alone.by_path
    page = alone.render(alone.by_path["/en/operations/argentina/2020/"])
    assert b"contributions.xml" not in page


def test_a_feed_has_no_more_than_fifty_and_tells_equal_gifts_apart() -> None:
    row = FakeRecord().contributions("PER", 2020)[0]._replace(date=date(2020, 3, 1))

    class Many(FakeRecord):
        def contributions(self, subject: str, year: int) -> tuple[Contribution, ...]:
            return tuple(row._replace(line=line) for line in range(80)) if (subject, year) == ("PER", 2020) else ()

    feed = read("/en/operations/peru/contributions.xml", Site(Many(), PROFILE, ("en",)))
    identities = [text for entry in feed.iter(f"{ATOM}entry") for text in texts(entry, "id")]
    assert len(identities) == len(set(identities)) == feeds.COUNT


def test_with_a_public_address_links_are_whole_and_identities_stay() -> None:
    based = Site(FakeRecord(), PROFILE, ("en",), base="https://example.org/quipu")
    path = "/en/operations/peru/contributions.xml"
    here, there = read(path), read(path, based)
    assert there.find(f"{ATOM}link").get("href") == f"https://example.org/quipu{path}"
    assert [e.text for e in there.iter(f"{ATOM}id")] == [e.text for e in here.iter(f"{ATOM}id")]
