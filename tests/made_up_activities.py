"""IATI activities made up for tests: their text, and what the reader makes of it."""

import io
from collections.abc import Iterable

from quipu.core.snapshot import Batch, Issue, Quarantined
from quipu.formats.activity_xml import Activity, ActivityStream
from quipu.sources.iati.reader import read, recognise

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
ROOT = '<iati-activities version="2.03" generated-datetime="2021-11-28T10:00:00">\n'
PUBLISHER = '<reporting-org ref="XM-DAC-41121" type="40"><narrative>UNHCR</narrative></reporting-org>\n'


def activity(identifier: str, *children: str) -> str:
    """One activity: a line for its tag, one for the identifier, one for the publisher, then the children."""
    own = "".join(f"{child}\n" for child in children)
    tag = '<iati-activity default-currency="USD" xml:lang="en">'
    return f"{tag}\n<iati-identifier>{identifier}</iati-identifier>\n{PUBLISHER}{own}</iati-activity>\n"


def document(*between: str, head: str = HEAD, root: str = ROOT) -> str:
    """A whole file; the first thing between the tags of its root stands on line 3."""
    return f"{head}{root}{''.join(between)}</iati-activities>\n"


def parsed(content: str | bytes) -> list[Activity]:
    """The activities of a file as they are split."""
    return list(ActivityStream(io.BytesIO(content if isinstance(content, bytes) else content.encode()), "made-up.xml"))


def read_all(content: str | bytes) -> list[Batch | Issue | Quarantined]:
    """All that the reader yields for a file."""
    content = content if isinstance(content, bytes) else content.encode()
    recognised = recognise(content[: 1 << 16], "made-up.xml")
    assert recognised is not None
    return list(read(io.BytesIO(content), recognised, "made-up.xml"))


def rows(given: Iterable[Batch | Issue | Quarantined], table: str) -> list[dict[str, str | int | None]]:
    """The rows of one table, each with its line, without the cells that are empty."""
    found: list[dict[str, str | int | None]] = []
    for batch in given:
        if isinstance(batch, Batch) and batch.table == table:
            for place, line in enumerate(batch.lines):
                cells = {name: column[place] for name, column in batch.columns.items()}
                found.append({name: cell for name, cell in cells.items() if cell is not None} | {"line": line})
    return found


def issues(given: Iterable[Batch | Issue | Quarantined]) -> list[tuple[str, int]]:
    """The code and line of every issue."""
    return [(one.code, one.line) for one in given if isinstance(one, Issue)]
