from quipu.pages.newest import LINES

from .reading import page, table, text, words_of


def test_the_home_page_is_the_newest_closed_year_of_the_world() -> None:
    assert words_of(page("/en/").xpath("//h1")[0]) == "World 2020"


def test_the_list_of_operations_stands_without_the_script() -> None:
    links = page("/en/").xpath("//div[@class='directory']//li/a/@href")
    assert links == ["../en/operations/argentina/2020/index.html", "../en/operations/peru/2020/index.html"]


def test_the_search_is_first_on_the_home_page_and_leads_to_the_list_without_a_script() -> None:
    [form] = page("/en/").xpath("//form")
    assert (form.get("role"), form.get("action")) == ("search", "../en/search/index.html")
    assert form.xpath("following::h1")
    assert form.xpath(".//input/@name") == ["q"]


def test_a_region_leads_to_its_page_of_the_nearest_year_where_it_has_none() -> None:
    heading = "//div[@class='directory']//h3/a"
    assert [(a.text, a.get("href")) for a in page("/world/2019/").xpath(heading)] == [
        ("Americas (2020)", "../../../en/regions/americas/2020/index.html")
    ]
    assert [a.text for a in page("/world/2020/").xpath(heading)] == ["Americas"]


def newest(path: str = "/en/") -> list[tuple[str, list[str]]]:
    """The days of the newest contributions, each with its lines as text."""
    days = page(path).xpath("//section[@aria-labelledby='newest']//dl/div")
    return [(words_of(day.find("dt")), [words_of(line) for line in day.iter("li")]) for day in days]


def test_the_newest_contributions_of_the_record_stand_by_day_private_donors_together() -> None:
    held = newest()
    assert held[0] == (
        "25 November 2020",
        ["United States Peru, 2020 US$9,500,000", "Private donors (2 contributions) Peru, 2020 US$200,000"],
    )
    assert sum(len(lines) for _, lines in held) == LINES


def test_a_contribution_leads_to_its_donor_its_operation_and_its_sources() -> None:
    line = page("/en/").xpath("//section[@aria-labelledby='newest']//li")[0]
    assert line.xpath(".//a/@href") == [
        "../en/donors/united-states/index.html",
        "../en/operations/peru/2020/index.html#latest",
        "../en/operations/peru/2020/figures/index.html#contributions-by-donor/united-states",
    ]
    assert line.xpath(".//a/@title") == ["activities-2020.xml.gz, line 700"]


def test_only_the_home_page_has_the_newest_contributions() -> None:
    assert page("/world/2020/").xpath("//section[@aria-labelledby='newest']") == []


def test_contributions_are_split_by_the_level_that_they_stand_at() -> None:
    assert table("/en/", "levels-table")[1:] == [
        ["For one operation", "31,277,421", "9.2%"],
        ["For a region", "10,000,000", "2.9%"],
        ["For the whole organisation", "300,000,000", "87.9%"],
        ["Total", "341,277,421", ""],
    ]


def test_a_region_lists_its_operations_and_what_stands_in_none() -> None:
    path = "/regions/americas/2020/"
    assert [row[0] for row in table(path, "operations-table")] == ["Operation", "Argentina", "Peru"]
    assert table(path, "nodes-table")[1][0::2] == ["Americas, regional bureau", "700,000"]


def test_the_world_lists_what_stands_in_no_region() -> None:
    assert table("/en/", "nodes-table")[1][0] == "Headquarters"


def test_the_total_says_contributed_and_not_received_directly() -> None:
    assert "Received directly" not in text("/en/")
    assert "Contributed" in text("/en/")
