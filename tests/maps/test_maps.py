"""Maps: whole at the date line, no place in the sea, readable without script."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from quipu import maps
from quipu.maps import Disc, Layer, lies_in, middle, shapes, world
from quipu.maps.projection import clipped, framed

LIMA = maps.Spot(-77.03, -12.05, "capital", "Lima, country office", "#place-1")
AT_SEA = maps.Spot(-90.0, -12.05, "field", "Somewhere", "#place-2")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*codes: str, spots: tuple[maps.Spot, ...] = ()) -> maps.Map:
    found = maps.draw(codes, spots, identity="map", title="Offices <&> in Peru", text="A map")
    assert found is not None
    return found


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def test_the_outlines_are_installed() -> None:
    assert {"PER", "PSE", "ESH", "FJI"} <= maps.countries().keys()
    assert "SOL" not in maps.countries()  # drawn as a part of Somalia, as maps of the United Nations do


def test_a_place_at_sea_is_no_dot() -> None:
    assert drawn("PER", spots=(LIMA, AT_SEA)).shown == (True, False)


def test_a_place_in_a_neighbour_is_no_dot() -> None:
    quito = maps.Spot(-78.5, -0.2, "office", "Quito", "#place-1")
    assert drawn("PER", spots=(quito,)).shown == (False,)


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [("BGD", 91.98, 21.44), ("GRC", 26.85, 37.13), ("DJI", 43.15, 11.59), ("LBN", 35.5, 33.89), ("TUV", 179.2, -8.52)],
)
def test_a_town_on_the_coast_lies_in_its_country(code: str, longitude: float, latitude: float) -> None:
    """The outlines are drawn to some kilometres: Cox's Bazar, Leros, Djibouti, Beirut and Funafuti stand in their sea."""
    assert maps.lies_in((code,), longitude, latitude)


def test_every_sign_is_a_link_with_a_label() -> None:
    (link,) = parsed(drawn("PER", spots=(LIMA,)).svg).iter(f"{SVG}a")
    assert link.get("href") == "#place-1"
    assert link.findtext(f"{SVG}title") == "Lima, country office"


def test_the_drawing_says_what_it_is() -> None:
    root = parsed(drawn("PER").svg)
    assert root.get("aria-labelledby") == "map-title"
    assert root.findtext(f"{SVG}title") == "Offices <&> in Peru"


def test_a_country_over_the_date_line_is_drawn_whole() -> None:
    here = next(path for path in parsed(drawn("FJI").svg).iter(f"{SVG}path") if path.get("class") == "here")
    starts = [float(part.split()[0].split("l")[0]) for part in (here.get("d") or "").split("M")[1:]]
    assert all(-10 <= x <= 610 for x in starts)
    assert len(starts) > 3


def test_far_islands_do_not_make_the_country_small() -> None:
    frame = framed([shapes.countries()["CHL"].largest], 600)
    assert not frame.holds((-109.4, -27.1))  # Easter Island


def test_several_countries_are_one_map() -> None:
    paths = [path.get("class") for path in parsed(drawn("ARG", "CHL", "URY").svg).iter(f"{SVG}path")]
    assert paths.count("here") == 3


def test_there_is_no_map_of_what_has_no_outline() -> None:
    assert maps.draw(("XXX",), (), identity="map", title="", text="") is None


def test_without_the_package_there_are_no_maps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "FILE", shapes.FILE.with_name("gone.json"))
    assert shapes.countries.__wrapped__() == {}


@pytest.mark.parametrize("code", ["PER", "RUS", "NZL", "MLT", "USA"])
def test_a_map_is_light(code: str) -> None:
    assert len(drawn(code).svg) < 60_000


@given(st.sampled_from(sorted(maps.countries())), st.sampled_from(sorted(maps.countries())))
def test_nothing_is_drawn_far_outside_the_frame(code: str, other: str) -> None:
    frame = framed([maps.countries()[code].largest], 600)
    for polygon in maps.countries()[other].polygons:
        for x, y in clipped(polygon[0], frame):
            assert -9 <= x <= frame.width + 9
            assert -9 <= y <= frame.height + 9


