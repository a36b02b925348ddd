"""Fetching, against a server on this machine that can break off, refuse, change and lie. Every file is made up."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import resources
from pathlib import Path

import pytest

from quipu.core.errors import LockedError, QuipuError, UsageError
from quipu.core.profile import Feed, Profile, load, parse
from quipu.pipeline.download import AbsentError, Downloader, Manners
from quipu.pipeline.fetch import Fetched, fetch, fetching, import_fetched, wanted
from quipu.pipeline.take import Taken
from quipu.warehouse import snapshots
from quipu.warehouse.home import Home
from quipu.warehouse.lock import writing

BODY = bytes(range(256)) * 1000
TODAY = date(2026, 11, 23)
XML = (
    b'<iati-activities version="2.03" generated-datetime="2026-04-01T00:00:00"><iati-activity>'
    b"<iati-identifier>XM-DAC-41121-2026-AME-PER</iati-identifier>"
    b'<reporting-org ref="XM-DAC-41121" type="40"><narrative>UNHCR</narrative></reporting-org>'
    b"</iati-activity></iati-activities>"
)


@dataclass
class Answer:
    """What the server says once. `breaks_after` bytes of the body it hangs up."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    breaks_after: int | None = None


@dataclass
class Site:
    """A server whose `answer` gets the path and the headers of every request, all of which it remembers."""

    address: str = ""
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    answer: Callable[[str, dict[str, str]], Answer] = lambda *_: Answer(404)

    def answers(self, *answers: Answer) -> None:
        """Give these, one after the other."""
        left = list(answers)
        self.answer = lambda *_: left.pop(0)

    @property
    def headers(self) -> dict[str, str]:
        """Those of the last request."""
        return self.requests[-1][1]


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            found.requests.append((self.path, headers))
            answer = found.answer(self.path, headers)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 304 and "Transfer-Encoding" not in answer.headers:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body[: answer.breaks_after])
            self.close_connection = self.close_connection or answer.breaks_after is not None

        def log_message(self, *_: object) -> None:
            pass

    class Server(HTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing where the other side hangs up: that is what is tested."""

    server = Server(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


class Watch:
    """Remembers pauses and what arrived; its clock moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []
        self.waits: list[tuple[float, str]] = []
        self.received: list[tuple[int, int | None]] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def receiving(self, _url: str, have: int, size: int | None) -> None:
        self.received.append((have, size))

    def waiting(self, _url: str, seconds: float, reason: str) -> None:
        self.waits.append((seconds, reason))


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def downloader(watch: Watch) -> Iterator[Downloader]:
    made = Downloader(Manners(pause=2, timeout=5, attempts=3), watch, watch.sleep, lambda: watch.now)
    yield made
    made.close()


def ranged(body: bytes, etag: str, breaks_first: int | None = None) -> Callable[[str, dict[str, str]], Answer]:
    """Answer as a server does that knows ranges; the first answer breaks off."""
    asked: list[str] = []

    def answer(path: str, headers: dict[str, str]) -> Answer:
        asked.append(path)
        breaks = breaks_first if len(asked) == 1 else None
        if "range" in headers and headers.get("if-range") == etag:
            first = int(headers["range"].removeprefix("bytes=").removesuffix("-"))
            place = f"bytes {first}-{len(body) - 1}/{len(body)}"
            return Answer(206, body[first:], {"ETag": etag, "Content-Range": place}, breaks)
        return Answer(200, body, {"ETag": etag}, breaks)

    return answer


def test_a_download_says_who_asks_and_how_far_it_is(
    site: Site, downloader: Downloader, watch: Watch, tmp_path: Path
) -> None:
    site.answers(Answer(200, BODY))
    assert downloader.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)
    assert (tmp_path / "a.xml").read_bytes() == BODY
    assert site.headers["user-agent"].startswith("quipu/")
    assert watch.received[-1] == (len(BODY), len(BODY))


def test_a_download_that_breaks_off_goes_on_where_it_was(
    site: Site, downloader: Downloader, watch: Watch, tmp_path: Path
) -> None:
    site.answer = ranged(BODY, '"one"', breaks_first=100_000)
    downloader.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)
    assert (tmp_path / "a.xml").read_bytes() == BODY
    assert len(site.requests) == 2
    assert site.headers["if-range"] == '"one"'
    assert int(site.headers["range"].removeprefix("bytes=").removesuffix("-")) > 0
    assert len(watch.waits) == 1


