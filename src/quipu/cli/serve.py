"""`quipu serve`: the published site on this machine, and the back office beside it."""

import threading
import time
import traceback
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable
from typing import Any

import waitress

from quipu.cli.arguments import Commands, add_command
from quipu.cli.home import open_home
from quipu.cli.output import say, warn
from quipu.cli.publish import tell_faults
from quipu.core.errors import QuipuError
from quipu.core.settings import Settings
from quipu.publish.live import CURRENT, OnDemand, bring_up
from quipu.warehouse import releases
from quipu.warehouse.editions import Kept
from quipu.warehouse.home import Home
from quipu.warehouse.lock import writing
from quipu.web.beside import OFFICE, Beside
from quipu.web.serving import PublishedSite

_LOOK_EVERY = 2.0
_DUE_EVERY = 30.0
_HOST = "127.0.0.1"


def register(commands: Commands) -> None:
    """Add the command."""
    command = add_command(
        commands, "serve", run, "Serve the current release under QUIPU_HOME, and the back office, on this machine."
    )
    command.add_argument("--port", type=_port, default=8000, help="where to listen (default: 8000)")
    command.add_argument("--no-office", action="store_true", help="the site alone, without the back office")


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f'"{text}" is not a port; ports are 1 to 65535')
    return int(text)


def run(arguments: Namespace) -> None:
    """Serve until stopped."""
    settings, home = open_home()
    serve(settings, home, arguments.port, office=not arguments.no_office)


def serve(
    settings: Settings, home: Home, port: int, welcome: Callable[[], None] | None = None, office: bool = True
) -> None:
    """Bring the site up to the current release and serve it; follow when another release becomes current.

    The back office opens beside it as soon as it is ready; `welcome` is called then.
    """
    sheets = OnDemand(settings.publisher)
    served = _bring_up(settings, home, sheets)
    site = PublishedSite(home.site / CURRENT, sheets)
    both = Beside(site)
    try:
        # What is a little too large reaches the back office, which says so in words.
        limits = _behind(settings.trusted_proxies) | {"max_request_body_size": 2 * settings.upload_limit * 1_000_000}
        server = waitress.create_server(both if office else site, host=_HOST, port=port, threads=8, **limits)
    except OSError as error:
        raise QuipuError(
            f"cannot listen on port {port} ({error.strerror})", next="Choose another with --port."
        ) from error
    threading.Thread(target=_follow, args=(settings, home, sheets, served), daemon=True).start()
    say(f"The site is at http://{_HOST}:{port}/ (stop with Ctrl-C)")
    if office:
        opening = (both, home, f"http://{_HOST}:{port}{OFFICE}", welcome)
        threading.Thread(target=_keep_office, args=opening, daemon=True).start()
    server.run()


def _behind(proxies: int) -> dict[str, Any]:
    """Return what makes the server believe so many web servers in front of it, and nobody else, where a reader is."""
    if not proxies:
        return {}
    return {
        "trusted_proxy": _HOST,
        "trusted_proxy_count": proxies,
        "trusted_proxy_headers": {"x-forwarded-for"},
        "clear_untrusted_proxy_headers": True,
    }


def _bring_up(settings: Settings, home: Home, sheets: OnDemand) -> str:
    release = releases.current(home)
    started = time.monotonic()
    tell_faults(Kept(home.editions))
    with writing(home, settings.lock_wait, "serve"):
        bring_up(home, release, settings.publisher, settings.workers)
    sheets.follow(release)
    say(f"Release {release.name}, as of {release.as_of}, published in {time.monotonic() - started:.1f} s.")
    return release.name


def _follow(settings: Settings, home: Home, sheets: OnDemand, served: str) -> None:
    """Publish each new release as it becomes current; the old one is served until the new one is whole."""
    while True:
        time.sleep(_LOOK_EVERY)
        try:
            if releases.current(home).name != served:
                served = _bring_up(settings, home, sheets)
        except QuipuError as error:
            warn(f"quipu: {error}")


def _keep_office(both: Beside, home: Home, address: str, welcome: Callable[[], None] | None) -> None:
    """Open the back office and keep its pages up to the releases; readers of the site notice nothing of it."""
    try:
        # Loading it takes seconds, and nobody who reads waits for it.
        from quipu.web import office

        served = releases.current(home).name
        office.prepare()
        both.open_office(office.application())
    except Exception as error:  # whatever keeps it shut, the site stays open
        both.close_office(str(error) or type(error).__name__)
        warn(f"quipu: the back office cannot be opened: {error}")
        return
    say(f"The back office is at {address}")
    if welcome:
        welcome()
    while True:
        time.sleep(_DUE_EVERY)
        try:
            office.publish_due()
            if releases.current(home).name != served:
                office.follow()
                served = releases.current(home).name
        except Exception:  # what failed now may succeed the next time
            warn(traceback.format_exc())
