"""Reading activities: what each element becomes, and that nothing is lost in silence."""

from datetime import date

import pytest
from tests.made_up_activities import HEAD, ROOT, activity, document, issues, read_all, rows

from quipu.core.errors import UnreadableFileError
from quipu.core.snapshot import Batch, Quarantined
from quipu.sources.iati.reader import recognise
from quipu.warehouse.tables import convert

BUDGET = (
    '<budget type="2" status="2"><period-start iso-date="2020-01-01"/><period-end iso-date="2020-12-31"/>'
    '<value currency="EUR" value-date="2020-01-01">20496332.32</value></budget>'
)


def test_a_budget_is_a_row_with_its_line() -> None:
    assert rows(read_all(document(activity("A-1", BUDGET))), "budget") == [
        {
            "activity": "A-1",
            "type": "2",
            "status": "2",
            "period_start": "2020-01-01",
            "period_end": "2020-12-31",
            "value": "20496332.32",
            "currency": "EUR",
            "value_date": "2020-01-01",
            "line": 6,
        }
    ]


def test_a_budget_without_type_status_and_currency_has_the_defaults_of_the_standard_and_of_its_activity() -> None:
    plain = BUDGET.replace(' type="2" status="2"', "").replace(' currency="EUR"', "")
    (budget,) = rows(read_all(document(activity("A-1", plain))), "budget")
    assert (budget["type"], budget["status"], budget["currency"]) == ("1", "1", "USD")


def test_a_transaction_keeps_the_extension_element_that_no_other_amount_replaces() -> None:
    given = read_all(
        document(
            activity(
                "A-1",
                '<transaction xmlns:unhcr="http://reporting.unhcr.org/" ref="T-1"><transaction-type code="11"/>'
                '<transaction-date iso-date="2020-02-01"/><value currency="NOK" value-date="2020-02-01">100</value>'
                "<unhcr:value-USD>11.5</unhcr:value-USD>"
                '<provider-org ref="XM-1" type="10"><narrative>Norway</narrative></provider-org>'
                '<aid-type code="B03"/><aid-type code="3" vocabulary="2"/></transaction>',
            )
        )
    )
    (row,) = rows(given, "transaction")
    assert (row["value"], row["currency"], row["value_usd"]) == ("100", "NOK", "11.5")
    assert (row["provider"], row["provider_ref"], row["aid_type"], row["earmarking"]) == ("Norway", "XM-1", "B03", "3")
    assert issues(given) == []


def test_texts_are_kept_in_every_language() -> None:
    title = (
        "<title><narrative>Peru</narrative>\n<narrative xml:lang='es'>Perú</narrative>"
        "<narrative xml:lang='AR'>بيرو</narrative><narrative xml:lang='zh'> </narrative></title>"
    )
    kept = rows(read_all(document(activity("A-1", title))), "narrative")
    assert [(row["language"], row["text"], row["line"]) for row in kept if row["element"] == "title"] == [
        ("en", "Peru", 6),
        ("es", "Perú", 7),
        ("ar", "بيرو", 7),
    ]


def test_the_name_of_a_place_is_in_the_language_of_the_activity_and_the_others_are_kept() -> None:
    place = (
        '<location ref="L-1"><name><narrative xml:lang="es">Lima (es)</narrative><narrative>Lima</narrative></name>'
        '<point srsName="http://www.opengis.net/def/crs/EPSG/0/4326"><pos>-12.0432 -77.0282</pos></point></location>'
    )
    given = read_all(document(activity("A-1", place)))
    (row,) = rows(given, "location")
    assert (row["name"], row["latitude"], row["longitude"]) == ("Lima", "-12.0432", "-77.0282")
    assert [(one["language"], one["text"]) for one in rows(given, "narrative") if one["element"] == "location"] == [
        ("es", "Lima (es)")
    ]


@pytest.mark.parametrize("position", ["6.8216, -58.1618", "91 0", "0 181", "north", "1", "1 2 3", "nan nan", ""])
def test_a_position_that_is_none_is_an_issue_and_the_place_stays(position: str) -> None:
    given = read_all(document(activity("A-1", f'<location ref="L"><point><pos>{position}</pos></point></location>')))
    (row,) = rows(given, "location")
    assert "latitude" not in row
    assert issues(given) == ([("position", 6)] if position else [])