def test_a_later_process_goes_on_too(site: Site, watch: Watch, tmp_path: Path) -> None:
    site.answer = ranged(BODY, '"one"', breaks_first=100_000)
    once = Downloader(Manners(pause=0, timeout=5, attempts=1), watch, watch.sleep)
    with pytest.raises(QuipuError, match="gave up after 1 attempts"):
        once.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)
    once.close()
    assert not (tmp_path / "a.xml").exists()
    have = (tmp_path / "a.xml.part").stat().st_size
    again = Downloader(Manners(pause=0, timeout=5, attempts=1), watch, watch.sleep)
    again.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)
    again.close()
    assert site.headers["range"] == f"bytes={have}-"
    assert (tmp_path / "a.xml").read_bytes() == BODY
    assert not (tmp_path / "a.xml.part").exists()


def test_a_file_that_changed_meanwhile_is_begun_anew(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    changed = BODY[::-1]
    first, second = ranged(BODY, '"one"', breaks_first=100_000), ranged(changed, '"two"')
    site.answer = lambda path, headers: (first if len(site.requests) == 1 else second)(path, headers)
    downloader.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)
    assert site.headers["if-range"] == '"one"'
    assert (tmp_path / "a.xml").read_bytes() == changed


def test_a_weak_etag_promises_no_equal_bytes_and_the_download_begins_anew(
    site: Site, downloader: Downloader, tmp_path: Path
) -> None:
    weak = {"ETag": 'W/"one"'}
    site.answers(Answer(200, BODY, weak, breaks_after=100_000), Answer(200, BODY, weak))
    downloader.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)
    assert "range" not in site.headers
    assert (tmp_path / "a.xml").read_bytes() == BODY


def test_a_part_of_another_place_is_not_added(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    tag = {"ETag": '"one"'}
    wrong = {**tag, "Content-Range": f"bytes 7-{len(BODY) - 1}/{len(BODY)}"}
    site.answers(Answer(200, BODY, tag, breaks_after=100_000), Answer(206, BODY[7:], wrong), Answer(200, BODY, tag))
    downloader.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)
    assert (tmp_path / "a.xml").read_bytes() == BODY


def test_what_has_not_changed_is_not_sent_again(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    day = "Wed, 01 Apr 2026 00:00:00 GMT"
    site.answers(Answer(200, BODY, {"ETag": '"one"', "Last-Modified": day}), Answer(304))
    url, target = f"{site.address}/a.xml", tmp_path / "a.xml"
    downloader.download(url, target, only_if_changed=True)
    assert not downloader.download(url, target, only_if_changed=True)
    assert site.headers["if-none-match"] == '"one"'
    assert site.headers["if-modified-since"] == day
    assert target.read_bytes() == BODY


def test_the_server_says_how_long_to_wait(site: Site, downloader: Downloader, watch: Watch, tmp_path: Path) -> None:
    site.answers(Answer(429, headers={"Retry-After": "33"}), Answer(200, BODY))
    downloader.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)
    assert watch.waits == [(33.0, "the server answered 429")]
    assert watch.slept == [33.0]


def test_who_asks_for_more_patience_than_there_is_gets_none(
    site: Site, downloader: Downloader, watch: Watch, tmp_path: Path
) -> None:
    site.answers(Answer(503, headers={"Retry-After": "86400"}))
    with pytest.raises(QuipuError, match="come back in 86400 seconds"):
        downloader.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)
    assert watch.slept == []


def test_pauses_grow_and_attempts_end(site: Site, downloader: Downloader, watch: Watch, tmp_path: Path) -> None:
    site.answer = lambda *_: Answer(500)
    with pytest.raises(QuipuError, match=r"gave up after 3 attempts \(the server answered 500\)"):
        downloader.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)
    assert [seconds for seconds, _ in watch.waits] == [4, 8]
    assert len(site.requests) == 3


def test_there_is_a_pause_between_two_files(site: Site, downloader: Downloader, watch: Watch, tmp_path: Path) -> None:
    site.answer = lambda *_: Answer(200, b"x")
    for name in "ab":
        downloader.download(f"{site.address}/{name}", tmp_path / name, only_if_changed=True)
    assert watch.slept == [2]


def test_nothing_there_is_one_line(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    with pytest.raises(AbsentError) as caught:
        downloader.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)
    assert str(caught.value) == f"{site.address}/a.xml: there is nothing at this address (404)"
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_is_one_line(downloader: Downloader, tmp_path: Path) -> None:
    with pytest.raises(QuipuError, match=r"^http://127.0.0.1:9/a.xml: gave up after 3 attempts .*refused.*\n?$"):
        downloader.download("http://127.0.0.1:9/a.xml", tmp_path / "a.xml", only_if_changed=True)


