import re
from importlib import resources

import duckdb
import pytest

from quipu.core.errors import QuipuError
from quipu.core.figure import Break
from quipu.core.profile import Placement, load, parse, slugify
from quipu.core.record import Level, Signpost

# Made up: no such publisher exists.
LANTERN = r"""
title_year = '\s*\(20\d\d\)$'

[publisher]
reference = "XX-LANTERN"
short_name = "Lantern"
site_title = "Lantern's work"
identifier = 'XX-LANTERN-(?P<year>\d{4})(?:-(?P<region>[A-Z]+))?(?:-(?P<office>[A-Z]+))?'
world_offices = ["HEAD"]
first_year = 2016
licence = "CC BY 4.0"
names = { en = "Lantern" }
disclaimer = { en = "Maps follow the data." }

[[credits]]
source = "statistics"
dataset = "counts"
publisher = "The Counting House"
licence = "CC0"

[[regions]]
code = "NOR"
aliases = ["NO"]
slug = "north"
first = 2016
names = { en = "The North" }

[[kinds]]
slug = "world"
names = { en = "Everything" }

[[kinds]]
slug = "region"
names = { en = "Region" }

[[kinds]]
slug = "office"
names = { en = "Country office" }

[[kinds]]
slug = "hub"
names = { en = "Hub" }

[[offices]]
pattern = "(?P<seat>[A-Z]{3})HUB"
subject = "{seat}"
kind = "hub"
level = "operation"

[[offices]]
pattern = "DESK"
subject = "{region}-DESK"
kind = "hub"
level = "node"

[[offices]]
pattern = "HEAD"
subject = "HEAD"
kind = "hub"
level = "node"

[[offices]]
pattern = "[A-Z]{3}"
subject = "{office}"
kind = "office"
level = "operation"

[[overrides]]
subject = "AAA"
slug = "aland"
names = { en = "Aland" }
reason = "Shorter."

[[coverage]]
subject = "AAA"
first = 2016
countries = ["AAA", "BBB", "CCC"]
basis = "inferred"
reason = "As later."

[[coverage]]
subject = "AAA"
first = 2018
countries = ["AAA", "CCC"]
basis = "stated"
reason = "Its own list."

[[coverage]]
subject = "AAA"
first = 2020
countries = ["AAA"]
basis = "stated"
reason = "Its own list."

[[successions]]
before = "OLD"
after = "AAA"
year = 2017
reason = "Renamed."

[move_reasons]
came_from = "Until {until} covered by {name}."
went_to = "Since {year} covered by {name}."
lost = "Covered from here until {until}."
gained = "Covered from here since {year}."
inferred = "Nobody said so."

[[pillars]]
slug = "bread"
title = "Bread"
code = "1"
pattern = 'for bread'

[[impact_areas]]
slug = "peace"
title = "Peace"
code = "P"

[[partners]]
slug = "direct"
title = "Direct"
pattern = '^Own'

[[population_types]]
column = "refugees"
slug = "refugees"
title = "Refugees"

[[population_aliases]]
published_as = "exiles"
slug = "exiles"
title = "Exiles"
type = "refugees"

[[series_breaks]]
figure = "budget"
member = "bread*"
year = 2022
reason = "No more bread."

[[gaps]]
figure = "budget"
member = "bread"
first = 2019
last = 2019
reason = "The shares are missing."

[[gaps]]
figure = "expenditure"
member = "*"
first = 2023
reason = "Not closed."

[[titles]]
language = "en"
patterns = ['Lantern in (?P<name>.+)']
drop = '^Lantern '
articles = ["the "]

[[titles]]
language = "ru"
patterns = ['Фонарь в (?P<name>.+)']
drop = '^Фонарь '
forms = { "Перуджии" = "Перуджия" }

[[repairs]]
wrong = "Alnad"
right = "Aland"
reason = "Misspelt."
"""


@pytest.fixture(scope="module")
def lantern():
    return parse(LANTERN, "lantern/profile.toml")


@pytest.mark.parametrize(
    ("identifier", "placement"),
    [
        ("XX-LANTERN-2020", Placement("WORLD", Level.WORLD, "world", "", 2020)),
        ("XX-LANTERN-2020-NOR", Placement("NOR", Level.REGION, "region", "NOR", 2020)),
        ("XX-LANTERN-2020-NO-AAA", Placement("AAA", Level.OPERATION, "office", "NOR", 2020)),
        ("XX-LANTERN-2021-NOR-AAAHUB", Placement("AAA", Level.OPERATION, "hub", "NOR", 2021)),
        ("XX-LANTERN-2020-NOR-DESK", Placement("NOR-DESK", Level.NODE, "hub", "NOR", 2020)),
        ("XX-LANTERN-2020-HEAD", Placement("HEAD", Level.NODE, "hub", "", 2020)),
        ("XX-LANTERN-2020-NOR-UNHEARDOF", None),
        ("XX-LANTERN-2020-SOU-AAA", None),
        ("XX-LANTERN-2020-SOU", None),
        ("XX-OTHER-2020", None),
    ],
)
def test_an_identifier_has_one_place_or_none(lantern, identifier, placement):
    assert lantern.place(identifier) == placement


