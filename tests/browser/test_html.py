"""Every page of the sample, in every language, is valid HTML."""

import json
from pathlib import Path

from tests.browser.node import ROOT, node

VALIDATE = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = Path(__file__).with_name("html-validate.json")


def faults(*files: Path) -> list[str]:
    """What is wrong, each with its file, line and rule."""
    found = json.loads(node("html-validate", VALIDATE, "--config", RULES, "--formatter", "json", *files))
    return [f"{one['filePath']}:{told['line']} {told['ruleId']}" for one in found for told in one["messages"]]


def test_every_page_is_valid(sample_site: Path) -> None:
    pages = sorted(sample_site.rglob("*.html"))
    assert len(pages) > 200
    told = faults(*pages)
    assert told == [], "\n".join(told[:20])


def test_what_is_not_valid_is_found(sample_site: Path, tmp_path: Path) -> None:
    """The same page with a paragraph in a heading, a name used twice, and an attribute that there is not."""
    text = (sample_site / "en" / "index.html").read_text("utf-8")
    broken = text.replace("</h1>", "<p></p></h1>", 1).replace("<footer", '<footer id="main" colour="red"', 1)
    page = tmp_path / "index.html"
    page.write_text(broken, "utf-8")
    rules = {fault.rpartition(" ")[2] for fault in faults(page)}
    assert {"element-permitted-content", "no-dup-id"} <= rules
