"""Operations side by side: all numbers are in the page, and style alone shows those that are ticked, on one scale."""

import csv
import io
import json
import re
from decimal import Decimal

from quipu.core.address import Address
from quipu.core.figure import Observation, Status
from quipu.pages import compare

from .reading import page, site, words_of

PATH = "/compare/"


def style() -> str:
    return site().render(site().by_path["/compare.css"]).decode()


def entries(figure: str) -> dict[str, list[str]]:
    """The numbers of each operation under a figure, by its name."""
    rows = page(PATH).xpath(f"//section[@aria-labelledby='{figure}']//tbody/tr[th]")
    return {words_of(row[0]): [words_of(cell) for cell in row[1:]] for row in rows}


def test_every_operation_can_be_ticked_under_its_region() -> None:
    labels = page(PATH).xpath("//fieldset[legend='Americas']/label")
    assert [words_of(label) for label in labels] == ["Argentina", "Peru"]


def test_an_operation_has_its_numbers_of_all_years_and_a_dash_where_none_is_published() -> None:
    years = [words_of(cell) for cell in page(PATH).xpath("//section[@aria-labelledby='budget']//thead/tr/th")][1:]
    held = dict(zip(years, entries("budget")["Peru"], strict=True))
    assert words_of(page(PATH).get_element_by_id("budget-caption")) == "Budget (Million US$)"
    assert held["2019"] == "20.50"
    assert held["2020"].startswith("48.63")
    assert "–" in entries("funding-level")["Peru"]


def test_the_first_names_lead_to_the_figures_of_the_operation_with_their_sources() -> None:
    [link] = page(PATH).xpath("//section[@aria-labelledby='population']//th[.='Peru']/a/@href")
    assert link.startswith("../operations/peru/")
    assert link.endswith("/figures/index.html")


def test_what_is_ticked_is_shown_and_the_scale_is_the_largest_of_what_is_ticked() -> None:
    assert ":root:has(#o-per:checked) .o-per{display:table-row-group}" in style()
    assert re.search(r":root:has\(#o-per:checked\)\{--population-per:[\de]+;--budget-per:[\de]+", style())
    assert "--budget:max(1,var(--budget-arg,0),var(--budget-per,0))" in style()
    assert ".bars.budget path{transform:scaleY(calc(-100/var(--budget)))}" in style()


def test_a_bar_is_as_long_as_its_number_to_three_digits() -> None:
    def bar(value: str, unit: str) -> str:
        found = Observation(Address("PER", 2020, "x"), "X", unit, Decimal(value), Status.PUBLISHED, source_count=1)
        return compare.shortened(compare.units(found))

    assert [bar("1557276", "people"), bar("48625534.17", "USD"), bar("45.8142", "per cent"), bar("999", "people")] == [
        "156e4", "486e5", "458", "999",
    ]  # fmt: skip
    assert bar("-26348113", "USD") == bar("0", "people") == "0"


def test_the_files_beside_have_every_figure_with_its_address() -> None:
    rows = list(csv.DictReader(io.StringIO(site().render(site().by_path["/compare.csv"]).decode())))
    held = json.loads(site().render(site().by_path["/compare.json"]))
    assert [row["address"] for row in rows] == [figure["address"] for figure in held["figures"]]
    assert "PER/2020/budget" in {row["address"] for row in rows}
    assert held["operations"] == ["ARG", "PER"]


def test_a_page_of_an_operation_leads_here_with_the_operation_ticked() -> None:
    [link] = page("/operations/peru/2020/").xpath("//a[.='Compare with other operations']/@href")
    assert link.endswith("compare/index.html?operations=per")
