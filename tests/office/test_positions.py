"""Positions of places: picked on a map of the operation's countries, and never outside them."""

from dataclasses import replace
from typing import Any

import pytest
from tests.office.acting import form_of, report, signed_in, stream_of

from quipu.maps import countries

LIMA, SANTIAGO, CANBERRA = ("-12.05", "-77.04"), ("-33.45", "-70.66"), ("-35.28", "149.13")


@pytest.fixture
def writer() -> Any:
    return signed_in("ana", "writer", "PER")


def place(latitude: str, longitude: str) -> dict[str, str]:
    """A place as the editor sends it."""
    value = {
        "kind": "shelter",
        "name": "The shelter",
        "latitude": latitude,
        "longitude": longitude,
        "exactness": "town",
    }
    return stream_of("places", [{"type": "place", "id": "one", "value": {**value, "about": "", "withheld": ""}}])


def saved(client: Any, latitude: str, longitude: str, **headers: str) -> Any:
    data = form_of(report()) | place(latitude, longitude)
    return client.post(f"/office/pages/{report().pk}/edit/", data, headers=headers)


def test_a_position_in_the_country_is_saved(writer: Any) -> None:
    assert saved(writer, *LIMA).status_code == 302
    (kept,) = report().get_latest_revision_as_object().places
    assert (str(kept.value["latitude"]), str(kept.value["longitude"])) == LIMA


@pytest.mark.parametrize("position", [SANTIAGO, CANBERRA, LIMA[::-1]])
def test_a_position_outside_the_country_is_refused_with_a_reason(writer: Any, position: tuple[str, str]) -> None:
    answer = saved(writer, *position)
    assert answer.status_code == 200
    (problem,) = answer.context["form"].errors["places"]
    assert problem.startswith(f"The shelter ({position[0]}, {position[1]}) lies outside Peru.")
    assert report().latest_revision_id is None


def test_what_saves_itself_is_refused_too(writer: Any) -> None:
    assert saved(writer, *SANTIAGO, accept="application/json").json()["error_code"] == "validation_error"


def test_an_office_of_several_countries_has_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from quipu.web.editorial import positions

    record = positions.released.record("en")
    peru = record.subject("PER")
    both = replace(peru, editions=tuple(replace(edition, countries=("PER", "CHL")) for edition in peru.editions))

    class Made:
        def subject(self, _: str) -> Any:
            return both

    monkeypatch.setattr(positions.released, "record", lambda _: Made())
    assert list(positions.misplaced([_value(*SANTIAGO), _value(*LIMA)], "PER", 2020)) == []
    (told,) = positions.misplaced([_value(*CANBERRA)], "PER", 2020)
    assert "lies outside Peru, Chile." in told


def _value(latitude: str, longitude: str) -> dict[str, Any]:
    from decimal import Decimal

    return {"name": "Here", "latitude": Decimal(latitude), "longitude": Decimal(longitude)}


def test_a_place_without_a_position_is_no_fault(writer: Any) -> None:
    assert saved(writer, "", "").status_code == 302


def test_where_no_outline_is_known_any_position_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    from quipu.web.editorial import positions

    monkeypatch.setattr(positions, "countries", dict)
    assert list(positions.misplaced([_value(*CANBERRA)], "PER", 2020)) == []


def test_the_map_tells_how_a_position_is_found_on_it(writer: Any) -> None:
    told = writer.get(f"/office/editions/{report().pk}/map/").json()
    assert told["svg"].startswith("<svg")
    assert (told["name"], "PER" in countries()) == ("Peru", True)
    (west, north) = told["middle"]
    assert told["across"] < told["up"]
    assert -82 < west < -68
    assert -19 < north < 0
    for forbidden in ("<script", "style=", "http", "onclick"):
        assert forbidden not in told["svg"]


def test_the_map_is_for_those_who_may_open_the_edition() -> None:
    assert signed_in("fanny", "translator", "fr").get(f"/office/editions/{report().pk}/map/").status_code in {302, 403}
