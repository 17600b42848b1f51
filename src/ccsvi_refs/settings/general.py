"""Everything that can be set: data only; the command and the library read it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from ccsvi_refs.frozen import FrozenDict
from ccsvi_refs.settings.judging import AcceptedFinding, Levels, levels
from ccsvi_refs.settings.links import LinkSettings
from ccsvi_refs.settings.values import Address, Contact, Seconds, Secret, Timeout, changed, settle, table

_PREFIX = "CCSVI_REFS_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; an address is a scheme, host and prefix, and the service's own path follows it.

    ``timeout`` is the seconds to wait for a part of an answer, ``deadline`` those for a whole run, ``keep_answers``
    those for which a registry's answer is used without asking again. A key goes to its
    own service's address and nowhere else. ``rules`` are off or have a severity of their own, ``accept`` are findings
    that fail nothing, ``baseline`` is a file of those that are known. SettingsError where a value makes no
    sense, whoever gives it.
    """

    crossref_url: Address = "https://api.crossref.org"
    eutils_url: Address = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    idconv_url: Address = "https://pmc.ncbi.nlm.nih.gov/tools/idconv"
    doi_url: Address = "https://doi.org"
    wayback_url: Address = "https://archive.org/wayback"
    datacite_url: Address = "https://api.datacite.org"
    europepmc_url: Address = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    openalex_url: Address = "https://api.openalex.org"
    arxiv_url: Address = "https://export.arxiv.org"
    dblp_url: Address = "https://dblp.org"
    openlibrary_url: Address = "https://openlibrary.org"
    s2_url: Address = "https://api.semanticscholar.org"
    github_url: Address = "https://api.github.com"
    mailto: Contact = ""
    ncbi_api_key: Secret = field(default="", repr=False)
    openalex_api_key: Secret = field(default="", repr=False)
    s2_api_key: Secret = field(default="", repr=False)
    github_token: Secret = field(default="", repr=False)
    cache_dir: Path | None = None
    mirror: Path | None = None
    redis_url: Secret = field(default="", repr=False)
    allow_private: bool = False
    offline: bool = False
    timeout: Timeout = 30.0
    deadline: Timeout = 6 * 3_600.0
    keep_answers: Seconds = 7 * 86_400.0
    baseline: Path | None = None
    rules: Levels = field(default=FrozenDict(), metadata={"read": levels})
    accept: tuple[AcceptedFinding, ...] = field(default=(), metadata={"row": AcceptedFinding})
    links: LinkSettings = field(default_factory=LinkSettings)

    def __post_init__(self) -> None:
        settle(self)
        if not isinstance(self.links, LinkSettings):
            read = changed(LinkSettings(), table(self.links, "links"), "links")
            object.__setattr__(self, "links", read)

    def with_values(self, values: Mapping[str, object], origin: str) -> Settings:
        """Return a copy with some values replaced; SettingsError names ``origin`` where one makes no sense."""
        return changed(self, values, origin)


def from_environment(environ: Mapping[str, str], base: Settings | None = None) -> Settings:
    """Return the settings that ``CCSVI_REFS_…`` variables give, on top of ``base``."""
    names = {f.name for f in fields(Settings)} - {"accept", "links", "rules"}
    values = {
        name: environ[_PREFIX + name.upper()] for name in sorted(names) if environ.get(_PREFIX + name.upper(), "")
    }
    return (base or Settings()).with_values(values, "environment")
