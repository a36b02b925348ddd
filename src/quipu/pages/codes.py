"""The codes and parts of addresses that a subject has had, its present ones first. Knows no page."""

from collections.abc import Iterator

from quipu.core.profile import Profile, slugify
from quipu.core.record import Level, Subject


def codes_of(profile: Profile, subject: Subject) -> tuple[str, ...]:
    """Return the code of a subject, those of its offices over the years, and those that a region went by."""
    region = profile.region(subject.code) if subject.level is Level.REGION else None
    held = (subject.code, *_offices(profile, subject), *(region.aliases if region else ()))
    return tuple(dict.fromkeys(held))


def _offices(profile: Profile, subject: Subject) -> Iterator[str]:
    """Yield the codes of the offices, as the identifiers of their activities have them."""
    if subject.level in (Level.OPERATION, Level.NODE):
        for edition in reversed(subject.editions):
            found = profile.publisher.identifier.fullmatch(edition.activity)
            if found and found["office"]:
                yield found["office"]


def slugs_of(subject: Subject) -> tuple[str, ...]:
    """Return the slug of a subject, and those that its earlier names would have given it."""
    names = (dict(edition.names).get("en", "") for edition in reversed(subject.editions))
    return tuple(dict.fromkeys((subject.slug, *(slug for name in names if (slug := slugify(name))))))
