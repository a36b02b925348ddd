import gzip
import os
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from quipu.core.profile import Placement, load
from quipu.core.record import Level, Signpost

DATA = Path(os.environ.get("QUIPU_DATA") or Path(__file__).parents[3] / "shared" / "data")
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"THE DATA PACK IS NOT THERE: {DATA} (set QUIPU_DATA)"),
]
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
PROFILE = load("unhcr")


@dataclass(frozen=True)
class Activity:
    file: str
    identifier: str
    titles: tuple[tuple[str, str], ...]
    spending: tuple[str, ...]
    years_linked: tuple[str, ...]

    @property
    def place(self) -> Placement:
        placement = PROFILE.place(self.identifier)
        assert placement is not None, f"{self.file}: {self.identifier} has no place"
        return placement


def _activity(file, element):
    titles = [(n.get(LANGUAGE) or element.get(LANGUAGE), n.text) for n in element.findall("title/narrative")]
    spent = [t for t in element.findall("transaction") if t.find("transaction-type").get("code") in ("3", "4")]
    linked = [related.get("ref") for related in element.findall("related-activity[@type='3']")]
    texts = [transaction.findtext("description/narrative") for transaction in spent]
    return Activity(file, element.findtext("iati-identifier").strip(), tuple(titles), tuple(texts), tuple(linked))


@cache
def _texts():
    paths = sorted((DATA / "iati" / "unhcr").rglob("*.xml.gz"))
    return {path.name: gzip.decompress(path.read_bytes()) for path in paths}


@cache
def _activities():
    """Return the activities of all eleven files, earlier editions included."""
    roots = {name: etree.fromstring(text) for name, text in _texts().items()}
    return [_activity(name, element) for name, root in roots.items() for element in root.iter("iati-activity")]


def _current():
    return [activity for activity in _activities() if re.fullmatch(r"UNHCR-Activities-\d{4}\.xml\.gz", activity.file)]


def _by_subject():
    found = defaultdict(dict)
    for activity in _current():
        found[activity.place.subject][activity.place.year] = activity
    return found


def _english_names():
    """Return each subject's name as its newest activity gives it, or the profile."""
    names = {}
    for subject, activities in _by_subject().items():
        newest = dict(activities[max(activities)].titles)["en"]
        names[subject] = dict(PROFILE.names(subject)).get("en") or PROFILE.name_from_title(newest, "en")
    return names


def test_every_activity_of_every_edition_has_a_place():
    # 8 files: 107 + 106 + 105 + 115 + 128 + 133 + 131 + 134; 3 earlier editions: 128 + 133 + 131
    assert len([activity.place for activity in _activities()]) == 959 + 392


def test_no_two_activities_of_a_year_are_the_same_subject():
    found = [(activity.place.subject, activity.place.year) for activity in _current()]
    assert len(found) == len(set(found)) == 959


def test_levels_are_counted_as_the_files_have_them():
    levels = defaultdict(int)
    for activity in _current():
        if activity.place.year == 2023:
            levels[activity.place.level] += 1
    assert (levels[Level.WORLD], levels[Level.REGION]) == (1, 7)
    assert levels[Level.OPERATION] + levels[Level.NODE] == 126


def test_regions_are_in_force_in_the_years_of_their_activities():
    for activity in _current():
        region = PROFILE.region(activity.place.region)
        if region is not None:
            assert region.first <= activity.place.year <= (region.last or 9999), activity.identifier


def test_every_operation_has_people_in_each_of_its_years_but_kosovo():
    without = {
        activity.place.subject
        for activity in _current()
        if activity.place.level is Level.OPERATION
        and not PROFILE.countries(activity.place.subject, activity.place.year)
    }
    assert without == {"KOS"}


def test_no_country_s_people_are_counted_in_two_operations():
    operations = {activity.place.subject for activity in _current() if activity.place.level is Level.OPERATION}
    for year in range(2016, 2030):
        countries = [country for operation in operations for country in PROFILE.countries(operation, year)]
        assert len(countries) == len(set(countries)), year


def test_nodes_have_no_people():
    nodes = {activity.place.subject for activity in _current() if activity.place.level is Level.NODE}
    assert not [node for node in nodes if PROFILE.countries(node, 2019)]


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar", "ru", "zh"])
def test_a_name_comes_out_of_every_title(language):
    publisher = re.compile(r"\bU?NHCR\b|\bHCR\b|\bACNUR\b|المفوضية|УВКБ|难民署|[\x80-\x9f?]|\((?:19|20)\d\d\)$")
    for activity in _activities():
        for title in [text for code, text in activity.titles if code == language]:
            name = PROFILE.name_from_title(title, language)
            assert name, f"{activity.file}: {activity.identifier}: {title}"
            assert not publisher.search(name), f"{activity.file}: {activity.identifier}: {title} gives {name}"