def test_an_indicator_and_its_values_share_a_number() -> None:
    result = (
        '<result type="1" aggregation-status="1"><title><narrative>Shelter</narrative></title>\n'
        '<indicator measure="1" ascending="1"><title><narrative>Houses built</narrative></title>\n'
        '<baseline year="2020" value="0"/>\n'
        '<period><period-start iso-date="2020-01-01"/><period-end iso-date="2020-12-31"/>\n'
        '<target value="100"><dimension name="Population Type" value="Refugees"/></target>\n'
        '<actual value="80"><location ref="Peru"/><comment><narrative>Late</narrative></comment></actual></period>\n'
        "</indicator></result>"
    )
    given = read_all(document(activity("A-1", result, result)))
    indicators, values = rows(given, "indicator"), rows(given, "indicator_value")
    assert [(row["number"], row["title"], row["line"]) for row in indicators] == [
        ("1", "Houses built", 7),
        ("2", "Houses built", 14),
    ]
    assert [(row["number"], row["kind"], row["value"], row["line"]) for row in values] == [
        ("1", "baseline", "0", 8),
        ("1", "target", "100", 10),
        ("1", "actual", "80", 11),
        ("2", "baseline", "0", 15),
        ("2", "target", "100", 17),
        ("2", "actual", "80", 18),
    ]
    assert (values[1]["population_group"], values[2]["location"], values[2]["comment"]) == ("Refugees", "Peru", "Late")


@pytest.mark.parametrize(
    ("child", "code"),
    [
        ("<novelty/>", "unknown-element"),
        ('<budget novelty="1"/>', "unknown-field"),
        ("<budget><novelty>1</novelty></budget>", "unknown-field"),
        ("<budget><value>1</value><value>2</value></budget>", "unknown-field"),
        ('<budget type="9"/>', "unknown-code"),
        ('<activity-date type="9" iso-date="2020-01-01"/>', "unknown-code"),
        ('<transaction><transaction-type code="99"/></transaction>', "unknown-code"),
        ('<humanitarian-scope type="7" vocabulary="1" code="1"/>', "unknown-code"),
        ('<participating-org role="9"/>', "unknown-code"),
        ('<related-activity ref="B" type="9"/>', "unknown-code"),
        ("<result><novelty/></result>", "unknown-element"),
        ("<result><indicator><novelty/></indicator></result>", "unknown-element"),
        ("<result><indicator><period><novelty/></period></indicator></result>", "unknown-element"),
        ("<result><indicator><baseline><novelty/></baseline></indicator></result>", "unknown-element"),
        ('<result type="1"><indicator measure="99"/></result>', "unknown-code"),
    ],
)
def test_what_the_standard_does_not_know_is_an_issue_with_its_line(child: str, code: str) -> None:
    given = read_all(document(activity("A-0"), activity("A-1", child)))
    assert (code, 10) in issues(given)
    assert [row["activity"] for row in rows(given, "activity")] == ["A-0", "A-1"]


def test_a_status_that_is_none_is_an_issue_at_the_line_of_its_activity() -> None:
    assert issues(read_all(document(activity("A-1", '<activity-status code="99"/>')))) == [("unknown-code", 3)]


def test_an_attribute_that_the_standard_does_not_know_is_an_issue() -> None:
    given = read_all(document(activity("A-1").replace("<iati-activity ", '<iati-activity novelty="1" ')))
    assert issues(given) == [("unknown-attribute", 3)]


def test_an_element_between_activities_is_an_issue() -> None:
    given = read_all(document(activity("A-1"), "<registry-record/>", activity("A-2")))
    assert [code for code, _ in issues(given)] == ["unknown-element"]
    assert len(rows(given, "activity")) == 2