@pytest.mark.parametrize(
    ("subject", "year", "countries"),
    [
        ("AAA", 2015, ()),
        ("AAA", 2016, ("AAA", "BBB", "CCC")),
        ("AAA", 2018, ("AAA", "CCC")),
        ("AAA", 2031, ("AAA",)),
        ("BBB", 2017, ()),
        ("BBB", 2018, ("BBB",)),
        ("DDD", 2016, ("DDD",)),
        ("NOR", 2020, ()),
        ("NOR-DESK", 2020, ()),
    ],
)
def test_a_country_belongs_to_the_office_that_covers_it_else_to_its_own(lantern, subject, year, countries):
    assert lantern.countries(subject, year) == countries


def test_signposts_follow_from_the_coverage_and_say_when_it_was_inferred(lantern):
    names = {"AAA": "Aland", "BBB": "Bland", "CCC": "Cland"}
    assert lantern.signposts("BBB", names) == (
        Signpost("AAA", "predecessor", 2018, "Until 2017 covered by Aland. Nobody said so."),
    )
    assert lantern.signposts("CCC", names) == (Signpost("AAA", "predecessor", 2020, "Until 2019 covered by Aland."),)


def test_signposts_point_only_to_subjects_that_exist(lantern):
    assert lantern.signposts("AAA", {"AAA": "Aland", "CCC": "Cland"}) == (
        Signpost("CCC", "successor", 2020, "Covered from here until 2019."),
    )


def test_a_stated_succession_points_both_ways(lantern):
    names = {"AAA": "Aland", "OLD": "Old Aland"}
    assert lantern.signposts("AAA", names) == (Signpost("OLD", "predecessor", 2017, "Renamed."),)
    assert lantern.signposts("OLD", names) == (Signpost("AAA", "successor", 2017, "Renamed."),)


@pytest.mark.parametrize(
    ("title", "language", "name"),
    [
        ("Lantern in the Republic of Alnad (2020)", "en", "Republic of Aland"),
        ("Lantern head office", "en", "Head office"),
        ("Фонарь в Перуджии", "ru", "Перуджия"),
        ("Laterne in Aland (2020)", "de", "Laterne in Aland"),
        ("(2020)", "en", None),
    ],
)
def test_a_name_is_what_is_left_of_a_title(lantern, title, language, name):
    assert lantern.name_from_title(title.replace("(2020)", " (2020)"), language) == name


def test_the_profile_s_own_names_and_slugs_go_first(lantern):
    assert lantern.names("AAA") == (("en", "Aland"),)
    assert lantern.names("NOR") == (("en", "The North"),)
    assert lantern.names("BBB") == ()
    assert lantern.slug("AAA", "Republic of Aland") == "aland"
    assert lantern.slug("NOR", "The North") == "north"
    assert lantern.slug("BBB", "Côte d'Ivoire") == "cote-d-ivoire"


def test_a_slug_keeps_letters_without_their_accents():
    assert slugify("Türkiye") == "turkiye"


def test_a_gap_gives_its_reason_in_its_years_only(lantern):
    assert lantern.gap("budget", "bread", 2019) == "The shares are missing."
    assert lantern.gap("budget", "bread", 2020) is None
    assert lantern.gap("budget", "", 2019) is None
    assert lantern.gap("expenditure", "", 2024) == "Not closed."


def test_a_break_is_found_by_figure_and_member(lantern):
    assert lantern.breaks("budget", "bread-and-salt") == (Break(2022, "No more bread."),)
    assert lantern.breaks("budget") == ()


