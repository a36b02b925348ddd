"""The texts of one edition of a page, as the number check takes them. Knows no numbers and no figures."""

from dataclasses import dataclass

from quipu.core.edition import EditionKind

__all__ = ["Binding", "Edition", "EditionKind", "Passage"]


@dataclass(frozen=True, slots=True)
class Binding:
    """A span of a text that shows one figure, by its address as text."""

    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of an edition. Passages of one name in several languages are translations of each other."""

    name: str
    language: str
    text: str
    bindings: tuple[Binding, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """All texts about one subject in one year."""

    year: int
    kind: EditionKind
    passages: tuple[Passage, ...]
