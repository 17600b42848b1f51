"""Where the services are and how politely they are asked: data only; the command and the library read it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from ccsvi_refs.errors import SettingsError

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"", "0", "false", "no", "off"})
_PREFIX = "CCSVI_REFS_"


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
    allow_private: bool = False
    offline: bool = False
    timeout: float = 30.0

    def with_values(self, values: Mapping[str, object], origin: str) -> Settings:
        """Return a copy with some values replaced; SettingsError names ``origin`` where one makes no sense."""
        kinds = {f.name: f.type for f in fields(self)}
        changes: dict[str, object] = {}
        for key, value in values.items():
            name = key.replace("-", "_")
            if name not in kinds:
                raise SettingsError(f"{origin}: unknown setting {key!r}")
            changes[name] = _convert(str(kinds[name]), value, f"{origin}: {key}")
        return replace(self, **changes)  # type: ignore[arg-type]  # _convert returns what the field's type asks for


def from_environment(environ: Mapping[str, str], base: Settings | None = None) -> Settings:
    """Return the settings that ``CCSVI_REFS_…`` variables give, on top of ``base``."""
    names = {f.name for f in fields(Settings)}
    values = {
        name: environ[_PREFIX + name.upper()] for name in sorted(names) if environ.get(_PREFIX + name.upper(), "")
    }
    return (base or Settings()).with_values(values, "environment")


def _convert(kind: str, value: object, place: str) -> object:
    text = str(value).strip()
    if kind == "bool":
        return _boolean(text, place)
    if kind == "float":
        return _seconds(text, place)
    if kind.startswith("Path"):
        return Path(text).expanduser() if text else None
    if place.endswith(("_url", "-url")):
        return _address(text, place)
    return text


def _boolean(text: str, place: str) -> bool:
    if text.lower() not in _TRUE | _FALSE:
        raise SettingsError(f"{place}: expected true or false, found {text!r}")
    return text.lower() in _TRUE


def _seconds(text: str, place: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise SettingsError(f"{place}: expected a number of seconds, found {text!r}")
    return seconds


def _address(text: str, place: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise SettingsError(f"{place}: expected an http or https address, found {text!r}")
    return text.rstrip("/")
