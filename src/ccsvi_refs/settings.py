"""Where the services are and how politely they are asked: data only; the command and the library read it in."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TypeVar

from ccsvi_refs.errors import SettingsError

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"", "0", "false", "no", "off"})
_LONGEST = 10 * 365 * 86_400.0
_PREFIX = "CCSVI_REFS_"

_Data = TypeVar("_Data")


@dataclass(frozen=True, slots=True)
class IgnoredLink:
    """Links that are not checked: a ``*`` pattern for the address, why, and the last day on which that holds."""

    url: str = ""
    reason: str = ""
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class HostPolicy:
    """How one host (a ``*`` pattern) is asked: None leaves the general value, ``accept`` lists statuses taken as ok."""

    host: str = ""
    concurrency: int | None = None
    spacing: float | None = None
    timeout: float | None = None
    probe: bool | None = None
    accept: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How links are checked: ``[tool.ccsvi-refs.links]``.

    ``concurrency`` requests at once and ``spacing`` seconds between two of them for each host, ``total`` at work at
    once over all hosts; ``timeout`` seconds for a first look at one address (later ones get half as much again),
    ``deadline`` seconds for a whole run; ``patience`` is the longest ``Retry-After`` that is waited out,
    ``second_look`` the pause before an address is called dead; ``keep_ok``, ``keep_walled`` and ``keep_broken`` are
    the seconds a stored result stays good.
    """

    concurrency: int = 8
    spacing: float = 0.02
    total: int = 64
    timeout: float = 8.0
    deadline: float = 1800.0
    patience: float = 60.0
    second_look: float = 1.0
    keep_ok: float = 7 * 86_400.0
    keep_walled: float = 86_400.0
    keep_broken: float = 3_600.0
    probe: bool = True
    archive: bool = True
    baseline: Path | None = None
    ignore: tuple[IgnoredLink, ...] = ()
    hosts: tuple[HostPolicy, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; an address is a scheme, host and prefix, and the service's own path follows it."""

    crossref_url: str = "https://api.crossref.org"
    eutils_url: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    idconv_url: str = "https://pmc.ncbi.nlm.nih.gov/tools/idconv"
    doi_url: str = "https://doi.org"
    wayback_url: str = "https://archive.org/wayback"
    datacite_url: str = "https://api.datacite.org"
    europepmc_url: str = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    mailto: str = ""
    ncbi_api_key: str = ""
    cache_dir: Path | None = None
    mirror: Path | None = None
    allow_private: bool = False
    offline: bool = False
    timeout: float = 30.0
    links: LinkSettings = field(default_factory=LinkSettings)

    def with_values(self, values: Mapping[str, object], origin: str) -> Settings:
        """Return a copy with some values replaced; SettingsError names ``origin`` where one makes no sense."""
        return _with_values(self, values, origin)


def _with_values(base: _Data, values: Mapping[str, object], origin: str) -> _Data:
    kinds = {f.name: str(f.type) for f in fields(base)}  # type: ignore[arg-type]  # every _Data is a dataclass
    changes: dict[str, object] = {}
    for key, value in values.items():
        name = key.replace("-", "_")
        if name not in kinds:
            raise SettingsError(f"{origin}: unknown setting {key!r}")
        if name == "links":
            changes[name] = _with_values(LinkSettings(), _table(value, f"{origin}: {key}"), f"{origin}: {key}")
        else:
            changes[name] = _convert(kinds[name], value, f"{origin}: {key}")
    return replace(base, **changes)  # type: ignore[type-var]  # every _Data is a dataclass


def from_environment(environ: Mapping[str, str], base: Settings | None = None) -> Settings:
    """Return the settings that ``CCSVI_REFS_…`` variables give, on top of ``base``."""
    names = {f.name for f in fields(Settings)} - {"links"}
    values = {
        name: environ[_PREFIX + name.upper()] for name in sorted(names) if environ.get(_PREFIX + name.upper(), "")
    }
    return (base or Settings()).with_values(values, "environment")


def _convert(kind: str, value: object, place: str) -> object:
    text = str(value).strip()
    plain = kind.removesuffix(" | None")
    if plain in _READERS:
        return _READERS[plain](text, place)
    if plain.startswith("tuple"):
        return _rows(plain, value, place)
    if place.endswith(("_url", "-url")):
        return _address(text, place)
    return text


def _rows(kind: str, value: object, place: str) -> tuple[object, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise SettingsError(f"{place}: expected a list, found {value!r}")
    places = [f"{place}[{number}]" for number in range(1, len(value) + 1)]
    if "int" in kind:
        return tuple(_count(str(item), where) for item, where in zip(value, places, strict=True))
    row = IgnoredLink() if "IgnoredLink" in kind else HostPolicy()
    return tuple(_with_values(row, _table(item, where), where) for item, where in zip(value, places, strict=True))


def _table(value: object, place: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise SettingsError(f"{place}: expected a table, found {value!r}")
    return value


def _boolean(text: str, place: str) -> bool:
    if text.lower() not in _TRUE | _FALSE:
        raise SettingsError(f"{place}: expected true or false, found {text!r}")
    return text.lower() in _TRUE


def _seconds(text: str, place: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= _LONGEST or (seconds == 0 and place.endswith(("timeout", "deadline"))):
        raise SettingsError(f"{place}: expected a number of seconds, found {text!r}")
    return seconds


def _count(text: str, place: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 100_000:
        raise SettingsError(f"{place}: expected a whole number above 0, found {text!r}")
    return int(text)


def _day(text: str, place: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"{place}: expected a date like 2027-01-31, found {text!r}") from None


def _path(text: str, _: str) -> Path | None:
    return Path(text).expanduser() if text else None


def _address(text: str, place: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise SettingsError(f"{place}: expected an http or https address, found {text!r}")
    return text.rstrip("/")


_READERS: dict[str, Callable[[str, str], object]] = {
    "bool": _boolean,
    "float": _seconds,
    "int": _count,
    "datetime.date": _day,
    "Path": _path,
}
