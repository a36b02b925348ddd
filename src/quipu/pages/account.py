"""Everything that a record says in figures of one subject in one year, taken from it once. Knows no words."""

from collections.abc import Iterator
from functools import cached_property

from quipu.core.address import Address
from quipu.core.errors import UnknownAddressError
from quipu.core.figure import Observation, Status
from quipu.figures.lookup import Record


class Account:
    """The figures of one subject and year, by name and member, in the order of their definitions."""

    def __init__(self, record: Record, subject: str, year: int) -> None:
        self.subject, self.year, self._record = subject, year, record
        self._held: dict[tuple[str, str], Observation] = {}
        self._members: dict[str, tuple[Observation, ...]] = {}

    def get(self, figure: str, member: str = "") -> Observation:
        """Return the observation; one that the record cannot know is missing, for the reason it gives."""
        held = self._held.get((figure, member))
        if held is None:
            held = self._held[figure, member] = self._take(Address(self.subject, self.year, figure, member))
        return held

    def _take(self, address: Address) -> Observation:
        is_read = "_all" in self.__dict__
        try:
            return self._record.unpublished(address) if is_read else self._record.get(address)
        except UnknownAddressError as error:
            definition = self._record.definition(address.figure)
            title = definition.member_title(address.member)
            return Observation(address, title, definition.unit, None, Status.MISSING, reason=error.what)

    def members(self, figure: str) -> tuple[Observation, ...]:
        """Return the published members of a figure: in the order of its definition, others by value."""
        if figure not in self._members:
            self._members[figure] = self._in_order(figure)
        return self._members[figure]

    def _in_order(self, figure: str) -> tuple[Observation, ...]:
        declared = self._record.definition(figure).members
        order = {member: place for place, (member, _) in enumerate(declared)}
        found = self._published.get(figure, ())
        return tuple(sorted(found, key=lambda o: (order.get(o.address.member, len(order)), -(o.value or 0))))

    @cached_property
    def _published(self) -> dict[str, list[Observation]]:
        """The members of each figure that have a value, by the figure's name."""
        found: dict[str, list[Observation]] = {}
        for (figure, member), one in self._all.items():
            if member and one.value is not None:
                found.setdefault(figure, []).append(one)
        return found

    @cached_property
    def _all(self) -> dict[tuple[str, str], Observation]:
        """All figures, read at once: none is looked up again then."""
        found = {one.address[2:]: one for one in self._record.observations(self.subject, self.year)}
        self._held |= found
        return found

    def largest(self, figure: str, count: int) -> tuple[tuple[Observation, ...], int]:
        """Return the `count` largest published members of a figure, and how many there are."""
        found = self.members(figure)
        return found[:count], len(found)

    def known(self, figure: str, member: str = "") -> Observation | None:
        """Return a published observation, or None: for who needs no reason of what is missing."""
        found = self._all.get((figure, member))
        return found if found is not None and found.value is not None else None

    def published(self) -> Iterator[Observation]:
        """Yield every observation that has a value, in no order."""
        return (one for one in self._all.values() if one.value is not None)

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
