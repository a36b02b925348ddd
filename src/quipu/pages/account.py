"""Everything that a record says in figures of one subject in one year, taken from it once. Knows no words."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from quipu.core.address import Address
from quipu.core.errors import UnknownAddressError
from quipu.core.figure import Observation, Status
from quipu.figures.lookup import Record


class Account:
    """The figures of one subject and year, by name and member, in the order of their definitions."""

    def __init__(self, record: Record, subject: str, year: int) -> None:
        self.subject, self.year, self._record = subject, year, record
        self._held: dict[tuple[str, str], Observation] = {}
        self._members: dict[str, tuple[Observation, ...]] | None = None

    def get(self, figure: str, member: str = "") -> Observation:
        """Return the observation; one that the record cannot know is missing, for the reason it gives."""
        held = self._held.get((figure, member))
        if held is None:
            held = self._held[figure, member] = self._take(Address(self.subject, self.year, figure, member))
        return held

    def _take(self, address: Address) -> Observation:
        try:
            return self._record.get(address)
        except UnknownAddressError as error:
            definition = self._record.definition(address.figure)
            title = definition.member_title(address.member)
            return Observation(address, title, definition.unit, None, Status.MISSING, reason=error.what)

    def members(self, figure: str) -> tuple[Observation, ...]:
        """Return the published members of a figure: in the order of its definition, others by value."""
        if self._members is None:
            self._members = self._sort_out()
        return self._members.get(figure, ())

    def _sort_out(self) -> dict[str, tuple[Observation, ...]]:
        """Take all that is published at once; a page that asks for a few totals never comes here."""
        every = self._record.observations(self.subject, self.year)
        self._held.update({(found.address.figure, found.address.member): found for found in every})
        held: dict[str, list[Observation]] = {}
        for found in self._held.values():
            if found.address.member and found.value is not None:
                held.setdefault(found.address.figure, []).append(found)
        return {figure: tuple(sorted(found, key=self._order_of(figure))) for figure, found in held.items()}

    def _order_of(self, figure: str) -> Callable[[Observation], tuple[int, Decimal, str]]:
        places = {slug: place for place, (slug, _) in enumerate(self._record.definition(figure).members)}

        def order(found: Observation) -> tuple[int, Decimal, str]:
            address = found.address
            return places.get(address.member, len(places)), -(found.value or Decimal(0)), address.member

        return order

    def member(self, figure: str, member: str) -> Observation | None:
        """Return a published member, or None."""
        self.members(figure)
        found = self._held.get((figure, member))
        return found if found is not None and found.value is not None else None

    def __iter__(self) -> Iterator[Observation]:
        """Yield every figure followed by its members."""
        for definition in self._record.definitions():
            yield self.get(definition.name)
            yield from self.members(definition.name)

    @property
    def provisional(self) -> bool:
        """Whether the people of this year were counted in its middle only."""
        return self.get("population").status is Status.PROVISIONAL

    @property
    def planned(self) -> bool:
        """Whether there is a budget and no spending yet."""
        return self.get("expenditure").value is None and self.get("budget").value is not None

    @property
    def closed(self) -> bool:
        """Whether money and people are those of the end of the year."""
        return self.get("expenditure").value is not None and self.get("population").status is Status.PUBLISHED
