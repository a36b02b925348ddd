"""Every check finds nothing in a sound release, and the fault that it is for in one that has it."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.checks.made_up import SHARES, release

from quipu.core.check import Report, Severity
from quipu.figures.lookup import CHECKS, Record
from quipu.pipeline import check


def found(record: Record, name: str) -> list[str]:
    [module] = [module for module in check.modules() if module.CHECK.name == name]
    return [str(finding) for finding in module.check(record)]


def test_every_module_is_a_check_named_after_its_file() -> None:
    names = [(module.CHECK.name, module.__name__) for module in check.modules()]  # type: ignore[attr-defined]
    assert len(names) >= 7
    assert [name for name, _ in names] == [file.rpartition(".")[2].replace("_", "-") for _, file in names]


def test_every_check_says_what_a_finding_means_and_what_to_do() -> None:
    for module in check.modules():
        assert module.CHECK.meaning.endswith("."), module.CHECK.name
        assert module.CHECK.action, module.CHECK.name


def test_the_gravest_checks_stand_first() -> None:
    severities = [module.CHECK.severity for module in check.modules()]
    assert severities == sorted(severities, key=list(Severity).index)


def test_a_sound_release_has_no_findings(tmp_path: Path) -> None:
    report = check.run(release(tmp_path))
    assert [finding for outcome in report.outcomes for finding in outcome.findings] == []


@pytest.mark.parametrize(
    ("changed", "about"),
    [
        ({"WORLD/2020/budget": "150.01"}, "WORLD/2020/budget: 150.01 is not 150, the sum of the rows"),
        ({"COL/2020/expenditure": "9"}, "WORLD/2020/expenditure: 70 is not 69 of operations"),
        ({"PER/2020/expenditure/other": "20.01"}, "PER/2020/expenditure: 60 is not the sum of its members, 60.01"),
        ({"COL/2020/contributions/earmarked": "19"}, "COL/2020/contributions: 20 is not the sum of its members, 19"),
        (
            {"WORLD/2020/contributions/at-region": "4"},
            "WORLD/2020/contributions: 100 is not the sum of its members",
        ),
        ({"PER/2020/population/stateless": "4"}, "PER/2020/population: 9 is not the sum of its members, 8"),
    ],
    ids=lambda given: next(iter(given)) if isinstance(given, Mapping) else "",
)
def test_a_total_that_is_not_its_sum_is_found(tmp_path: Path, changed: dict[str, str | None], about: str) -> None:
    findings = found(release(tmp_path, changed), "world-equals-parts")
    assert any(finding.startswith(about) for finding in findings), findings


def test_contributions_to_regions_and_the_organisation_count_for_the_world(tmp_path: Path) -> None:
    changed: dict[str, str | None] = {"WORLD/2020/contributions": "95", "WORLD/2020/contributions/at-world": "40"}
    findings = found(release(tmp_path, changed), "world-equals-parts")
    assert "WORLD/2020/contributions: 95 is not 50 of operations + 50 of regions and the organisation = 100" in findings


def test_less_than_a_cent_is_no_difference(tmp_path: Path) -> None:
    assert found(release(tmp_path, {"WORLD/2020/budget": "150.004"}), "world-equals-parts") == []


def test_a_year_without_pillars_is_not_compared_with_them(tmp_path: Path) -> None:
    assert found(release(tmp_path, {"COL/2020/expenditure/direct": "10"}), "world-equals-parts") == []


def test_an_activity_without_a_place_is_found_with_its_line(tmp_path: Path) -> None:
    [finding] = found(release(tmp_path, unplaced=("XM-DAC-41121-2020-AME-QQQ",)), "everything-placed")
    assert finding == "XM-DAC-41121-2020-AME-QQQ: the profile knows no place for this activity (made-up.xml:7)"


def test_a_subject_and_year_that_lost_most_of_its_figures_is_found(tmp_path: Path) -> None:
    changed: dict[str, str | None] = dict.fromkeys(
        ("COL/2020/budget", "COL/2020/expenditure", "COL/2020/contributions", "COL/2020/population")
    )
    [finding] = found(release(tmp_path, changed), "shrunk")
    assert finding == "COL/2020: 4 of 6 figures were withdrawn, the last by the edition of 2021-04-06"


def test_a_few_withdrawn_figures_are_no_loss(tmp_path: Path) -> None:
    assert found(release(tmp_path, {"COL/2020/budget": None}), "shrunk") == []


@pytest.mark.parametrize("figure", ["budget", "population"])
def test_a_newest_year_with_fewer_than_half_of_the_operations_is_found(tmp_path: Path, figure: str) -> None:
    kept = {f"{code}/2019/{figure}": "9" for code in ("PER", "COL", "BRA")}
    kept |= {f"{code}/2019/{figure}/refugees": "9" for code in ("PER", "COL", "BRA") if figure == "population"}
    one_is_left: dict[str, str | None] = {**kept, f"COL/2020/{figure}": None, f"COL/2020/{figure}/refugees": None}
    [finding] = found(release(tmp_path, one_is_left), "shrunk")
    assert finding == f"WORLD/2020/{figure}: 1 operations have it, of 3 in 2019: fewer than half"


def test_half_of_the_operations_is_enough(tmp_path: Path) -> None:
    before: dict[str, str | None] = {f"{code}/2019/budget": "9" for code in ("PER", "COL")}
    assert found(release(tmp_path, {**before, "COL/2020/budget": None}), "shrunk") == []


def test_budgets_of_years_that_have_no_file_yet_may_come_one_by_one(tmp_path: Path) -> None:
    before: dict[str, str | None] = {"BRA/2020/budget": "0", "PER/2021/budget": "9"}
    assert found(release(tmp_path, before), "shrunk") == []


def test_a_tenfold_change_above_the_floor_is_found(tmp_path: Path) -> None:
    changed: dict[str, str | None] = {"PER/2019/budget": "900000", "PER/2020/budget": "9000001"}
    [finding] = found(release(tmp_path, changed), "against-last-year")
    assert finding == "PER/2020/budget: 9,000,001 after 900,000 in 2019 (made-up.xml:7)"


@pytest.mark.parametrize(
    ("before", "now"),
    [("900000", "9000000"), ("99999", "1000000"), ("9000000", "900000")],
    ids=["exactly ten times", "the floor itself", "exactly a tenth"],
)
def test_a_smaller_change_is_an_ordinary_one(tmp_path: Path, before: str, now: str) -> None:
    assert found(release(tmp_path, {"PER/2019/budget": before, "PER/2020/budget": now}), "against-last-year") == []


def test_people_are_compared_in_the_countries_of_this_year(tmp_path: Path) -> None:
    changed: dict[str, str | None] = {"PER/2020/population": "90000", "PER/2020/population-last-year": "900001"}
    record = release(tmp_path, {**changed, "PER/2019/population": "90000"})
    assert found(record, "against-last-year") == ["PER/2020/population: 90,000 after 900,001 in 2019 (made-up.xml:7)"]


def test_percentages_that_do_not_add_up_are_found_with_their_line(tmp_path: Path) -> None:
    shares = {**SHARES, "XM-DAC-41121-2020-AME-COL": ("60", "39.4")}
    [finding] = found(release(tmp_path, shares=shares), "percentages")
    expected = "sector percentages of vocabulary 99 add up to 99.4 (made-up.xml:11)"
    assert finding == f"XM-DAC-41121-2020-AME-COL: {expected}"


def test_rounding_by_half_a_percent_is_allowed(tmp_path: Path) -> None:
    shares = {"XM-DAC-41121-2020-AME-COL": ("60", "39.5")}
    assert found(release(tmp_path, shares=shares), "percentages") == []


def test_spending_and_funding_above_the_budget_are_noted(tmp_path: Path) -> None:
    changed: dict[str, str | None] = {"COL/2020/expenditure": "52.51", "PER/2020/funding-level": "100.01"}
    assert found(release(tmp_path, changed), "overspent") == [
        "COL/2020/expenditure: 52.51 was spent of a budget of 50",
        "PER/2020/funding-level: 100.01 % of the budget was contributed",
    ]


def test_five_percent_above_the_budget_is_not_noted(tmp_path: Path) -> None:
    changed: dict[str, str | None] = {"COL/2020/expenditure": "52.5", "PER/2020/funding-level": "100"}
    assert found(release(tmp_path, changed), "overspent") == []


def test_a_snapshot_with_rows_in_quarantine_is_found_with_the_first(tmp_path: Path) -> None:
    [finding] = found(release(tmp_path, quarantined=3), "quarantine")
    first = 'budget value "1.0.0" is not a number'
    assert finding == f"aaaaaaaaaaaa: 3 of 93 rows (activities); the first: {first} (made-up.xml:8)"


def test_only_stops_keep_a_release_from_becoming_current(tmp_path: Path) -> None:
    record = release(tmp_path, {"WORLD/2020/budget": "151"}, unplaced=("X",), quarantined=3)
    report = check.run(record)
    assert [finding.about for finding in check.blocking(report)] == ["X", "WORLD/2020/budget", "WORLD/2020/budget"]
    assert report.count(Severity.WARN) == 1


def test_the_report_beside_the_figures_is_what_pages_read(tmp_path: Path) -> None:
    release(tmp_path, unplaced=("X",)).close()
    report = check.write(tmp_path)
    assert Record.open(tmp_path).checks() == report == Report.parse((tmp_path / CHECKS).read_text())


def test_a_release_without_a_report_says_that_nothing_was_checked(tmp_path: Path) -> None:
    assert release(tmp_path).checks() == Report("madeup", ())