def test_a_redirect_is_followed(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    site.answers(Answer(302, b"moved", {"Location": "/b.xml"}), Answer(200, BODY))
    downloader.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)
    assert [path for path, _ in site.requests] == ["/a.xml", "/b.xml"]
    assert (tmp_path / "a.xml").read_bytes() == BODY


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://example.org/a.xml"])
def test_a_redirect_to_anything_but_http_is_refused(
    site: Site, downloader: Downloader, tmp_path: Path, place: str
) -> None:
    site.answers(Answer(302, headers={"Location": place}))
    with pytest.raises(QuipuError, match="not http or https"):
        downloader.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)


def test_redirects_in_a_circle_end(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    site.answer = lambda *_: Answer(301, headers={"Location": "/a.xml"})
    with pytest.raises(QuipuError, match="more than 5 redirects"):
        downloader.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_beyond_the_limit_is_not_taken(site: Site, watch: Watch, tmp_path: Path, announced: bool) -> None:
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
    site.answers(Answer(200, BODY) if announced else Answer(200, chunked, {"Transfer-Encoding": "chunked"}))
    small = Downloader(Manners(pause=0, timeout=5, most_bytes=100_000), watch)
    with pytest.raises(QuipuError, match="larger than 0 MB"):
        small.download(f"{site.address}/a.xml", tmp_path / "a.xml", only_if_changed=True)
    small.close()
    assert not (tmp_path / "a.xml").exists()


# The publisher's files


class Silent:
    """Hears of taken files and says nothing."""

    def started(self, files: int, size: int) -> None:
        pass

    def done(self, taken: Taken) -> None:
        pass


def profile_at(site: Site, *feeds: Feed) -> Profile:
    """Return the publisher's profile with the server's addresses in place of its own."""
    at_home = tuple(replace(feed, address=site.address + feed.address) for feed in feeds)
    return replace(load("unhcr"), feeds=at_home)


ACTIVITIES = Feed("iati", "activities", "/activities-{year}.xml", 2025)
COUNTRIES = Feed("refugee_statistics", "countries", "/countries/?page={page}")


def fetched(site: Site, downloader: Downloader, home: Home, *feeds: Feed) -> list[Fetched]:
    with fetching(home) as folder:
        return list(fetch(home, folder, wanted(profile_at(site, *feeds), (), TODAY), downloader))


def imported(site: Site, home: Home, found: list[Fetched]) -> tuple[Taken, ...]:
    with writing(home, 1, "test"):
        return import_fetched(home, profile_at(site), found, 1, Silent())


def page(number: int, last: int, *names: str) -> Answer:
    items = [{"code": name[:3].upper(), "iso": name[:3].upper(), "name": name} for name in names]
    return Answer(200, json.dumps({"page": number, "maxPages": last, "items": items}).encode())


def test_every_year_has_its_file_and_this_year_may_have_none_yet(
    site: Site, downloader: Downloader, tmp_path: Path
) -> None:
    site.answer = lambda path, _: Answer(200, XML) if "2025" in path else Answer(404)
    found = fetched(site, downloader, Home(tmp_path), ACTIVITIES)
    assert [(one.wanted.file, one.outcome) for one in found] == [
        ("activities-2025.xml", "new"),
        ("activities-2026.xml", "absent"),
    ]


def test_a_year_that_is_missing_fails_and_the_others_come(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    site.answer = lambda path, _: Answer(200, XML) if "2026" in path else Answer(404)
    assert [one.outcome for one in fetched(site, downloader, Home(tmp_path), ACTIVITIES)] == ["failed", "new"]


def test_a_server_that_does_not_answer_is_left_alone(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    site.answer = lambda *_: Answer(503)
    found = fetched(site, downloader, Home(tmp_path), ACTIVITIES)
    assert [one.outcome for one in found] == ["failed", "failed"]
    assert "did not answer before" in str(found[1].error)
    assert len(site.requests) == 3


def test_what_was_fetched_becomes_a_snapshot_with_its_address(
    site: Site, downloader: Downloader, tmp_path: Path
) -> None:
    site.answer = lambda path, _: Answer(200, XML) if "2025" in path else Answer(404)
    home = Home(tmp_path)
    imported(site, home, fetched(site, downloader, home, ACTIVITIES))
    [snapshot] = snapshots.stored(home)
    assert snapshot.origin == f"{site.address}/activities-2025.xml"
    assert not (tmp_path / "downloads" / "activities-2025.xml").exists()


def test_what_was_taken_is_asked_for_only_if_it_has_changed(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    def answer(path: str, headers: dict[str, str]) -> Answer:
        if "2026" in path:
            return Answer(404)
        return Answer(304) if headers.get("if-none-match") == '"one"' else Answer(200, XML, {"ETag": '"one"'})

    site.answer = answer
    home = Home(tmp_path)
    imported(site, home, fetched(site, downloader, home, ACTIVITIES))
    assert [one.outcome for one in fetched(site, downloader, home, ACTIVITIES)] == ["unchanged", "absent"]


def test_without_the_snapshot_the_file_is_fetched_whole(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    site.answer = lambda path, _: Answer(404) if "2026" in path else Answer(200, XML, {"ETag": '"one"'})
    home = Home(tmp_path)
    imported(site, home, fetched(site, downloader, home, ACTIVITIES))
    home.snapshots.rename(tmp_path / "lost")
    assert fetched(site, downloader, home, ACTIVITIES)[0].outcome == "new"
    assert "if-none-match" not in site.requests[-2][1]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>Checking your browser</html>", "what came is not activities"),
        (page(1, 1, "Peru", "Chad").body, "what came is countries, not activities"),
    ],
    ids=["a page of HTML", "another dataset"],
)
def test_other_content_than_what_was_asked_for_is_refused(
    site: Site, downloader: Downloader, tmp_path: Path, body: bytes, said: str
) -> None:
    site.answer = lambda path, _: Answer(200, body, {"ETag": '"one"'}) if "2025" in path else Answer(404)
    one = fetched(site, downloader, Home(tmp_path), ACTIVITIES)[0]
    assert said in str(one.error)
    assert [path.name for path in (tmp_path / "downloads").iterdir()] == ["fetch.lock"]


def test_pages_are_fetched_up_to_the_last_and_become_one_file(
    site: Site, downloader: Downloader, tmp_path: Path
) -> None:
    site.answers(page(1, 2, "Peru", "Chad"), page(2, 2, "Mali"))
    home = Home(tmp_path)
    [taken] = imported(site, home, fetched(site, downloader, home, COUNTRIES))
    assert [path for path, _ in site.requests] == ["/countries/?page=1", "/countries/?page=2"]
    assert taken.snapshot is not None
    assert (taken.snapshot.rows, taken.snapshot.published) == (3, TODAY)


def test_pages_that_are_here_are_not_fetched_again(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    site.answers(page(1, 2, "Peru", "Chad"), Answer(403))
    assert fetched(site, downloader, Home(tmp_path), COUNTRIES)[0].outcome == "failed"
    site.answers(page(2, 2, "Mali"))
    assert fetched(site, downloader, Home(tmp_path), COUNTRIES)[0].outcome == "new"
    assert site.requests[-1][0] == "/countries/?page=2"


def test_pages_of_two_editions_are_not_joined(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    site.answers(page(1, 2, "Peru", "Chad"), page(2, 3, "Mali"))
    one = fetched(site, downloader, Home(tmp_path), COUNTRIES)[0]
    assert "the data changed meanwhile" in str(one.error)
    assert [path.name for path in (tmp_path / "downloads").iterdir()] == ["fetch.lock"]


def test_a_page_that_is_none_is_refused(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    site.answers(Answer(200, b"<html>Checking your browser</html>"))
    one = fetched(site, downloader, Home(tmp_path), COUNTRIES)[0]
    assert "not a page of the interface" in str(one.error)


def test_sources_and_datasets_can_be_named() -> None:
    every = wanted(load("unhcr"), (), TODAY)
    assert {one.source for one in every} == {"iati", "refugee_statistics"}
    assert [one.dataset for one in wanted(load("unhcr"), ["asylum-decisions"], TODAY)] == ["asylum_decisions"]
    assert len(wanted(load("unhcr"), ["iati"], TODAY)) == len(range(2016, 2027))
    assert "yearTo=2026" in wanted(load("unhcr"), ["population"], TODAY)[0].address


def test_an_unknown_source_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UsageError, match='no source "fts" to fetch'):
        wanted(load("unhcr"), ["fts"], TODAY)


def test_only_one_process_fetches(tmp_path: Path) -> None:
    with (
        fetching(Home(tmp_path)),
        pytest.raises(LockedError, match="another process is fetching"),
        fetching(Home(tmp_path)),
    ):
        pass


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("ftp://", "an address begins with https:// or http://"),
        ("https://{month}.", 'there is no "{month}" to fill in'),
    ],
)
def test_a_profile_with_a_wrong_address_is_refused(wrong: str, said: str) -> None:
    text = resources.files("quipu.publishers").joinpath("unhcr", "profile.toml").read_text("utf-8")
    with pytest.raises(QuipuError, match=said):
        parse(text.replace('address = "https://', f'address = "{wrong}', 1), "profile.toml")
