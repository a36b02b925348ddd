"""Write the sample's edition, so that somebody who tries the back office finds a text, and the check finds its faults."""

import tomllib
import uuid
from collections.abc import Iterable
from html import escape
from importlib import resources
from typing import Any

from wagtail.models import Locale

from quipu.web.editorial.models import ReportPage
from quipu.web.editorial.streams import set_blocks


def write_sample() -> bool:
    """Write it as a draft; tell whether there was an edition that nobody had written in."""
    sample = tomllib.loads(resources.files("quipu.sample").joinpath("edition.toml").read_text("utf-8"))
    page = ReportPage.objects.filter(
        subject=sample["subject"], year=sample["year"], locale=Locale.get_default(), latest_revision=None
    ).first()
    if page is None:
        return False
    sections = {slug.replace("-", "_"): _paragraphs(texts) for slug, texts in sample["sections"].items()}
    set_blocks(page, "narrative", [_filled(block, sections) for block in page.narrative.raw_data])
    set_blocks(page, "key_figures", [_key_figure(figure) for figure in sample["key_figures"]])
    page.save_revision(log_action=True)
    return True


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _filled(block: dict[str, Any], sections: dict[str, str]) -> dict[str, Any]:
    return {**block, "value": sections.get(block["type"], "")}


def _key_figure(figure: dict[str, str]) -> dict[str, Any]:
    return {"type": "figure", "id": str(uuid.uuid4()), "value": {"standing": "result", "address": "", **figure}}
