"""Take files as snapshots and read them, without building a release: what is compared with the floor."""

import sys
from pathlib import Path

from quipu.core.profile import load
from quipu.core.settings import Settings
from quipu.pipeline.take import Taken, Terms, take
from quipu.warehouse.home import Home
from quipu.warehouse.lock import writing


class _Silent:
    def started(self, files: int, size: int) -> None:
        """Say nothing."""

    def done(self, taken: Taken) -> None:
        """Stop where a file was not taken: the measurement would be of less."""
        if taken.outcome != "new":
            raise SystemExit(f"{taken.file}: {taken.outcome} {taken.error or ''}")


if __name__ == "__main__":
    settings = Settings()
    home = Home(settings.home)
    with writing(home, 1, "benchmark"):
        files = tuple(Path(name) for name in sys.argv[1:])
        result = take(home, load(settings.publisher), files, Terms(), settings.workers, _Silent())
    print(sum(taken.snapshot.rows for taken in result if taken.snapshot))