def test_a_dataset_is_the_publisher_s_own_unless_credited(lantern):
    assert lantern.credit("statistics", "counts").publisher == "The Counting House"
    assert lantern.credit("iati", "activities").publisher == "Lantern"
    assert lantern.credit("iati", "activities").licence == "CC BY 4.0"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('slug = "aland"', 'slag = "aland"', r'overrides\[0\]: key "slag" is not known'),
        ('reference = "XX-LANTERN"\n', "", 'publisher: key "reference" is missing'),
        ("first_year = 2016", 'first_year = "2016"', "publisher: first_year: '2016' is not a int"),
        ('level = "node"', 'level = "nod"', r"offices\[1\]: level: 'nod' is not a Level"),
        ("pattern = '^Own'", "pattern = ['^Own']", r"partners\[0\]: pattern: .* is not a str"),
        ('pattern = "DESK"', 'pattern = "DE(SK"', r"offices\[1\]: pattern: .* is not a regular expression"),
        ('kind = "office"', 'kind = "orifice"', 'kind "orifice" is not among the kinds'),
        ('subject = "{seat}"', 'subject = "{seta}"', 'subject has no "{seta}" to fill in'),
        ("(?P<office>[A-Z]+)", "([A-Z]+)", 'identifier has no group "office"'),
        ("in (?P<name>.+)'", "in (.+)'", 'titles "en": .* has no group "name"'),
        ('went_to = "Since {year}', 'went_to = "Since {yaer}', 'move_reasons: there is no "{yaer}" to fill in'),
        ('basis = "inferred"', 'basis = "guessed"', 'coverage "AAA": basis is "stated" or "inferred"'),
        ("first = 2018", "first = 2016", 'coverage: "AAA 2016" occurs twice'),
        ('aliases = ["NO"]', 'aliases = ["NOR"]', 'regions: "NOR" occurs twice'),
        ('slug = "world"', 'slug = "whole"', 'kinds: there is no "world"'),
        ('{ en = "Hub" }', '{ fr = "Pôle" }', 'kinds "hub": there is no English name'),
        ('{ en = "The North" }', '{ fr = "Nord" }', 'regions "NOR": there is no English name'),
        ("title_year =", "title_year", "not TOML"),
    ],
)
def test_a_fault_in_a_profile_names_the_file_and_the_key(old, new, message):
    assert old in LANTERN
    with pytest.raises(QuipuError, match=f"^lantern/profile.toml.*{message}"):
        parse(LANTERN.replace(old, new), "lantern/profile.toml")


def test_no_country_is_covered_twice_in_one_year():
    second = (
        '[[coverage]]\nsubject = "DDD"\nfirst = 2018\ncountries = ["CCC"]\nbasis = "stated"\nreason = "Its list."\n'
    )
    with pytest.raises(QuipuError, match="CCC is covered by AAA and by DDD in 2018"):
        parse(LANTERN.replace("[[successions]]", f"{second}\n[[successions]]"), "lantern/profile.toml")


@pytest.mark.parametrize("name", ["nobody", "../unhcr", ""])
def test_an_unknown_publisher_is_a_user_s_error(name):
    with pytest.raises(QuipuError, match="there is no publisher profile"):
        load(name)


def _shipped():
    folders = (folder for folder in resources.files("quipu.publishers").iterdir() if folder.is_dir())
    return sorted(folder.name for folder in folders if folder.joinpath("profile.toml").is_file())


@pytest.mark.parametrize("name", _shipped())
def test_every_shipped_profile_loads_and_its_patterns_are_read_alike_by_python_and_the_warehouse(name):
    profile = load(name)
    with duckdb.connect() as connection:
        for part in (*profile.pillars, *profile.impact_areas, *profile.partners):
            re.compile(part.pattern)
            connection.execute("SELECT regexp_matches('Total expenditure', ?)", [part.pattern]).fetchone()


DONORS = load("unhcr").donors


def test_every_listed_donor_has_a_name_in_every_language_or_is_a_country_or_is_shown_as_published() -> None:
    for donor in DONORS:
        names = dict(donor.names)
        assert not names or set(names) == {"en", "es", "fr", "ar"}, donor.slug
        assert not donor.country or re.fullmatch("[A-Z]{3}", donor.country), donor.slug


def test_no_published_name_means_two_donors() -> None:
    names = [name for donor in DONORS for name in donor.published]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ('slug = "a"\nkind = "nobody"\npublished = ["A"]', 'kind "nobody" is not among the donor_kinds'),
        ('slug = "2020"\nkind = "state"\npublished = ["A"]', "is no year"),
        ('slug = "a"\nkind = "state"\npublished = ["A", "A"]', 'donors: "A" occurs twice'),
    ],
)
def test_a_wrong_list_of_donors_is_refused_with_the_entry(entry: str, problem: str) -> None:
    kinds = '[[donor_kinds]]\nslug = "state"\ntitle = "States"\n'
    with pytest.raises(QuipuError, match=re.escape(problem)):
        parse(f"{LANTERN}\n{kinds}\n[[donors]]\n{entry}\n", "lantern/profile.toml")


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ((("nobody", "A"),), "neither a code in capitals nor the slug of a donor"),
        ((("PER", "A"), ("PER", "B")), 'other_names: "PER" occurs twice'),
        ((("PER", "A"), ("COL", "A")), 'other_names: "A" occurs twice'),
    ],
)
def test_a_wrong_list_of_other_names_is_refused_with_the_entry(
    entries: tuple[tuple[str, str], ...], problem: str
) -> None:
    text = "".join(f'[[other_names]]\nof = "{of}"\nnames = ["{name}"]\n' for of, name in entries)
    with pytest.raises(QuipuError, match=re.escape(problem)):
        parse(f"{LANTERN}\n{text}", "lantern/profile.toml")


def test_what_a_country_is_called_besides_is_known_by_its_code() -> None:
    assert "DRC" in load("unhcr").known_as("COD")
    assert load("unhcr").known_as("PER") == ()
