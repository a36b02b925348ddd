"""Every English text that pages show and that is not in their words: what a language needs besides. Shows nothing."""

from collections.abc import Iterator

from quipu.core.profile import Profile
from quipu.figures.absence import TEXTS
from quipu.figures.catalogue import FigureFile, figure_files
from quipu.figures.lookup import PROVISIONAL, WITHDRAWN
from quipu.figures.texts import texts
from quipu.pipeline.check import modules


def wanted(profile: Profile) -> tuple[str, ...]:
    """Return the texts of figures, checks, reasons and the profile, each once."""
    return tuple(dict.fromkeys(text for text in (*_own(), *_of_profile(profile)) if text))


def untranslated(profile: Profile, publisher: str, language: str) -> tuple[str, ...]:
    """Return the texts that pages in a language show in English, for want of others."""
    return texts(language, publisher).without(wanted(profile))


def _own() -> Iterator[str]:
    """Yield Quipu's own texts."""
    yield from (*TEXTS, PROVISIONAL, WITHDRAWN)
    for figure in figure_files().values():
        yield from _of_figure(figure)
    for module in modules():
        yield from (module.CHECK.title, module.CHECK.meaning)


def _of_figure(figure: FigureFile) -> Iterator[str]:
    yield from (figure.title, figure.definition, *figure.caveats, *figure.members.values())


def _of_profile(profile: Profile) -> Iterator[str]:
    """Yield the texts of the publisher's profile."""
    yield profile.publisher.site_title
    for parts in (profile.pillars, profile.impact_areas, profile.partners, profile.donor_kinds):
        yield from (part.title for part in parts)
    yield from (kind.title for kind in profile.population_types)
    yield from (alias.title for alias in profile.population_aliases)
    yield from (rule.reason for rule in profile.series_breaks)
    yield from (rule.reason for rule in profile.gaps)
    yield from (rule.reason for rule in profile.successions)
    reasons = profile.move_reasons
    yield from (reasons.came_from, reasons.went_to, reasons.lost, reasons.gained, reasons.inferred)
