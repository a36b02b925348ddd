"""Addresses that lead on to others: by an operation's code, its offices' codes, a former name, and without a language.

A static host can only be told by a page that sends readers on; hosts that read `/_redirects`, and `quipu serve`, answer 301.
"""

from collections.abc import Iterator

from quipu.core.record import Level, Subject
from quipu.pages.codes import codes_of, slugs_of
from quipu.pages.page import Page
from quipu.pages.press import Press
from quipu.pages.url import REDIRECTS, SUBJECTS, Url, section_of

KIND = "moved"
_LEVELS = (Level.OPERATION, Level.REGION)


def urls(press: Press) -> Iterator[Url]:
    """Yield an address for each code and former name, and the list of all of them."""
    yield Url(REDIRECTS, KIND, depends=(SUBJECTS,))
    for path, subject in _moves(press).items():
        yield Url(path, KIND, subject=subject.code, depends=(SUBJECTS,))


def render(press: Press, url: Url) -> bytes:
    """Return the page that leads on, or the list."""
    return _page(press, url) if url.subject else _list(press)


def _page(press: Press, url: Url) -> bytes:
    page, subject = Page(press, url), press.subjects[url.subject]
    name, words = press.name(subject), press.language
    target = press.section(subject)
    return press.fill(
        "moved.html",
        title=words.say("moved.title", name=name),
        about=words.say("moved.about", name=name),
        target=page.link(target),
        canonical=f"{press.base}{target}" if press.base else page.link(target),
    )


def _list(press: Press) -> bytes:
    """Return all of them as Netlify, Cloudflare Pages and others read them: from, to, status."""
    lines = (f"{path} {press.section(subject)} 301\n" for path, subject in sorted(_moves(press).items()))
    return "".join(lines).encode()


def _moves(press: Press) -> dict[str, Subject]:
    """Return who is meant by each old address: by the present code of one subject before the former code of another."""
    subjects = [subject for level in _LEVELS for subject in press.at_level(level)]
    held: dict[str, Subject] = {}
    for rank in range(max((len(_names(press, subject)) for subject in subjects), default=0)):
        for subject in subjects:
            for path in _names(press, subject)[rank : rank + 1]:
                held.setdefault(path, subject)
    return held


def _names(press: Press, subject: Subject) -> tuple[str, ...]:
    """Return the old addresses of a subject, its own code's first."""
    kept = press.kept(subject.code)
    if KIND not in kept:
        section = section_of(subject).removesuffix(f"{subject.slug}/")
        codes = (place for code in codes_of(press.profile, subject) for place in (f"/{code}/", f"{section}{code}/"))
        kept[KIND] = tuple(dict.fromkeys((*codes, *(f"{section}{slug}/" for slug in slugs_of(subject)))))
    names: tuple[str, ...] = kept[KIND]
    return names
