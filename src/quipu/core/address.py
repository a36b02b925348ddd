"""The address of one published figure: `SUBJECT/YEAR/FIGURE[/MEMBER]`. Knows no values."""

import re
from typing import NamedTuple

from quipu.core.errors import UnknownAddressError

_PATTERN = re.compile(r"(?P<subject>[A-Za-z0-9-]+)/(?P<year>\d{4})/(?P<figure>[a-z0-9-]+)(?:/(?P<member>[a-z0-9-]+))?")


class Address(NamedTuple):
    """One observation's stable name. `member` is empty for the figure's own total."""

    subject: str
    year: int
    figure: str
    member: str = ""

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Return the address that `text` spells; raise UnknownAddressError when it has not the form of one."""
        match = _PATTERN.fullmatch(text.strip().strip("/"))
        if match is None:
            raise UnknownAddressError(
                f'"{text}" is not an address',
                next="An address is SUBJECT/YEAR/FIGURE or SUBJECT/YEAR/FIGURE/MEMBER, for example PER/2020/budget.",
            )
        parts = match.groupdict(default="")
        return cls(parts["subject"].upper(), int(parts["year"]), parts["figure"], parts["member"])

    def __str__(self) -> str:
        path = f"{self.subject}/{self.year}/{self.figure}"
        return f"{path}/{self.member}" if self.member else path

    def at(self, year: int) -> "Address":
        """Return the same figure's address in another year."""
        return self._replace(year=year)

    def of(self, member: str) -> "Address":
        """Return the address of one member of the same figure; "" for its total."""
        return self._replace(member=member)
