"""What is approved comes onto the public pages, whole or not at all; what was public is corrected and withdrawn openly."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.office.acting import account, act, report, rich, signed_in, step, write
from tests.office.test_workflow import LANGUAGES, submitted, translate

from quipu.core.errors import LockedError

NOTE = "The number of families was too high."
ENGLISH = (
    "<p>At the end of the year, <span data-figure='PER/2020/population'>1,557,276</span> people were counted."
    " <b>Most</b> had <a href='https://example.org/study'>come by land</a>.</p><ul><li>By bus</li><li>On foot</li></ul>"
)
FRENCH = ENGLISH.replace("1,557,276", "1 557 276").replace("people were counted", "personnes ont été recensées")


@pytest.fixture(scope="module", autouse=True)
def _site(office: Any, office_home: Path) -> None:  # noqa: ARG001 - the office must be open before
    """The site, served as `quipu serve` serves it."""
    from quipu.publish.live import bring_up
    from quipu.warehouse import releases
    from quipu.warehouse.home import Home
    from quipu.warehouse.lock import writing

    home = Home(office_home)
    with writing(home, 5, "test"):
        bring_up(home, releases.current(home), "unhcr", 1)


@pytest.fixture(autouse=True)
def _nothing_public(office_home: Path) -> Iterator[None]:
    """Take away afterwards what a test made public."""
    import shutil

    from quipu.publish.live import bring_up
    from quipu.warehouse import releases
    from quipu.warehouse.home import Home
    from quipu.warehouse.lock import writing

    yield
    if (office_home / "editions").exists():
        shutil.rmtree(office_home / "editions")
        home = Home(office_home)
        with writing(home, 5, "test"):
            bring_up(home, releases.current(home), "unhcr", 1)


@contextmanager
def committed() -> Iterator[None]:
    """Do what waits for the end of the transaction, which in a test never ends."""
    from django.test import TestCase

    with TestCase.captureOnCommitCallbacks(execute=True):
        yield


def page_of(home: Path, language: str = "en", year: int = 2020) -> str:
    return (home / f"site/current/{language}/operations/peru/{year}/index.html").read_text("utf-8")


def everything(home: Path) -> dict[str, bytes]:
    folder = home / "site/current"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def drafted(page: Any, html: str, **streams: list[dict[str, Any]]) -> Any:
    """Save a draft that has this text in its first section; return the draft."""
    page = page.get_latest_revision_as_object()
    raw = [{**block, "value": html if not place else ""} for place, block in enumerate(page.narrative.raw_data)]
    page.narrative = type(page)._meta.get_field("narrative").stream_block.to_python(raw)
    for name, values in streams.items():
        stream(page, name, *values)
    page.save_revision()
    return page


def translated_as(html: str) -> None:
    """Complete all translations of the report of Peru."""
    from quipu.web.editorial.translating import prepare

    prepare(report())
    source = report().get_latest_revision_as_object()
    for language in LANGUAGES:
        page = drafted(report(language=language), html)
        page.follows = source.digests()
        page.save_revision()


def approved(**streams: list[dict[str, Any]]) -> Any:
    """A report of Peru that is public; the steps before are passed over."""
    drafted(report(), ENGLISH, **streams)
    translated_as(FRENCH)
    with committed():
        report().get_latest_revision().publish()
    return report()


def changed() -> Any:
    """The same, changed, and waiting for approval again."""
    page = submitted(ENGLISH.replace("By bus", "By lorry"))
    act(signed_in("rosa", "reviewer", "AME"), page, "approve")
    for language in LANGUAGES:
        translate(language, FRENCH.replace("By bus", "Par camion"))
    assert step(page) == "Approval: in_progress"
    return report()


def redrafted() -> Any:
    """A public report whose drafts say something else now."""
    approved()
    drafted(report(), ENGLISH.replace("By bus", "By lorry"))
    translated_as(FRENCH.replace("By bus", "Par camion"))
    return report()


def test_what_is_approved_is_on_the_page_in_every_language(office_home: Path) -> None:
    page = submitted(ENGLISH)
    act(signed_in("rosa", "reviewer", "AME"), page, "approve")
    for language in LANGUAGES:
        translate(language, FRENCH)
    with committed():
        act(signed_in("paul", "publisher"), report(), "approve")
    english, french = page_of(office_home), page_of(office_home, "fr")
    assert "What was done in 2020" in english
    told = english.partition('aria-labelledby="report"')[2].partition("</section>")[0]
    assert re.search(r'data-address="PER/2020/population"[^>]*>1,5\d\d,\d\d\d</a>', told)
    assert "<li>By bus</li>" in english
    assert "personnes ont été recensées" in french
    assert "people were counted" not in french.partition('id="report"')[2].partition("</section>")[0]


def test_exactly_the_files_that_show_it_change(office_home: Path) -> None:
    before = everything(office_home)
    approved()
    after = everything(office_home)
    moved = {name for name in after if after[name] != before.get(name)} | (before.keys() - after.keys())
    plain = {name for name in moved if not name.endswith((".gz", ".br"))}
    pages = {f"{language}/operations/peru/2020/index.html" for language in ("en", *LANGUAGES)}
    newest = {name.replace("2020/", "") for name in pages}
    assert plain - newest == pages | {"operations/peru/2020.json", "manifest.json"}


def test_the_folder_is_what_a_whole_publication_would_make(office_home: Path) -> None:
    from quipu.publish.folder import Order, Sheets, publish
    from quipu.warehouse import releases
    from quipu.warehouse.editions import Kept
    from quipu.warehouse.home import Home

    approved()
    home = Home(office_home)
    release = releases.current(home).folder
    kept = Kept(home.editions)
    order = Order(
        release,
        "unhcr",
        office_home / "whole",
        sheets=Sheets.ON_DEMAND,
        editions=home.editions,
        written=kept.digest(),
    )
    publish(order, 1)
    whole = office_home / "whole"
    made = {str(path.relative_to(whole)): path.read_bytes() for path in whole.rglob("*") if path.is_file()}
    import shutil

    shutil.rmtree(whole)
    assert made == everything(office_home)


def test_the_file_holds_everything_and_is_the_same_each_time(office_home: Path) -> None:
    page = approved()
    path = office_home / "editions/PER/2020/report.json"
    first = path.read_bytes()
    assert [text["language"] for text in json.loads(first)["texts"]] == ["en", "fr", "es", "ar"]
    from quipu.web.editorial.public import bring_out

    bring_out(page)
    assert path.read_bytes() == first


def test_what_cannot_be_brought_out_leaves_the_site_as_it_was(
    office_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quipu.warehouse import swap

    before, put, calls = everything(office_home), swap._put, []

    def fails(path: Path, content: Path | None) -> None:
        calls.append(path)
        if len(calls) == 5:
            raise OSError("the disk is full")
        put(path, content)

    monkeypatch.setattr(swap, "_put", fails)
    page = approved()
    assert everything(office_home) == before
    assert not list((office_home / "editions").rglob("*.json"))
    desk = signed_in("pia", "publisher").get("/office/").content.decode()
    assert "Not public yet" in desk
    assert "the disk is full" in desk
    editor = signed_in("pina", "publisher").get(f"/office/pages/{page.pk}/edit/").content.decode()
    assert "could not be brought out" in editor


def test_what_could_not_be_brought_out_is_tried_again(office_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from quipu.web.editorial import public

    def busy(*_: Any) -> None:
        raise LockedError("a new release is just being published")

    with monkeypatch.context() as patched:
        patched.setattr(public.live, "bring_out", busy)
        approved()
    assert "What was done" not in page_of(office_home)
    public.bring_out_due()
    assert "What was done" in page_of(office_home)
    from quipu.web.editorial.models import Outgoing

    assert not Outgoing.objects.exists()


def test_a_lost_folder_is_written_again(office_home: Path) -> None:
    import shutil

    approved()
    shutil.rmtree(office_home / "editions")
    from quipu.web.editorial.public import bring_out_due, take_up

    take_up()
    bring_out_due()
    assert (office_home / "editions/PER/2020/report.json").exists()


def test_a_change_of_what_is_public_needs_a_note(office_home: Path) -> None:
    approved()
    page = changed()
    publisher = signed_in("petra", "publisher")
    with committed():
        act(publisher, page, "approve")
        act(publisher, page, "approve-correction", text_en="short")
    assert "By lorry" not in page_of(office_home)
    with committed():
        act(publisher, page, "approve-correction", text_en=NOTE, text_ar="كان عدد الأسر أكبر من اللازم.")
    english, french, arabic = (page_of(office_home, code) for code in ("en", "fr", "ar"))
    assert "By lorry" in english
    assert NOTE in english
    assert f'<bdi lang="en">{NOTE}</bdi>' in french
    assert "كان عدد الأسر" in arabic


def test_what_did_not_change_needs_none() -> None:
    from quipu.web.editorial.corrections import needs_note

    page = approved()
    assert not needs_note(page.get_latest_revision_as_object())
    assert needs_note(redrafted().get_latest_revision_as_object())


def test_what_was_public_cannot_be_published_around_the_note() -> None:
    from django.core.exceptions import PermissionDenied

    page = redrafted()
    with pytest.raises(PermissionDenied, match="told to readers"):
        page.get_latest_revision().publish(user=account("chief", "publisher"))


def test_an_edition_is_withdrawn_with_a_reason_that_stays_where_it_stood(office_home: Path) -> None:
    page = approved()
    publisher = signed_in("petra", "publisher")
    address = f"/office/editions/{page.pk}/withdraw/"
    assert publisher.get(address).status_code == 200
    publisher.post(address, {"text_en": ""})
    assert report().live
    with committed():
        publisher.post(address, {"text_en": "It named a place that must not be known."})
    english = page_of(office_home)
    assert "It named a place that must not be known." in english
    assert "By bus" not in english
    assert "By bus" not in (office_home / "editions/PER/2020/report.json").read_text("utf-8")
    assert "withdrawn" in (office_home / "site/current/operations/peru/2020.json").read_text("utf-8")


def test_the_editor_offers_a_withdrawal_and_nothing_else() -> None:
    page = approved()
    menu = signed_in("petra", "publisher").get(f"/office/pages/{page.pk}/edit/").content.decode()
    assert f"/office/editions/{page.pk}/withdraw/" in menu
    assert f"/office/pages/{page.pk}/unpublish/" not in menu
    assert f"/office/pages/{page.pk}/delete/" not in menu


@pytest.mark.parametrize(
    ("kind", "scope"), [("writer", "PER"), ("reviewer", "AME"), ("translator", "fr"), ("administrator", "")]
)
def test_only_publishers_withdraw(kind: str, scope: str) -> None:
    page = approved()
    answer = signed_in("somebody", kind, scope).post(f"/office/editions/{page.pk}/withdraw/", {"text_en": NOTE})
    assert answer.status_code in (302, 403)
    assert report().live


def doors(page: Any) -> list[tuple[str, dict[str, Any]]]:
    """Where Wagtail takes pages from the site, or away."""
    return [
        (f"/office/pages/{page.pk}/unpublish/", {}),
        (f"/office/pages/{page.pk}/delete/", {"confirm": page.title}),
        (f"/office/bulk/wagtailcore/page/unpublish/?id={page.pk}", {"include_descendants": ""}),
        (f"/office/bulk/wagtailcore/page/delete/?id={page.pk}", {}),
        (f"/office/api/main/pages/{page.pk}/action/unpublish/", {}),
        (f"/office/api/main/pages/{page.pk}/action/delete/", {}),
    ]


@pytest.mark.parametrize("door", range(6))
def test_no_other_door_takes_it_from_the_site(door: int) -> None:
    from django.test import Client

    from quipu.web.accounts.models import Account

    page = approved()
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    client.force_login(Account.objects.create_superuser("root"))
    address, data = doors(page)[door]
    client.post(address, data)
    assert report().live


def test_the_interface_for_programs_cannot_publish() -> None:
    page = submitted(ENGLISH)
    from django.test import Client

    from quipu.web.accounts.models import Account

    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    client.force_login(Account.objects.create_superuser("root"))
    client.post(f"/office/api/main/pages/{page.pk}/action/publish/", {})
    assert not report().live


def test_an_end_cannot_be_set() -> None:
    page = report()
    ending = {"expire_at": "2030-01-01 10:00"}
    answer = write(signed_in("paul", "publisher"), page, ENGLISH, **ending)
    assert "does not expire" in answer.content.decode()
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied, match="Withdraw"):
        page.unpublish()


def stream(page: Any, name: str, *values: dict[str, Any]) -> None:
    """Put blocks into a stream of the newest draft."""
    kind = {"places": "place", "pictures": "picture", "documents": "document", "key_figures": "figure"}[name]
    raw = [{"type": kind, "id": f"{name}-{place}", "value": value} for place, value in enumerate(values)]
    setattr(page, name, type(page)._meta.get_field(name).stream_block.to_python(raw))


PLACE = {"kind": "shelter", "name": "Tumbes shelter", "exactness": "town", "about": "Sixty beds", "withheld": ""}
TUMBES = {"latitude": "-3.57", "longitude": "-80.45"}


def with_draft(**streams: Any) -> Any:
    """A report of Peru whose draft has these blocks."""
    page = report().get_latest_revision_as_object()
    for name, values in streams.items():
        stream(page, name, *values)
    page.save_revision()
    return report()


def test_a_place_outside_the_country_is_refused() -> None:
    from quipu.web.editorial.publication import reasons_against

    swapped = {"latitude": "-80.45", "longitude": "-3.57"}
    page = with_draft(places=[PLACE | TUMBES, PLACE | swapped | {"name": "Lost at sea"}])
    (reason,) = reasons_against(page.get_latest_revision_as_object(), publishing=False)
    assert reason.startswith("Lost at sea (-80.45, -3.57) lies outside Peru")


def test_a_withheld_place_never_leaves_the_office() -> None:
    from quipu.web.editorial.composing import text_of
    from quipu.web.editorial.media import Published

    secret = PLACE | TUMBES | {"name": "Safe house", "withheld": "Its people are persecuted"}
    page = with_draft(places=[PLACE | TUMBES, secret]).get_latest_revision_as_object()
    text = text_of(page, Published())
    assert [place.name for place in text.places] == ["Tumbes shelter"]
    assert "Safe house" not in repr(text)


def image(width: int = 2000, height: int = 1000) -> Any:
    """A picture as a camera makes it: with a place in it."""
    from django.core.files.images import ImageFile
    from PIL import Image
    from wagtail.images import get_image_model

    content, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "A camera's name"
    Image.new("RGB", (width, height), "teal").save(content, "JPEG", exif=exif)
    content.seek(0)
    return get_image_model().objects.create(title="Made up", file=ImageFile(content, name="made-up.jpg"))


def test_pictures_come_in_widths_without_what_the_camera_wrote() -> None:
    from quipu.web.editorial.media import Published

    files = Published()
    shown = files.picture(image())
    assert [(file.width, file.height) for file in shown] == [(480, 240), (960, 480), (1440, 720)]
    assert all(b"camera" not in content and content[8:12] == b"WEBP" for content in files.contents.values())
    assert [file.width for file in files.picture(image(300, 200))] == [300]


def previewed(page: Any, client: Any, mode: str = "en") -> Any:
    return client.get(f"/office/pages/{page.pk}/view_draft/?mode={mode}")


def test_the_preview_is_the_real_page_of_the_draft(office_home: Path) -> None:
    write(signed_in("ana", "writer", "PER"), report(), "<p>This is a draft.</p>")
    answer = previewed(report(), signed_in("berta", "writer", "PER"))
    held = answer.content.decode()
    assert "This is a draft." in held
    assert 'href="/assets/quipu-' in held
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "This is a draft." not in page_of(office_home)


def test_the_preview_shows_pictures_that_are_not_public(office_home: Path) -> None:
    picture = {"image": image(600, 300).pk, "alternative": "A bus", "credit": "A. Writer", "caption": ""}
    page = with_draft(pictures=[picture])
    held = previewed(page, signed_in("ana", "writer", "PER")).content.decode()
    assert 'src="data:image/webp;base64,' in held
    assert 'alt="A bus"' in held
    assert not (office_home / "editions").exists()


def test_the_preview_is_there_in_every_language() -> None:
    page = submitted(ENGLISH)
    act(signed_in("rosa", "reviewer", "AME"), page, "approve")
    translate("fr", FRENCH)
    page = report().get_latest_revision_as_object()
    assert [code for code, _ in page.preview_modes] == ["en", "ar", "es", "fr"]
    from quipu.web.editorial.preview import response

    held = response(page, "fr").content.decode()
    assert '<html lang="fr"' in held
    assert "personnes ont été recensées" in held


def test_the_office_leads_to_the_public_page() -> None:
    assert report().get_full_url() == "http://127.0.0.1:8000/en/operations/peru/2020/"


@pytest.mark.parametrize(
    "html",
    [
        "<p>x<script>alert(1)</script></p>",
        "<p>x<style>body{display:none}</style></p>",
        "<p>x<img src='https://evil.example/p.png' onerror='alert(1)'></p>",
        "<p onclick='alert(1)' style='color:red'>x</p>",
        "<p><a href='javascript:alert(1)'>x</a></p>",
        "<p><a href=' jAvascript:alert(1)'>x</a></p>",
        "<p><a href='data:text/html,x'>x</a></p>",
        "<p><a href='//evil.example/'>x</a></p>",
        "<p><a href='https://e.example/\"onmouseover=alert(1)'>x</a></p>",
        "<p><iframe src='https://evil.example'></iframe>x</p>",
        "<p><svg onload='alert(1)'><use href='https://evil.example/#a'/></svg>x</p>",
        "<p>x<span data-figure='\"><script>alert(1)</script>'>5</span></p>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;x</p>",
        "<p><object data='https://evil.example'></object>x<link rel='stylesheet' href='https://evil.example/a.css'></p>",
    ],
)
def test_nothing_that_is_pasted_runs_or_loads(html: str) -> None:
    from lxml import html as parser

    from quipu.web.editorial.models import ReportPage
    from quipu.web.editorial.preview import response

    page: ReportPage = report().get_latest_revision_as_object()
    raw = [{**block, "value": html} for block in page.narrative.raw_data[:1]]
    page.narrative = type(page)._meta.get_field("narrative").stream_block.to_python(raw)
    tree = parser.document_fromstring(response(page, "en").content)
    (told,) = tree.xpath("//section[@aria-labelledby='report']")
    assert told.xpath(".//script | .//style | .//iframe | .//object | .//img | .//svg | .//link | .//*[@style]") == []
    assert told.xpath(".//@*[starts-with(name(), 'on')]") == []
    links = [str(link) for link in told.xpath(".//a[not(starts-with(@href, '#'))]/@href")]
    assert [link for link in links if not re.match(r"https://|/(?!/)", link)] == []


def test_rich_text_keeps_what_it_may(office_home: Path) -> None:  # noqa: ARG001 - the office must be open before
    from quipu.core.edition import Form
    from quipu.web.editorial.markup import prose_of

    prose = prose_of(
        "<h3>One</h3><p><b>a <i>b</i></b> c</p><ol><li>x<ul><li>y</li></ul></li><li>z</li></ol>", lambda _: ""
    )
    assert [block.form for block in prose] == [Form.HEADING, Form.PARAGRAPH, Form.NUMBERED]
    assert [(span.text, span.strong, span.emphasis) for span in prose[1].lines[0].spans] == [
        ("a ", True, False),
        ("b", True, True),
        (" c", False, False),
    ]
    assert [(line.spans[0].text, line.level) for line in prose[2].lines] == [("x", 0), ("y", 1), ("z", 0)]
    assert rich("<p>x</p>")


def test_a_link_to_a_page_of_the_office_leads_to_the_site() -> None:
    from quipu.web.editorial.markup import prose_of
    from quipu.web.editorial.paths import path_of_page

    (block,) = prose_of(f'<p><a linktype="page" id="{report().pk}">there</a></p>', lambda pk: path_of_page(pk, "es"))
    assert block.lines[0].spans[0].link == "/es/operations/peru/2020/"