def test_discs_have_areas_as_their_values() -> None:
    layers = {"map-people": Layer("People", [Disc((0, 0), 400, "Large"), Disc((10, 0), 100, "Small")])}
    found = etree.fromstring(world(layers, identity="m", title="Title", text="Text"))
    large, small = (float(circle.get("r", "")) for circle in found.iter("{*}circle"))
    assert large == 2 * small


def test_the_smallest_disc_lies_over_the_others() -> None:
    layers = {"map-people": Layer("People", [Disc((0, 0), 1, "Small"), Disc((0, 0), 9, "Large")])}
    found = etree.fromstring(world(layers, identity="m", title="Title", text="Text"))
    assert [title.text for title in found.iter("{*}title")][1:] == ["Large", "Small"]


def test_the_first_layer_with_discs_is_the_one_that_is_shown() -> None:
    layers = {"a": Layer("A", []), "b": Layer("B", [Disc((0, 0), 1, "One")]), "c": Layer("C", [Disc((0, 0), 1, "Two")])}
    found = etree.fromstring(world(layers, identity="m", title="Title", text="Text"))
    groups = {group.get("id"): group.get("class") for group in found.iter("{*}g")}
    assert groups == {"b": "layer first", "c": "layer"}


def test_without_discs_there_is_no_map_of_the_world() -> None:
    assert world({"a": Layer("A", [])}, identity="m", title="Title", text="Text") == ""


def test_no_line_of_land_runs_across_the_map() -> None:
    """Outlines over the edge of the map, Russia's and Fiji's, are cut there, not drawn back through all longitudes."""
    layers = {"a": Layer("A", [Disc((0, 0), 1, "One")])}
    found = etree.fromstring(world(layers, identity="m", title="Title", text="Text"))
    [land] = [path.get("d", "") for path in found.iter("{*}path")]
    steps = [abs(int(across)) for across, _ in re.findall(r"(-?\d+) (-?\d+)", re.sub(r"M-?\d+ -?\d+", "", land))]
    assert max(steps) < 200


KOUSSERI, PORT_AU_PRINCE, BISHKEK, FAR_AT_SEA = (15.03, 12.08), (-72.34, 18.54), (74.6, 42.87), (-150.0, -40.0)


def test_a_place_is_in_the_country_around_it() -> None:
    assert maps.country_at(*PORT_AU_PRINCE) == "HTI"
    assert maps.country_at(*FAR_AT_SEA) == ""


def test_at_a_border_a_place_is_in_the_country_that_is_expected() -> None:
    """By the outlines Kousséri in Cameroon lies in Chad: it stands at the border, and they are drawn to some kilometres."""
    assert (maps.country_at(*KOUSSERI), maps.country_at(*KOUSSERI, ("CMR",))) == ("TCD", "CMR")


def test_away_from_the_border_a_place_is_where_it_is_whatever_is_expected() -> None:
    assert maps.country_at(*BISHKEK, ("KAZ",)) == "KGZ"


def test_a_place_in_an_outline_without_a_code_is_in_no_country() -> None:
    assert maps.country_at(21.16, 42.66) == ""  # Priština


def test_a_sign_of_the_world_leads_to_its_row_and_is_no_stop_of_the_keyboard() -> None:
    found = etree.fromstring(maps.scattered([LIMA], identity="m", title="Title", text="Text"))
    [link] = found.iter("{*}a")
    assert (link.get("href"), link.get("tabindex"), link.findtext("{*}title")) == ("#place-1", "-1", LIMA.label)


def test_the_first_sign_of_the_world_lies_over_the_others() -> None:
    found = etree.fromstring(maps.scattered([LIMA, AT_SEA], identity="m", title="Title", text="Text"))
    assert [link.get("href") for link in found.iter("{*}a")] == ["#place-2", "#place-1"]


def test_without_places_there_is_no_map_of_them() -> None:
    assert maps.scattered([], identity="m", title="", text="") == ""


def test_the_middle_of_a_country_lies_in_it() -> None:
    for code in ("PER", "COL", "UKR", "COD"):
        place = middle([code])
        assert place is not None
        assert lies_in([code], *place)
    assert middle(["XXX"]) is None
