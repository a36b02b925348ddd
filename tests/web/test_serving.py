"""What `quipu serve` answers: packed bytes, validators, its own 404, nothing from outside the folder."""

import gzip
import http.client
import re
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import brotli
import pytest
from tests.command import ACTIVITIES, EARLIER, LATER, begun, free_port, one_line, quipu, sample_files, until


def answers(port: int) -> bool:
    try:
        return ask(port, "/").status == 200
    except OSError:
        return False


@contextmanager
def served(home: Path) -> Iterator[int]:
    """Serve a home; give the port."""
    port = free_port()
    process = begun(home, "serve", "--port", str(port))
    try:
        until(lambda: process.poll() is not None or answers(port))
        assert process.poll() is None, process.communicate()
        yield port
    finally:
        process.terminate()
        process.communicate()


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.body = response.status, response.read()
        self.headers = {name.lower(): value for name, value in response.getheaders()}


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        return Answer(connection.getresponse())


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    home = tmp_path_factory.mktemp("served") / "home"
    quipu(home, "import", *sample_files()).check_returncode()
    with served(home) as port:
        yield port


def test_the_site_is_served(port: int) -> None:
    answer = ask(port, "/en/")
    assert (answer.status, answer.headers["content-type"].replace('"', "")) == (200, "text/html; charset=utf-8")
    assert b"Peru" in answer.body


@pytest.mark.parametrize(("coding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_packed_bytes_are_sent_to_those_who_take_them(port: int, coding: str, unpack: object) -> None:
    plain, packed = ask(port, "/"), ask(port, "/", Accept_Encoding=coding)
    assert packed.headers["content-encoding"] == coding
    assert len(packed.body) < len(plain.body) / 2
    assert unpack(packed.body) == plain.body  # type: ignore[operator]
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert packed.headers["content-type"] == plain.headers["content-type"]


def test_brotli_is_preferred(port: int) -> None:
    assert ask(port, "/", Accept_Encoding="gzip, deflate, br").headers["content-encoding"] == "br"


def test_a_reader_who_has_the_page_gets_no_bytes(port: int) -> None:
    first = ask(port, "/")
    validators = {"ETag": "If_None_Match", "Last-Modified": "If_Modified_Since"}
    known = {
        theirs: first.headers[ours.lower()] for ours, theirs in validators.items() if ours.lower() in first.headers
    }
    assert known
    for name, value in known.items():
        again = ask(port, "/", **{name: value})
        assert (again.status, again.body) == (304, b"")


def test_head_has_the_headers_and_no_body(port: int) -> None:
    answer = ask(port, "/", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["content-length"]) == len(ask(port, "/").body)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_sent(port: int, method: str) -> None:
    assert ask(port, "/", method=method).status in (405, 404)


@pytest.mark.parametrize(
    "path", ["/nothing-here", "/en/operations/atlantis/2020/", "/index.htm", "/en/world/1900/index.html"]
)
def test_what_is_not_there_has_the_sites_own_page(port: int, path: str) -> None:
    answer = ask(port, path)
    assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert b"<h1" in answer.body
    assert answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/PER", "/en/operations/peru/"),
        ("/PER/", "/en/operations/peru/"),
        ("/operations/PER/index.html", "/en/operations/peru/"),
        ("/operations/peru", "/en/operations/peru/"),
    ],
)
def test_an_old_address_sends_on_for_good(port: int, old: str, new: str) -> None:
    answer = ask(port, old)
    assert (answer.status, answer.headers["location"], answer.body) == (301, new, b"")
    assert ask(port, new).status == 200


def test_a_picture_for_sharing_is_made_when_it_is_asked_for(port: int) -> None:
    answer = ask(port, "/ar/operations/peru/2020/share.png")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert answer.body.startswith(b"\x89PNG")
    assert ask(port, "/ar/operations/peru/1900/share.png").status == 404


def test_the_lost_page_works_at_any_depth(port: int) -> None:
    """Its links must not depend on where the reader got lost."""
    body = ask(port, "/a/b/c/d").body.decode()
    links = re.findall(r'(?:href|src)="([^"#]+)"', body)
    relative = [link for link in links if not link.startswith(("/", "http", "data:"))]
    assert relative == [] or "<base " in body


@pytest.mark.parametrize(
    "path",
    [
        "/../../writer.lock",
        "/..%2f..%2fwriter.lock",
        "/%2e%2e/%2e%2e/writer.lock",
        "/../../../../../../../../etc/passwd",
        "//etc/passwd",
        "/assets/../../../writer.lock",
        "/....//....//etc/passwd",
        "/%00",
        "/index.html%00.png",
        "/" + "a" * 5_000,
    ],
)
def test_nothing_outside_the_folder_is_served(port: int, path: str) -> None:
    answer = ask(port, path)
    assert answer.status in (400, 404, 414)
    assert b"root:" not in answer.body


def test_the_address_that_links_name_is_answered_at_once(port: int) -> None:
    answer, folder = ask(port, "/en/sources/index.html"), ask(port, "/en/sources/")
    assert (answer.status, answer.body) == (200, folder.body)


def test_a_folder_without_its_slash_leads_to_the_folder(port: int) -> None:
    answer = ask(port, "/en/sources")
    assert answer.status in (301, 302, 307, 308)
    assert answer.headers["location"].endswith("sources/")
    assert ask(port, "/en/sources/").status == 200


@pytest.mark.parametrize("path", ["/", "/en/sources/", "/manifest.json"])
def test_headers_keep_the_page_to_itself(port: int, path: str) -> None:
    headers = ask(port, path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


def test_assets_are_kept_for_ever_and_pages_are_not(port: int) -> None:
    body = ask(port, "/").body.decode()
    (style,) = re.findall(r'href="(assets/[^"]+\.css)"', body)
    assert "immutable" in ask(port, f"/{style}").headers["cache-control"]
    assert "immutable" not in ask(port, "/").headers["cache-control"]


def test_a_port_in_use_is_named(port: int, sample_home: Path) -> None:
    assert f"port {port}" in one_line(quipu(sample_home, "serve", "--port", str(port)))


def test_only_this_machine_is_answered(port: int) -> None:
    addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)}
    for address in addresses - {"127.0.0.1"}:
        if not address.startswith("127."):
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection((address, port), timeout=2).close()


def test_the_site_changes_when_a_new_release_becomes_current_and_never_fails_meanwhile(tmp_path: Path) -> None:
    home = tmp_path / "home"
    quipu(home, "import", *sample_files(ACTIVITIES, EARLIER)).check_returncode()
    with served(home) as port:
        assert b"1,557,276" in ask(port, "/en/world/2020/").body
        quipu(home, "import", *sample_files(LATER)).check_returncode()
        statuses = set()

        def changed() -> bool:
            answer = ask(port, "/en/world/2020/")
            statuses.add(answer.status)
            return b"1,557,216" in answer.body

        until(changed)
        assert statuses == {200}


def test_a_fact_sheet_is_made_when_it_is_asked_for(port: int) -> None:
    first, again = (ask(port, "/en/operations/peru/2020/factsheet.pdf") for _ in range(2))
    assert (first.status, first.headers["content-type"]) == (200, "application/pdf")
    assert first.body.startswith(b"%PDF-1.7")
    assert again.body == first.body
    assert "default-src 'none'" in first.headers["content-security-policy"]


def test_a_fact_sheet_of_nothing_is_not_there(port: int) -> None:
    assert ask(port, "/en/operations/nowhere/2020/factsheet.pdf").status == 404
    assert ask(port, "/factsheet.pdf").status == 404
