from .reading import page, table, text, words_of


def test_the_home_page_is_the_newest_closed_year_of_the_world() -> None:
    assert words_of(page("/en/").xpath("//h1")[0]) == "World 2020"


def test_the_list_of_operations_stands_without_the_script() -> None:
    links = page("/en/").xpath("//li[@data-terms]/a/@href")
    assert links == ["../en/operations/argentina/2020/index.html", "../en/operations/peru/2020/index.html"]
    assert page("/en/").xpath("//input") == []


def test_an_operation_is_found_by_its_names_in_every_language() -> None:
    assert page("/en/").xpath("//li/@data-terms")[1] == "peru بيرو perú pérou per"


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
