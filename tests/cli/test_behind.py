"""Whose address a request has: the header of a web server in front is believed as often as is set, and never by default."""

import threading
from collections.abc import Iterable
from typing import Any

import pytest
import urllib3
import waitress

from quipu.cli.serve import _behind


def seen(proxies: int, forwarded: str) -> str:
    """The address that the program sees behind so many web servers, and what is left of the header."""

    def tell(environment: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environment["REMOTE_ADDR"].encode()]

    server, stop = (
        waitress.create_server(tell, host="127.0.0.1", port=0, threads=1, **_behind(proxies)),
        threading.Event(),
    )

    def run() -> None:
        while not stop.is_set():
            server.asyncore.loop(timeout=0.05, count=1, map=server._map)

    running = threading.Thread(target=run)
    running.start()
    try:
        address = f"http://127.0.0.1:{server.effective_port}/"
        with urllib3.PoolManager() as http:
            return http.request("GET", address, headers={"X-Forwarded-For": forwarded}, timeout=5).data.decode()
    finally:
        stop.set()
        running.join()
        server.asyncore.close_all(server._map)
        server.task_dispatcher.shutdown()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
    ],
)
def test_what_somebody_writes_into_the_header_is_not_believed(proxies: int, forwarded: str, address: str) -> None:
    assert seen(proxies, forwarded) == address
