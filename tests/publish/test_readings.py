"""What is read at once, of a subject and year and for all languages, is what is looked up one by one."""

from pathlib import Path

import pytest

from quipu.figures.lookup import Record
from quipu.figures.texts import texts
from quipu.pages.account import Account
from quipu.pages.site import LANGUAGES
from quipu.warehouse import releases
from quipu.warehouse.home import Home


@pytest.fixture(params=LANGUAGES)
def record(sample_home: Path, request: pytest.FixtureRequest) -> Record:
    spoken = Record.open(releases.current(Home(sample_home)).folder)
    return spoken.speaking(texts(request.param, spoken.profile_name))


def test_everything_of_a_year_is_what_each_address_gives(record: Record) -> None:
    years = [(subject.code, year) for subject in record.subjects() for year in subject.years]
    held = [found for subject, year in years for found in record.observations(subject, year)]
    assert held
    assert held == [record.get(found.address) for found in held]


def test_an_account_has_the_members_that_the_record_gives_in_the_same_order(record: Record) -> None:
    for subject in record.subjects():
        for year in subject.years:
            account = Account(record, subject.code, year)
            for definition in record.definitions():
                expected = record.members(subject.code, year, definition.name).observations
                assert account.members(definition.name) == expected
                assert account.get(definition.name) == Account(record, subject.code, year).get(definition.name)
