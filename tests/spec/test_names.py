"""Rule 14: names come from the titles in every language, mended where a fault is known, else from CLDR."""

from pathlib import Path

from tests.spec.harness import given
from tests.spec.published import activities


def test_names_are_taken_out_of_the_titles_in_every_language_that_they_have(tmp_path: Path) -> None:
    """A title without a language is in the activity's own."""
    record = given(
        tmp_path,
        activities(
            "2021-01-01",
            titles="""
                activity     | language | title
                2020-AME-PER |          | UNHCR Operations in Peru (2020)
                2020-AME-PER | es       | Oficina del ACNUR en el Perú (2020)
                2020-AME-PER | fr       | Opérations du HCR au Pérou (2020)
            """,
        ),
    )
    names = dict(record.subject("PER").names)
    assert (names["en"], names["es"], names["fr"]) == ("Peru", "Perú", "Pérou")


def test_the_newest_title_names_the_operation_and_each_year_keeps_its_own(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2023-01-01",
            titles="""
                activity     | language | title
                2021-EUR-TUR |          | UNHCR Operations in Turkey (2021)
                2022-EUR-TUR |          | UNHCR Operations in Türkiye (2022)
            """,
        ),
    )
    assert record.subject("TUR").name == "Türkiye"
    assert [dict(edition.names)["en"] for edition in record.subject("TUR").editions] == ["Turkey", "Türkiye"]


def test_known_faults_of_titles_are_mended(tmp_path: Path) -> None:
    record = given(
        tmp_path,
        activities(
            "2021-01-01",
            titles="""
                activity     | language | title
                2020-WCA-CIV |          | UNHCR Operations in Côte d\u0092Ivoire (2020)
            """,
        ),
    )
    assert record.subject("CIV").name == "Côte d'Ivoire"


def test_a_language_that_the_titles_have_not_is_named_by_cldr(tmp_path: Path) -> None:
    titles = "activity | language | title\n2020-EUR-DEU | | UNHCR Operations in Germany (2020)"
    names = dict(given(tmp_path, activities("2021-01-01", titles=titles)).subject("DEU").names)
    assert (names["es"], names["fr"]) == ("Alemania", "Allemagne")
