"""Building: a release is a pure function of its snapshots; old ones are kept to return to."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.command import ACTIVITIES, EARLIER, LATER, copied, quipu, sample_files

from quipu.core.errors import QuipuError
from quipu.figures import compute
from quipu.figures.catalogue import figure_files
from quipu.pipeline import build as build_module
from quipu.warehouse.home import Home


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


def test_two_processes_build_the_same_bytes_as_one(
    sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with copied(sample_home, tmp_path / "home") as home:
        shutil.rmtree(home / "releases")
        monkeypatch.setattr(build_module, "_WORTH_A_PROCESS", 0)
        release = build_module.build(Home(home), "unhcr", workers=2)
        for path in sorted(path for path in release.folder.rglob("*") if path.is_file()):
            kept_path = sample_home / "releases" / "current" / path.relative_to(release.folder)
            assert path.read_bytes() == kept_path.read_bytes(), path.name


def test_a_figure_that_reads_both_families_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    mixed = replace(figure_files()["budget"], name="mixed", sql="SELECT 1 FROM people JOIN budget")
    monkeypatch.setattr(compute, "figure_files", lambda: {"mixed": mixed})
    with pytest.raises(QuipuError, match=r"mixed.sql: the figure reads activities and statistics"):
        compute.figures_of("activities")
