"""Names of people and institutions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ccsvi_refs.frozen import text_of

#: CSL variables that hold names, https://docs.citationstyles.org/en/stable/specification.html#name-variables
NAME_FIELDS = frozenset(
    {
        "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
        "director", "editor", "editor-translator", "editorial-director", "executive-producer", "guest", "host",
        "illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer",
        "recipient", "reviewed-author", "script-writer", "series-creator", "translator",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in parts, or an institution's in ``literal``."""

    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""

    @classmethod
    def from_csl(cls, data: object) -> Name:
        """Return the name a CSL-JSON name object stands for; anything but an object becomes a literal."""
        if not isinstance(data, Mapping):
            return cls(literal=text_of(data))
        return cls(
            family=text_of(data.get("family")),
            given=text_of(data.get("given")),
            literal=text_of(data.get("literal")),
            suffix=text_of(data.get("suffix")),
            dropping_particle=text_of(data.get("dropping-particle")),
            non_dropping_particle=text_of(data.get("non-dropping-particle")),
        )

    def to_csl(self) -> dict[str, str]:
        """Return the CSL-JSON name object, without empty parts."""
        parts = {
            "family": self.family,
            "given": self.given,
            "literal": self.literal,
            "suffix": self.suffix,
            "dropping-particle": self.dropping_particle,
            "non-dropping-particle": self.non_dropping_particle,
        }
        return {key: value for key, value in parts.items() if value}

    @property
    def initials(self) -> str:
        """The initials of the given names without full stops or spaces: ``AM`` for ``Anna Maria``."""
        return "".join(part[0] for part in re.split(r"[\s.\-‐]+", self.given) if part)

    def __str__(self) -> str:
        """Return the name as one reads it: ``Anna Maria Malagoni``."""
        family = " ".join(part for part in (self.dropping_particle, self.non_dropping_particle, self.family) if part)
        return self.literal or " ".join(part for part in (self.given, family, self.suffix) if part)
