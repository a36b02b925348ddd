"""Tables drawn as text, and sums written as sums. Knows nothing of files or figures."""

import ast
from collections.abc import Callable
from decimal import Decimal
from operator import add, mul, neg, sub, truediv

_OPERATORS: dict[type[ast.AST], Callable[..., Decimal]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.Div: truediv,
    ast.USub: neg,
}


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table whose cells are parted by bars; the first line names the columns."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines() if line.strip()]
    header, *body = lines
    return [dict(zip(header, cells, strict=True)) for cells in body]


def amount(text: str) -> Decimal:
    """Return the value of a sum such as `100 + 20`, exactly."""
    return _value(ast.parse(text.replace(",", "").strip(), mode="eval").body, text.replace(",", ""))


def _value(node: ast.expr, text: str) -> Decimal:
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_value(node.left, text), _value(node.right, text))
    if isinstance(node, ast.UnaryOp):
        return _OPERATORS[type(node.op)](_value(node.operand, text))
    segment = ast.get_source_segment(text.strip(), node)
    assert segment is not None, text
    return Decimal(segment)
