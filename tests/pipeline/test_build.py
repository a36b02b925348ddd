"""Building: a release is a pure function of its snapshots; old ones are kept to return to."""

import json
from pathlib import Path

from tests.command import ACTIVITIES, EARLIER, LATER, copied, quipu, sample_files


def kept(home: Path) -> list[dict]:
    return json.loads(quipu(home, "releases", "--format", "json").stdout)


def figures(home: Path) -> bytes:
    return (home / "releases" / "current" / "figures.sqlite").read_bytes()


def test_the_order_of_import_does_not_matter(sample_home: Path, tmp_path: Path) -> None:
    for name in (LATER, EARLIER, ACTIVITIES):
        quipu(tmp_path / "home", "import", *sample_files(name), QUIPU_WORKERS="1").check_returncode()
    mine, theirs = kept(tmp_path / "home"), kept(sample_home)
    current = [next(one for one in every if one["current"])["release"] for every in (mine, theirs)]
    assert current[0] == current[1]
    for name in ("budget", "transaction", "people"):
        path = Path("releases") / "current" / "facts" / f"{name}.parquet"
        assert (tmp_path / "home" / path).read_bytes() == (sample_home / path).read_bytes()


def test_building_again_is_the_same_release(sample_home: Path, tmp_path: Path) -> None:
    with copied(sample_home, tmp_path / "home") as home:
        before, content = kept(home), figures(home)
        quipu(home, "build").check_returncode()
        assert (kept(home), figures(home)) == (before, content)


def test_a_release_of_an_earlier_day_is_kept_and_not_current(sample_home: Path, tmp_path: Path) -> None:
    with copied(sample_home, tmp_path / "home") as home:
        quipu(home, "build", "--as-of", "2021-12-31").check_returncode()
        assert {(one["as_of"], one["current"]) for one in kept(home)} >= {("2022-11-01", "current"), ("2021-11-28", "")}


def test_one_can_return_to_an_earlier_release_and_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    quipu(home, "import", *sample_files(ACTIVITIES, EARLIER)).check_returncode()
    (first,) = kept(home)
    quipu(home, "import", *sample_files(LATER)).check_returncode()
    assert "1,557,216" in quipu(home, "figure", "PER/2020/population").stdout
    quipu(home, "releases", "--return-to", first["release"]).check_returncode()
    assert "1,557,276" in quipu(home, "figure", "PER/2020/population").stdout
    quipu(home, "build").check_returncode()
    assert "1,557,216" in quipu(home, "figure", "PER/2020/population").stdout


def test_no_more_releases_are_kept_than_is_said(sample_home: Path, tmp_path: Path) -> None:
    with copied(sample_home, tmp_path / "home") as home:
        for day in ("2021-08-19", "2021-11-28"):
            quipu(home, "build", "--as-of", day).check_returncode()
        assert len(kept(home)) >= 3
        quipu(home, "build", QUIPU_KEEP_RELEASES="1").check_returncode()
        assert len(kept(home)) == 2
        assert [one["as_of"] for one in kept(home) if one["current"]] == ["2022-11-01"]
