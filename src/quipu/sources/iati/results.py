"""Read the results of an activity: indicators with their baselines, targets and actuals by population group."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from quipu.core.snapshot import Issue
from quipu.formats.activity_xml import Activity
from quipu.formats.xml_fields import own_text

if TYPE_CHECKING:
    from quipu.sources.iati.reader import ActivityReader

_GROUP_DIMENSIONS = ("Population targeted", "Population Type")
_NOT_TAKEN = {"reference", "document-link", "description"}


def read_result(
    reader: "ActivityReader", activity: Activity, result: etree._Element, identifier: str, language: str
) -> Iterator[Issue]:
    """Collect one row an indicator, and one a baseline, target or actual; what the standard does not know is an issue."""
    title = _text(result, "title", language)
    for child in result:
        tag = str(child.tag)
        if tag == "indicator":
            own = {
                "activity": identifier,
                "number": str(reader.next_indicator()),
                "result_type": result.get("type"),
                "result_title": title,
                "aggregation": result.get("aggregation-status"),
            }
            yield from _read_indicator(reader, activity, child, own, language)
        elif tag not in _NOT_TAKEN and tag != "title":
            yield _unknown(activity, child, identifier, "result")


def _read_indicator(
    reader: "ActivityReader",
    activity: Activity,
    indicator: etree._Element,
    own: dict[str, str | None],
    language: str,
) -> Iterator[Issue]:
    values = {**own, "measure": indicator.get("measure"), "ascending": indicator.get("ascending")}
    shared = {"activity": own["activity"], "number": own["number"]}
    for child in indicator:
        tag = child.tag
        if tag in ("title", "description"):
            values[str(tag)] = own_text(child, language)
        elif tag == "baseline":
            yield from _read_value(reader, activity, child, shared, language)
        elif tag == "period":
            yield from _read_period(reader, activity, child, shared, language)
        elif tag not in _NOT_TAKEN:
            yield _unknown(activity, child, own["activity"], "indicator")
    reader.put("indicator", activity.line(indicator), values)


def _read_period(
    reader: "ActivityReader", activity: Activity, period: etree._Element, shared: dict[str, str | None], language: str
) -> Iterator[Issue]:
    dates = {
        name: period_date.get("iso-date")
        for name, tag in (("period_start", "period-start"), ("period_end", "period-end"))
        if (period_date := period.find(tag)) is not None
    }
    for child in period:
        if child.tag in ("target", "actual"):
            yield from _read_value(reader, activity, child, {**shared, **dates}, language)
        elif child.tag not in ("period-start", "period-end"):
            yield _unknown(activity, child, shared["activity"], "period")


def _read_value(
    reader: "ActivityReader", activity: Activity, element: etree._Element, shared: dict[str, str | None], language: str
) -> Iterator[Issue]:
    values = {**shared, "kind": str(element.tag), "value": element.get("value") or None, "year": element.get("year")}
    dimensions = []
    for child in element:
        if child.tag == "dimension":
            name, text = child.get("name") or "", child.get("value") or ""
            dimensions.append(f"{name}: {text}")
            if name in _GROUP_DIMENSIONS:
                values["population_group"] = text
        elif child.tag == "location":
            values["location"] = " ".join((child.get("ref") or "").split()) or None
        elif child.tag == "comment":
            values["comment"] = own_text(child, language)
        elif child.tag not in _NOT_TAKEN:
            yield _unknown(activity, child, shared["activity"], str(element.tag))
    values["dimensions"] = "; ".join(dimensions) or None
    reader.put("indicator_value", activity.line(element), values)


def _text(element: etree._Element, tag: str, language: str) -> str | None:
    child = element.find(tag)
    return None if child is None else own_text(child, language)


def _unknown(activity: Activity, child: etree._Element, identifier: str | None, parent: str) -> Issue:
    what = f"<{child.tag}> in {parent} is not of IATI 2.03"
    return Issue("unknown-element", activity.line(child), identifier or "", what)
