import ast
import re
from pathlib import Path

from quipu import pages
from quipu.charts.words import ENGLISH_PHRASES
from quipu.pages.language import Language, keys

HERE = Path(pages.__file__).parent
ENGLISH = Language("en")
ANY = "[A-Za-z0-9_-]+"
BY_TEMPLATE = re.compile(r"\bwords\.([a-z_]+(?:\.[a-z_]+)*)")


def used_by_templates() -> set[str]:
    return {key for file in (HERE / "templates").glob("*.html") for key in BY_TEMPLATE.findall(file.read_text())}


def used_by_code() -> list[re.Pattern[str]]:
    """Every text of the code that may be a key, as a pattern: what stands in braces is any word."""
    nodes = [node for file in HERE.glob("*.py") for node in ast.walk(ast.parse(file.read_text()))]
    filled = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    whole = [node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in filled]
    texts = [re.escape(text) for text in whole if isinstance(text, str)]
    texts += ["".join(map(piece, node.values)) for node in nodes if isinstance(node, ast.JoinedStr)]
    return [re.compile(text) for text in texts if text != ANY]


def piece(node: ast.expr) -> str:
    return re.escape(str(node.value)) if isinstance(node, ast.Constant) else ANY


def test_every_word_of_a_template_is_in_the_catalogue() -> None:
    known = set(keys(ENGLISH.words))
    sections = {key.rpartition(".")[0] for key in known}
    assert sorted(key for key in used_by_templates() - known if key not in sections) == []


def test_every_phrase_of_the_charts_is_in_the_catalogue() -> None:
    assert {f"charts.{phrase}" for phrase in ENGLISH_PHRASES} - set(keys(ENGLISH.words)) == set()


def test_no_word_of_the_catalogue_is_unused() -> None:
    templates, code = used_by_templates(), used_by_code()
    lists = ("charts.", "unit.")
    unused = [
        key
        for key in keys(ENGLISH.words)
        if not key.startswith(lists)
        and not {key, key.rpartition(".")[0]} & templates
        and not any(one.fullmatch(key) for one in code)
    ]
    assert unused == []