@pytest.mark.parametrize(
    ("identifier", "reason"),
    [("", "no iati-identifier"), ("  ", "no iati-identifier"), ("////", "neither letter nor digit"), ("A-1", "line 3")],
)
def test_an_activity_that_cannot_be_told_apart_goes_to_quarantine_whole(identifier: str, reason: str) -> None:
    given = read_all(document(activity("A-1", BUDGET), activity(identifier, BUDGET), activity("A-2", BUDGET)))
    (refused,) = [one for one in given if isinstance(one, Quarantined)]
    assert (refused.table, refused.line) == ("activity", 8)
    assert reason in refused.reason
    assert [row["activity"] for row in rows(given, "budget")] == ["A-1", "A-2"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (BUDGET.replace("20496332.32", "20.496.332"), 'budget value "20.496.332" is not a number'),
        (BUDGET.replace("20496332.32", ""), "budget value is missing"),
        (BUDGET.replace("20496332.32", "NaN"), 'budget value "NaN" is not a number'),
        (BUDGET.replace("20496332.32", "1e30"), 'budget value "1e30" is not a number'),
        (BUDGET.replace("20496332.32", "20_496_332"), 'budget value "20_496_332" is not a number'),
        (BUDGET.replace("20496332.32", "0X10"), 'budget value "0X10" is not a number'),
        (BUDGET.replace("2020-12-31", "31/12/2020"), 'budget period end "31/12/2020" is not a date'),
        (BUDGET.replace("2020-12-31", "2020-02-30"), 'budget period end "2020-02-30" is not a date'),
        (BUDGET.replace('<period-end iso-date="2020-12-31"/>', ""), "budget period end is missing"),
    ],
)
def test_a_row_that_cannot_be_read_goes_to_quarantine_with_its_line_and_nothing_else_does(
    wrong: str, reason: str
) -> None:
    given = read_all(document(activity("A-1", BUDGET, wrong, BUDGET)))
    (batch,) = [one for one in given if isinstance(one, Batch) and one.table == "budget"]
    kept, refused = convert(batch, "made-up")
    assert kept["line"].to_pylist() == [6, 8]
    assert [(one.table, one.line, one.identifier, one.reason) for one in refused] == [("budget", 7, "A-1", reason)]
    assert "2020-01-01" in refused[0].row


@pytest.mark.parametrize("version", ["1.00", "1.05", "2.04", "", "two"])
def test_another_version_is_refused_by_name(version: str) -> None:
    with pytest.raises(UnreadableFileError, match=f'line 2: IATI version "{version or "none"}" is not read'):
        read_all(document(activity("A-1"), root=f'<iati-activities version="{version}">\n'))


@pytest.mark.parametrize("version", ["2.01", "2.02", "2.03"])
def test_the_versions_since_2_01_are_read(version: str) -> None:
    given = read_all(document(activity("A-1"), root=f'<iati-activities version="{version}">\n'))
    assert len(rows(given, "activity")) == 1


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2021-11-28T10:00:00", date(2021, 11, 28)),
        ("2021-11-28T23:30:00-05:00", date(2021, 11, 29)),
        ("2021-11-28T10:00:00Z", date(2021, 11, 28)),
        ("2021-11-28", date(2021, 11, 28)),
        ("yesterday", None),
        ("", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_the_day_of_publication_is_that_of_the_file_in_utc(moment: str, day: date | None) -> None:
    content = document(root=f'<iati-activities version="2.03" generated-datetime="{moment}">\n')
    recognised = recognise(content.encode(), "any.xml")
    assert recognised is not None
    assert recognised.published == day


@pytest.mark.parametrize("content", [HEAD, "<iati-organisations/>", "a,b\n1,2", "", "{}", ROOT[:20]])
def test_other_content_is_not_taken_for_activities(content: str) -> None:
    assert recognise(content.encode(), "iati-activities.xml") is None


def test_a_file_without_activities_gives_nothing() -> None:
    assert read_all(document()) == []


def test_more_rows_than_a_batch_holds_are_all_there() -> None:
    given = read_all(document(*(activity(f"A-{n}", *["<tag code='1' vocabulary='1'/>"] * 10) for n in range(3_000))))
    assert len(rows(given, "tag")) == 30_000
    assert [row["activity"] for row in rows(given, "activity")] == [f"A-{n}" for n in range(3_000)]
