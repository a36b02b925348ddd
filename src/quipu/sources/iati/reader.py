"""Read IATI activity files, 2.01 to 2.03, into batches of fact rows. Knows nothing of publishers or of the warehouse."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import BinaryIO

from lxml import etree

from quipu.core.errors import UnreadableFileError
from quipu.core.facts import TABLES
from quipu.core.snapshot import Batch, Issue, Quarantined, Recognised
from quipu.formats.activity_xml import Activity, ActivityStream, Root, root
from quipu.formats.xml_fields import LANGUAGE, fields, narratives, own_text
from quipu.sources.iati.fields import CODES, DATES, NAMED_IN_LANGUAGES, NOT_TAKEN, RECORDS, SINGLE, TEXTS
from quipu.sources.iati.results import read_result

VERSIONS = ("2.01", "2.02", "2.03")
_ROWS_OF_A_BATCH = 20_000
_REPORTING = re.compile(rb"<reporting-org[^>]*?\sref\s*=\s*[\"'](?P<ref>[^\"']+)")
_POSITION = re.compile(r"([+-]?\d+(?:\.\d+)?)\s+([+-]?\d+(?:\.\d+)?)")
_ATTRIBUTES_NOT_TAKEN = {"default-tied-status", "linked-data-uri", "budget-not-provided"}

Rows = dict[str, tuple[list[list[str | None]], list[int]]]


def recognise(head: bytes, file_name: str) -> Recognised | None:  # noqa: ARG001 - every source is asked in this form
    """Say what the file is where its root element is that of IATI activities, of whatever version; else None."""
    found = root(head)
    if found is None or found.name != "iati-activities":
        return None
    reporting = _REPORTING.search(head)
    publisher = reporting["ref"].decode("utf-8", "replace") if reporting else ""
    return Recognised("activities", "xml", True, _published(found), "generated-datetime of the file", publisher)


def _published(found: Root) -> date | None:
    """Return the day, in UTC, on which the publisher made the file (iati-activities/@generated-datetime)."""
    try:
        moment = datetime.fromisoformat(found.attributes.get("generated-datetime", ""))
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        return None


def read(
    stream: BinaryIO,
    recognised: Recognised,  # noqa: ARG001 - activities have one form
    file: str,
) -> Iterator[Batch | Issue | Quarantined]:
    """Yield the rows of every activity, in batches a table, with the issues and the activities that cannot be read."""
    activities = ActivityStream(stream, file)
    _check_version(activities.root, file)
    reader = ActivityReader()
    for activity in activities:
        yield from reader.read(activity)
        if reader.row_count >= _ROWS_OF_A_BATCH:
            yield from reader.batches()
    yield from reader.batches()
    for name in sorted(set(activities.strays)):
        yield Issue("unknown-element", activities.root.line, "", f"<{name}> between the activities is not of IATI 2.03")


def _check_version(found: Root, file: str) -> None:
    version = found.attributes.get("version")
    if version not in VERSIONS:
        raise UnreadableFileError(
            f'IATI version "{version or "none"}" is not read',
            f"{file}, line {found.line}",
            f"Versions {', '.join(VERSIONS)} are; ask the publisher for one of them.",
        )


class ActivityReader:
    """Collects the rows of activities, a table at a time, until they are taken as batches."""

    def __init__(self) -> None:
        self._rows: Rows = {name: ([], []) for name in TABLES}
        self._places = {name: {column.name: i for i, column in enumerate(t.columns)} for name, t in TABLES.items()}
        self._seen: dict[str, int] = {}
        self._indicators = 0
        self.row_count = 0

    def put(self, table: str, line: int, values: dict[str, str | None]) -> None:
        """Add one row."""
        places = self._places[table]
        row: list[str | None] = [None] * len(places)
        for name, text in values.items():
            row[places[name]] = text
        rows, lines = self._rows[table]
        rows.append(row)
        lines.append(line)
        self.row_count += 1

    def batches(self) -> Iterator[Batch | Issue]:
        """Yield what was collected, and the codes in it that their list does not have; start anew."""
        for table, (rows, lines) in self._rows.items():
            if rows:
                names = [column.name for column in TABLES[table].columns]
                columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
                yield from _unknown_codes(table, columns, lines)
                yield Batch(table, columns, lines)
                self._rows[table] = ([], [])
        self.row_count = 0

    def read(self, activity: Activity) -> Iterator[Issue | Quarantined]:
        """Collect the rows of one activity; one without identifier, or that stood before, goes to quarantine."""
        element = activity.element
        line = activity.line(element)
        identifier = " ".join((element.findtext("iati-identifier") or "").split())
        reason = self._refusal(identifier)
        if reason:
            yield Quarantined("activity", line, identifier, reason, (own_text_of(element, "title"))[:200])
            return
        self._seen[identifier] = line
        yield from self._read_children(activity, identifier)

    def _refusal(self, identifier: str) -> str:
        if not identifier:
            return "the activity has no iati-identifier"
        if not re.search(r"\w", identifier):
            return f'the identifier "{identifier}" has neither letter nor digit'
        if identifier in self._seen:
            return f"the identifier stands at line {self._seen[identifier]} already; the first activity was taken"
        return ""

    def _read_children(self, activity: Activity, identifier: str) -> Iterator[Issue]:
        element = activity.element
        language = (element.get(LANGUAGE) or "en").lower()
        currency = element.get("default-currency")
        texts = {"activity": identifier, "language": language, "currency": currency}
        own: dict[str, str | None] = {**texts}
        for child in element:
            tag = child.tag
            if tag in RECORDS:
                yield from self._read_record(activity, child, texts)
            elif tag == "result":
                yield from read_result(self, activity, child, identifier, language)
            elif tag in TEXTS:
                self._put_texts(activity, child, identifier, language)
            else:
                yield from self._read_single(activity, child, own)
        yield from self._put_activity(activity, own)

    def _read_single(self, activity: Activity, child: etree._Element, own: dict[str, str | None]) -> Iterator[Issue]:
        tag = str(child.tag)
        if tag == "reporting-org":
            own["publisher"] = child.get("ref")
        elif tag == "activity-date":
            kind = DATES.get(child.get("type") or "")
            if kind:
                own[kind] = child.get("iso-date")
            else:
                yield _unknown_code(activity.line(child), own, "activity-date/@type", child.get("type"))
        elif tag in NOT_TAKEN or tag.startswith("{"):
            own.update(_single_values(child, tag))
        else:
            yield Issue("unknown-element", activity.line(child), own["activity"] or "", f"<{tag}> is not of IATI 2.03")

    def _put_activity(self, activity: Activity, own: dict[str, str | None]) -> Iterator[Issue]:
        element = activity.element
        own["hierarchy"] = element.get("hierarchy") or "1"
        own["humanitarian"] = element.get("humanitarian")
        own["updated"] = element.get("last-updated-datetime")
        known = {LANGUAGE, "default-currency", "hierarchy", "humanitarian", "last-updated-datetime"}
        for name in map(str, element.keys()):
            if name not in known and name not in _ATTRIBUTES_NOT_TAKEN and not name.startswith("{"):
                line = activity.line(element)
                yield Issue(
                    "unknown-attribute", line, own["activity"] or "", f"iati-activity/@{name} is not of IATI 2.03"
                )
        self.put("activity", activity.line(element), own)

    def _put_texts(self, activity: Activity, child: etree._Element, identifier: str, language: str) -> None:
        for spoken, text, narrative in narratives(child, language):
            values: dict[str, str | None] = {
                "activity": identifier,
                "element": str(child.tag),
                "ref": child.get("type"),
            }
            self.put("narrative", activity.line(narrative), {**values, "language": spoken, "text": text})

    def _read_record(self, activity: Activity, child: etree._Element, texts: dict[str, str | None]) -> Iterator[Issue]:
        tag, language, identifier = str(child.tag), texts["language"] or "en", texts["activity"] or ""
        record = RECORDS[tag]
        line = activity.line(child)
        found = fields(child, language)
        values: dict[str, str | None] = {"activity": identifier, **record.defaults, **record.constants}
        if "." in record.columns:
            values[record.columns["."]] = own_text(child, language)
        for path, text in found.items():
            column = record.columns.get(path)
            if column is not None:
                values[column] = text
            elif not path.startswith(record.ignored):
                yield Issue("unknown-field", line, identifier, f"{tag}/{path} is not of IATI 2.03, or stands twice")
        if "currency" in record.columns.values():
            values.setdefault("currency", texts["currency"])
        if tag == "location":
            yield from _split_position(values, line)
        self.put(record.table, line, values)
        if tag in NAMED_IN_LANGUAGES:
            self._put_names(activity, child, texts, NAMED_IN_LANGUAGES[tag])

    def _put_names(self, activity: Activity, child: etree._Element, texts: dict[str, str | None], key: str) -> None:
        """Keep the names in languages other than the activity's, in which they stand in the row itself."""
        named = child if child.tag != "location" else child.find("name")
        if named is None or len(named) < 2:
            return
        for spoken, text, narrative in narratives(named, texts["language"] or "en"):
            if spoken != texts["language"]:
                values = {"activity": texts["activity"], "element": str(child.tag), "ref": child.get(key[1:])}
                self.put("narrative", activity.line(narrative), {**values, "language": spoken, "text": text})

    def next_indicator(self) -> int:
        """Return a number that joins the values of an indicator to it, unique in the file."""
        self._indicators += 1
        return self._indicators


