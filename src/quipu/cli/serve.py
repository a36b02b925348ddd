"""`quipu serve`: the published site on this machine."""

import threading
import time
from argparse import ArgumentTypeError, Namespace

import waitress

from quipu.cli.arguments import Commands, add_command
from quipu.cli.home import open_home
from quipu.cli.output import say, warn
from quipu.core.errors import QuipuError
from quipu.core.settings import Settings
from quipu.publish.live import CURRENT, OnDemand, bring_up
from quipu.warehouse import releases
from quipu.warehouse.home import Home
from quipu.warehouse.lock import writing
from quipu.web.serving import PublishedSite

_LOOK_EVERY = 2.0
_HOST = "127.0.0.1"


def register(commands: Commands) -> None:
    """Add the command."""
    command = add_command(
        commands, "serve", run, "Publish the current release under QUIPU_HOME and serve it on this machine."
    )
    command.add_argument("--port", type=_port, default=8000, help="where to listen (default: 8000)")


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f'"{text}" is not a port; ports are 1 to 65535')
    return int(text)


def run(arguments: Namespace) -> None:
    """Serve until stopped."""
    settings, home = open_home()
    serve(settings, home, arguments.port)


def serve(settings: Settings, home: Home, port: int) -> None:
    """Bring the site up to the current release and serve it; follow when another release becomes current."""
    sheets = OnDemand(settings.publisher)
    served = _bring_up(settings, home, sheets)
    try:
        server = waitress.create_server(PublishedSite(home.site / CURRENT, sheets), host=_HOST, port=port, threads=8)
    except OSError as error:
        raise QuipuError(
            f"cannot listen on port {port} ({error.strerror})", next="Choose another with --port."
        ) from error
    threading.Thread(target=_follow, args=(settings, home, sheets, served), daemon=True).start()
    say(f"The site is at http://{_HOST}:{port}/ (stop with Ctrl-C)")
    server.run()


def _bring_up(settings: Settings, home: Home, sheets: OnDemand) -> str:
    release = releases.current(home)
    started = time.monotonic()
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
