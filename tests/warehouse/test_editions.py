"""Public editions as files: the same bytes, nothing that leads out of the folder, and a broken one is told, not obeyed."""

import json
from pathlib import Path

import pytest
from tests.pages.written import CONTENTS, CORRECTED, edition, report

from quipu.core.edition import is_file
from quipu.core.errors import QuipuError
from quipu.warehouse.editions import MEDIA, Kept, dumped, place, read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one edition and its files."""
    path = place(tmp_path, edition())
    path.parent.mkdir(parents=True)
    path.write_bytes(dumped(edition(report(), report("ar"), notes=(CORRECTED,))))
    (tmp_path / MEDIA).mkdir()
    for name, content in CONTENTS.items():
        (tmp_path / MEDIA / name).write_bytes(content)
    return tmp_path


def test_what_is_written_is_read(folder: Path) -> None:
    assert list(Kept(folder).all()) == [edition(report(), report("ar"), notes=(CORRECTED,))]
    assert Kept(folder).check() == ()


def test_equal_editions_have_equal_bytes() -> None:
    assert dumped(edition()) == dumped(edition())


def test_positions_of_nought_are_kept(folder: Path) -> None:
    from decimal import Decimal

    from quipu.core.edition import Place

    held = edition(report(places=(Place("shelter", "Null Island", "exact", Decimal(0), Decimal(0)),)))
    place(folder, held).write_bytes(dumped(held))
    assert Kept(folder).of("PER", 2020) == (held,)


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda held: held[:1], "cannot be read"),
        (lambda held: held.replace(b'"report"', b'"story"', 1), "cannot be read"),
        (lambda held: held.replace(b"2020", b"2019", 1), "another subject, year or kind"),
        (lambda held: held.replace(b"/media/0123456789abcdef.webp", b"/media/../../secret"), "is no file"),
    ],
)
def test_a_broken_file_is_told_and_the_site_is_without_it(folder: Path, harm: object, told: str) -> None:
    path = place(folder, edition())
    path.write_bytes(harm(path.read_bytes()))  # type: ignore[operator]
    kept = Kept(folder)
    (fault,) = kept.check()
    assert told in str(fault)
    assert str(path) in str(fault)
    assert "Publish the edition again" in str(fault)
    assert kept.of("PER", 2020) == ()


def test_a_missing_file_is_told_and_is_no_address_of_the_site(folder: Path) -> None:
    name = next(iter(CONTENTS))
    (folder / MEDIA / name).unlink()
    kept = Kept(folder)
    (fault,) = kept.check()
    assert name in str(fault)
    assert name not in {file.name for file in kept.files()}


def test_a_folder_that_is_not_there_has_no_editions(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "none")
    assert (tuple(kept.all()), kept.files(), kept.digest(), kept.fingerprint("PER", 2020)) == ((), (), "", "")


def test_an_edition_takes_the_place_of_the_one_of_its_kind(folder: Path) -> None:
    newer = edition(report(documents=()))
    assert Kept(folder).plus(newer, {}).of("PER", 2020) == (newer,)
    assert json.loads(dumped(newer))["published"] == "2021-05-03"


@pytest.mark.parametrize(
    "path", ["/media/../x", "/media/x.webp", "media/0123456789abcdef.webp", "/media/0123456789abcdef.w/p"]
)
def test_what_is_no_file_of_an_edition(path: str) -> None:
    assert not is_file(path)


def test_reading_says_where(tmp_path: Path) -> None:
    with pytest.raises(QuipuError, match=r"nothing\.json"):
        read(tmp_path / "nothing.json")
