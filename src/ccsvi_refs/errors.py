"""Everything this library raises.

::

    CcsviRefsError
    ├── InputError      a page, file or record that cannot be read at all
    │   └── EmptyInput          a page or file without a word in it
    ├── ItemError       one CSL-JSON item that cannot be rendered
    ├── StyleError      a CSL style or locale that cannot be used
    ├── SettingsError   a setting or option that makes no sense
    └── ServiceError    a registry or site that could not be asked, or gave no usable answer
        └── AddressRefused      an address that is never connected to
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ccsvi_refs.location import Location


class CcsviRefsError(Exception):
    """Base of this library's errors; ``location`` is the place it speaks of, where there is one."""

    def __init__(self, message: str, location: Location | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.location = location

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how the error is made again, in another process too."""
        return _again, (type(self), dict(vars(self)))

    def __str__(self) -> str:
        """Return the message, with the place before it."""
        return f"{self.location}: {self.message}" if self.location else self.message


class InputError(CcsviRefsError):
    """A page, file or record cannot be read at all."""


class EmptyInput(InputError):  # noqa: N818 - what it is, in the words of the field
    """A page or file holds nothing but white space."""


class ItemError(CcsviRefsError):
    """One CSL-JSON item cannot be rendered, or not as it is meant where it is ``printed``; ``item_id`` names it."""

    def __init__(self, message: str, item_id: str, location: Location | None = None, *, printed: bool = False) -> None:
        super().__init__(message, location)
        self.item_id = item_id
        self.printed = printed


class StyleError(CcsviRefsError):
    """A CSL style or locale cannot be used."""


class SettingsError(CcsviRefsError):
    """A setting or option makes no sense."""


class ServiceError(CcsviRefsError):
    """A service could not be asked or gave no usable answer; it says nothing about what was asked for.

    ``service`` is its name, ``status`` the HTTP status (None where there was no answer), ``blocked`` whether the
    service refuses further requests, so that nothing more should be sent.
    """

    def __init__(self, message: str, service: str, *, status: int | None = None, blocked: bool = False) -> None:
        super().__init__(message)
        self.service = service
        self.status = status
        self.blocked = blocked


class AddressRefused(ServiceError):  # noqa: N818 - what happened, in the words of the field
    """An address is not http or https, or not a public one; nothing was sent. ``service`` is the host or address."""


def _again(kind: type[CcsviRefsError], facts: dict[str, Any]) -> CcsviRefsError:
    error = kind.__new__(kind)
    Exception.__init__(error, facts.get("message", ""))
    vars(error).update(facts)
    return error


def meant(word: str, known: Iterable[str], most: int = 3) -> str:
    """Return ``; did you mean a, b?`` with the known words that come near, empty where none does."""
    from difflib import get_close_matches

    spelt = {name.lower(): name for name in known}
    near = [spelt[low] for low in get_close_matches(word.lower(), spelt, n=most)]
    return f"; did you mean {', '.join(near)}?" if near else ""


def shown(value: object) -> str:
    """Return a value as a message can have it: in one short line that every output can hold."""
    from reprlib import Repr

    short = Repr()
    short.maxstring = short.maxother = short.maxlong = 80
    try:
        text = short.repr(value)[:80]
    except Exception:  # whatever an object of somebody else's raises when it is to be written
        return f"a {type(value).__name__}"
    return text.encode("utf-8", "replace").decode()
