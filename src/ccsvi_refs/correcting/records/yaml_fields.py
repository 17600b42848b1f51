"""YAML's bibliographies, CSL-YAML, Hayagriva's and CITATION.cff: where each has a CSL field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """The paths of CSL's fields in an item, the first of each that of a new one; ``parts`` are those of a name.

    ``pages`` are the fields of first and last page where they are two, ``years`` those of a year of its own.
    """

    paths: Mapping[str, tuple[Path, ...]]
    parts: Mapping[str, str]
    pages: tuple[str, str] | None = None
    is_markdown: bool = False


CSL = Fields(
    {
        "title": (("title",),), "container-title": (("container-title",),), "volume": (("volume",),),
        "issue": (("issue",),), "page": (("page",),), "author": (("author",),), "issued": (("issued",),),
        "DOI": (("DOI",), ("doi",)), "PMID": (("PMID",), ("pmid",)), "PMCID": (("PMCID",), ("pmcid",)),
        "note": (("note",),), "status": (("status",),), "ISBN": (("ISBN",), ("isbn",)),
    },
    {"family": "family", "given": "given", "literal": "literal", "suffix": "suffix",
     "dropping-particle": "dropping-particle", "non-dropping-particle": "non-dropping-particle"},
    is_markdown=True,
)  # fmt: skip
CFF = Fields(
    {
        "title": (("title",),), "container-title": (("journal",), ("collection-title",)), "volume": (("volume",),),
        "issue": (("issue",),), "page": (("start",),), "author": (("authors",),),
        "issued": (("date-published",), ("date-released",), ("year",)), "DOI": (("doi",),), "PMCID": (("pmcid",),),
        "note": (("notes",),), "status": (("status",),),
    },
    {"family": "family-names", "given": "given-names", "literal": "name", "suffix": "name-suffix",
     "non-dropping-particle": "name-particle"},
    pages=("start", "end"),
)  # fmt: skip
HAYAGRIVA = Fields(
    {
        "title": (("title",), ("title", "value")), "container-title": (("parent", "title"),),
        "volume": (("parent", "volume"), ("volume",)), "issue": (("parent", "issue"), ("issue",)),
        "page": (("page-range",),), "author": (("author",),), "issued": (("date",), ("parent", "date")),
        "DOI": (("serial-number", "doi"), ("doi",)), "PMID": (("serial-number", "pmid"),), "note": (("note",),),
    },
    {"family": "name", "given": "given-name", "suffix": "suffix", "non-dropping-particle": "prefix"},
)  # fmt: skip
FIELDS: Mapping[str, Fields] = {"csl-yaml": CSL, "cff": CFF, "hayagriva": HAYAGRIVA}