def own_text_of(element: etree._Element, tag: str) -> str:
    """Return the text of the first child of that name, or an empty one."""
    child = element.find(tag)
    return "" if child is None else own_text(child, "en")


def _single_values(child: etree._Element, tag: str) -> dict[str, str | None]:
    """Return the columns that an element with nothing but a code gives."""
    vocabulary = child.get("vocabulary")
    column = SINGLE.get(f"{tag}[{vocabulary}]/@code" if vocabulary else f"{tag}/@code")
    return {column: child.get("code")} if column else {}


def _split_position(values: dict[str, str | None], line: int) -> Iterator[Issue]:
    """Replace the position by latitude and longitude in degrees; one that is not two numbers is an issue, not a place."""
    position = values.pop("position", None)
    if position is None:
        return
    match = _POSITION.fullmatch(position.strip())
    if match is None or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
        what = f'the position "{position}" is not a latitude and a longitude; the place is kept without it'
        yield Issue("position", line, values["activity"] or "", what)
        return
    values["latitude"], values["longitude"] = match[1], match[2]


def _unknown_codes(table: str, columns: dict[str, list[str | None]], lines: list[int]) -> Iterator[Issue]:
    for (name, column), codes in CODES.items():
        if name != table:
            continue
        unknown = set(columns[column]) - codes.keys() - {None}
        for i, code in enumerate(columns[column] if unknown else ()):
            if code in unknown:
                own = {"activity": columns["activity"][i]}
                yield _unknown_code(lines[i], own, f"{table} {column}", code)


def _unknown_code(line: int, own: dict[str, str | None], where: str, code: str | None) -> Issue:
    return Issue("unknown-code", line, own["activity"] or "", f'"{code}" is not a code of {where}')
