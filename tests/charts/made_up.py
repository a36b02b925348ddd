"""Series made up for the tests of charts, and Peru's as the reference page shows them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from quipu.core.address import Address
from quipu.core.figure import Break, Observation, Provenance, Series, Status

PROVENANCE = Provenance(("UNHCR",), date(2021, 11, 25))


def observation(
    address: str, title: str, unit: str, value: str | Decimal | None, status: Status | None = None
) -> Observation:
    if value is None:
        return Observation(Address.parse(address), title, unit, None, Status.MISSING, reason="Nothing is published.")
    return Observation(
        Address.parse(address),
        title,
        unit,
        Decimal(value),
        status or Status.PUBLISHED,
        as_of=PROVENANCE.as_of,
        source_count=1,
    )


def over_years(
    figure: str,
    values: Mapping[int, str | Decimal | None],
    unit: str = "USD",
    breaks: tuple[Break, ...] = (),
    provisional: tuple[int, ...] = (),
    title: str = "",
) -> Series:
    title = title or figure.replace("-", " ").capitalize()
    observations = tuple(
        observation(f"PER/{year:04}/{figure}", title, unit, value, Status.PROVISIONAL if year in provisional else None)
        for year, value in values.items()
    )
    return Series(title, unit, observations, PROVENANCE, breaks)


def members(
    figure: str, values: Mapping[str, str | Decimal | None], unit: str = "people", provisional: tuple[str, ...] = ()
) -> Series:
    observations = tuple(
        observation(
            f"PER/2020/{figure}/m-{index}", title, unit, value, Status.PROVISIONAL if title in provisional else None
        )
        for index, (title, value) in enumerate(values.items())
    )
    return Series(figure.replace("-", " ").capitalize(), unit, observations, PROVENANCE)


def parts_over_years(
    figure: str,
    values: Mapping[str, Mapping[int, str | Decimal | None]],
    unit: str = "people",
    breaks: tuple[Break, ...] = (),
    provisional: tuple[int, ...] = (),
) -> tuple[Series, ...]:
    return tuple(
        Series(
            title,
            unit,
            tuple(
                observation(
                    f"PER/{year:04}/{figure}/m-{index}",
                    title,
                    unit,
                    value,
                    Status.PROVISIONAL if year in provisional and value is not None else None,
                )
                for year, value in by_year.items()
            ),
            PROVENANCE,
            breaks,
        )
        for index, (title, by_year) in enumerate(values.items())
    )


BUDGET = over_years(
    "budget",
    {2016: None, 2017: None, 2018: None, 2019: "20496332.32", 2020: "48625534.17", 2021: "60913280.08"},
)
EXPENDITURE = over_years(
    "expenditure",
    {2016: None, 2017: None, 2018: None, 2019: "14173697.75", 2020: "20154483.57", 2021: None},
)
POPULATION = members(
    "population",
    {
        "Refugees": "4332",
        "Asylum-seekers": "537552",
        "Others of concern": "500353",
        "Venezuelans displaced abroad": "515039",
    },
)
EARMARKING = members(
    "contributions",
    {
        "Unearmarked": "588700000",
        "Softly earmarked": "400123456.7",
        "Earmarked": "2100000000",
        "Tightly earmarked": "812000000",
    },
    unit="USD",
)
NINE = members(
    "population",
    {
        "Refugees": "28000",
        "Asylum-seekers": "1500",
        "Returned refugees": "900",
        "Internally displaced people": "31000",
        "Returned internally displaced people": "12",
        "Stateless people": "2400",
        "Others of concern": "33",
        "Other people in need of international protection": "9000",
        "Host community": None,
        "People without a title that is short enough for any line": "700",
    },
    provisional=("Refugees",),
)
LONG = over_years(
    "population",
    {year: str((year - 1940) ** 3 * 100) if year not in (1973, 1974, 1990) else None for year in range(1951, 2022)},
    unit="people",
    breaks=(Break(2007, "the way of counting changed, and people in refugee-like situations are counted too."),),
    provisional=(2021,),
    title="People",
)
MARKS = over_years(
    "expenditure",
    {
        2016: "12000000",
        2017: "31000000",
        2018: None,
        2019: "-4000000",
        2020: "0",
        2021: "28000000",
        2022: "30500000",
        2023: "9900000",
    },
    breaks=(Break(2022, "the results framework changed; pillars ended."),),
    provisional=(2023,),
)
TYPES = parts_over_years(
    "population",
    {
        "Refugees": {2017: "2500", 2018: "2900", 2019: None, 2020: "4332", 2021: "5100", 2022: "6200"},
        "Asylum-seekers": {2017: "38000", 2018: "230000", 2019: None, 2020: "537552", 2021: "540000", 2022: "532000"},
        "Others of concern": {2017: None, 2018: "120000", 2019: None, 2020: "500353", 2021: "321000", 2022: "301000"},
        "Other people in need of international protection": {
            2017: None,
            2018: None,
            2019: None,
            2020: "515039",
            2021: "790000",
            2022: "976400",
        },
        "Stateless people": {2017: None, 2018: None, 2019: None, 2020: None, 2021: None, 2022: None},
    },
    breaks=(Break(2020, "Venezuelans displaced abroad are counted apart."),),
    provisional=(2022,),
)
NINE_TYPES = parts_over_years(
    "population",
    {f"Type {index}": {year: str(index * (year - 2000) * 100) for year in range(2014, 2021)} for index in range(1, 10)},
)
