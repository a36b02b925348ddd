"""Errors that a user reads: what is wrong, where, and what to do. They print without a traceback."""

from dataclasses import dataclass


@dataclass
class QuipuError(Exception):
    """A user's error: `what` happened, `where` (file, line, identifier) and what to do `next`."""

    what: str
    where: str = ""
    next: str = ""
    exit_code = 1

    def __str__(self) -> str:
        """Return one line: `where: what. next`."""
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text.rstrip('.')}. {self.next}".rstrip() if self.next else text


class UnreadableFileError(QuipuError):
    """A file that cannot be read at all; importing it changes nothing."""


class UnrecognisedFileError(UnreadableFileError):
    """A file whose content is of no kind that a source knows."""


class UnknownAddressError(QuipuError):
    """An address that names nothing; the message says what is known nearby."""

    exit_code = 2


class UsageError(QuipuError):
    """Arguments that cannot be taken."""

    exit_code = 2


class LockedError(QuipuError):
    """Another process is writing to the same home."""


class NothingImportedError(QuipuError):
    """There is no release yet."""