def test_names_of_countries_hold_no_words_of_offices():
    articles = r"^(?:the|la|le|les|el(?! Salvador)|en|au) "
    office = re.compile(rf"office|bureau|oficina|operation|opération|{articles}", re.IGNORECASE)
    for activity in _activities():
        subject = activity.place.subject
        if activity.place.level is not Level.OPERATION or dict(PROFILE.names(subject)).get("en"):
            continue
        for language, title in activity.titles:
            name = PROFILE.name_from_title(title, language) or ""
            assert not office.search(name), f"{activity.identifier}: {title} gives {name}"


def test_slugs_are_unique():
    slugs = [PROFILE.slug(subject, name) for subject, name in _english_names().items()]
    assert len(slugs) == len(set(slugs))
    assert {"peru", "argentina", "democratic-republic-of-the-congo", "kosovo", "turkiye", "americas"} <= set(slugs)


def test_every_repair_still_mends_something():
    """A repair that the publisher has made unnecessary is to be deleted."""
    texts = [text.decode().replace("&apos;", "'") for text in _texts().values()]
    idle = [repair.wrong for repair in PROFILE.repairs if not any(repair.wrong in text for text in texts)]
    assert idle == []


def test_links_from_year_to_year_stay_within_a_subject_or_are_a_stated_succession():
    places = {activity.identifier: activity.place for activity in _current()}
    stated = {(s.before, s.after) for s in PROFILE.successions} | {(s.after, s.before) for s in PROFILE.successions}
    crossing = {
        (activity.place.subject, places[ref].subject)
        for activity in _current()
        for ref in activity.years_linked
        if places[ref].subject != activity.place.subject
    }
    assert crossing <= stated
    assert ("AFR-RA", "EHGL-RA") in crossing


@pytest.mark.parametrize("year", range(2016, 2023))
def test_every_spending_has_one_kind_of_partner_and_until_2021_one_pillar(year):
    for activity in _current():
        for text in activity.spending if activity.place.year == year else ():
            assert len([part for part in PROFILE.partners if re.search(part.pattern, text)]) == 1, text
            pillars = [part for part in PROFILE.pillars if re.search(part.pattern, text)]
            assert len(pillars) == (1 if year <= 2021 else 0), text


def test_argentina_is_one_operation_that_covered_peru_until_2018():
    kinds = [(year, activity.place.kind) for year, activity in sorted(_by_subject()["ARG"].items())]
    assert kinds[3:5] == [(2019, "regional-office"), (2020, "multi-country-office")]
    assert PROFILE.countries("ARG", 2018) == ("ARG", "BOL", "CHL", "PER", "PRY", "URY")
    assert PROFILE.countries("ARG", 2023) == ("ARG", "BOL", "CHL", "PRY", "URY")
    assert PROFILE.countries("ARG", 2015) == ()


def test_peru_begins_in_2019_and_points_to_argentina():
    reason = (
        "Until 2018 UNHCR's regional office in Argentina covered Peru; an operation of its own there began in 2019."
    )
    assert min(_by_subject()["PER"]) == 2019
    assert PROFILE.countries("PER", 2018) == ()
    assert PROFILE.countries("PER", 2019) == PROFILE.countries("PER", 2026) == ("PER",)
    assert PROFILE.signposts("PER", _english_names()) == (Signpost("ARG", "predecessor", 2019, reason),)
    assert PROFILE.signposts("ARG", _english_names()) == (Signpost("PER", "successor", 2019, reason),)


def test_the_congo_keeps_its_identity_when_office_and_region_change():
    found = {year: (a.place.kind, a.place.region) for year, a in _by_subject()["COD"].items()}
    assert found[2019] == ("regional-office", "AFR")
    assert found[2020] == ("country-operation", "SAO")
    assert _by_subject()["COD"][2020].identifier == "XM-DAC-41121-2020-SA-COD"


def test_kenya_s_support_hub_is_not_kenya():
    assert {activity.identifier[-3:] for activity in _by_subject()["KEN"].values()} == {"KEN"}
    assert set(_by_subject()["KEN"]) == set(range(2016, 2024))
    assert _by_subject()["KENRO"][2019].place.level is Level.NODE


def test_thailand_and_its_regional_office_merge_in_2020():
    assert sorted(_by_subject()["THARO"]) == [2016, 2017, 2018, 2019]
    assert PROFILE.countries("THA", 2019) == ("THA",)
    assert PROFILE.countries("THARO", 2019) == ("KHM", "LAO", "VNM")
    assert PROFILE.countries("THA", 2020) == ("KHM", "LAO", "THA", "VNM")
    assert [post.subject for post in PROFILE.signposts("THA", _english_names())] == ["THARO"]
