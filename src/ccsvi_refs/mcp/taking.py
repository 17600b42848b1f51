"""What an assistant gives → pages and references, within limits; no file is read, whatever a text names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field

from ccsvi_refs import formats
from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import citation
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Mention, Reference
from ccsvi_refs.pages import loading
from ccsvi_refs.pages.keys import keyed
from ccsvi_refs.pages.named import NOWHERE
from ccsvi_refs.text import naming
from ccsvi_refs.text.printing import whole

#: Characters of a text, and of one citation; references and links of one call. What is more has the command.
MOST_TEXT, MOST_CITATION = 1_000_000, 5_000
MOST_CITATIONS, MOST_REFERENCES, MOST_LINKS = 50, 200, 200
#: Stands for the path of references that are given one by one; the line is the number of the reference.
LISTED = "<references>"

#: What a text may be in; files of other formats are none.
TextFormat = Literal[
    "auto",
    "text",
    "markdown",
    "html",
    "rst",
    "latex",
    "org",
    "asciidoc",
    "mediawiki",
    "ipynb",
    "jats",
    "tei",
    "rtf",
    "bibtex",
    "biblatex",
    "cff",
    "csl-json",
    "csl-yaml",
    "csv",
    "endnote",
    "hayagriva",
    "mods",
    "nbib",
    "pubmed",
    "refer",
    "refworks",
    "ris",
    "wos",
    "word-sources",
    "zotero-rdf",
]
Text = Annotated[
    str,
    Field(description=f"The text itself, not the name of a file; at most {MOST_TEXT:,} characters."),
]
Format = Annotated[
    TextFormat,
    Field(description="What the text is written in; auto tells by what stands in it, plain text if nothing does."),
]
Citation = Annotated[
    str | dict[str, Any],
    Field(
        description="A reference as it is printed; or an identifier alone (a DOI, doi:…, pmid:…, pmcid:…, arxiv:…, "
        "isbn:…, an address made of one); or a CSL-JSON item."
    ),
]


def page(text: str, form: str = "auto") -> Bibliography:
    """Return what a text cites; InputError where it cannot be read, or holds more than one call can ask about."""
    kind = kind_of(text, form)
    found = loading.read(text, NOWHERE, kind)
    if not found.references and (named := naming.works(text[:MOST_CITATION])):
        found = replace(found, references=keyed(naming.references(named)))
    for number, most, what in (
        (len(found.references), MOST_REFERENCES, "references"),
        (len(found.links), MOST_LINKS, "links"),
    ):
        if number > most:
            raise InputError(
                f"The text has {number} {what}, and one call asks about {most} at most: give it in parts, "
                "or have ccsvi-refs audit read the file."
            )
    return found


def kind_of(text: str, form: str) -> str:
    """Return the format of a text; InputError where it is empty or longer than is read."""
    if len(text) > MOST_TEXT:
        raise InputError(
            f"The text has {len(text):,} characters, and {MOST_TEXT:,} are read at most: give it in parts."
        )
    if not text.strip():
        raise InputError("The text is empty: nothing was read.")
    return loading.told(text, NOWHERE, None if form == "auto" else form)


def citations(given: Sequence[str | Mapping[str, Any]], most: int = MOST_CITATIONS) -> Bibliography:
    """Return the references that are given one by one, each with its number for a place.

    InputError names the one that is none.
    """
    if not given:
        raise InputError("No reference was given.")
    if len(given) > most:
        raise InputError(f"{len(given)} references were given, and one call takes {most} at most: give them in parts.")
    found = [one for number, each in enumerate(given, 1) for one in _references(each, number)]
    if len(found) > most:
        raise InputError(f"{len(found)} works were named, and one call takes {most} at most: give them in parts.")
    return Bibliography(keyed(found), path=LISTED)


def number_of(reference: Reference) -> int:
    """Return which of the references that were given one by one this is, 0 where they were not."""
    place = reference.mention.location if reference.mention else None
    return place.line if place and place.path == LISTED else 0


def _references(given: str | Mapping[str, Any], number: int) -> Iterator[Reference]:
    mention = Mention("", Location(LISTED, number))
    if isinstance(given, Mapping):
        yield replace(_item(given, number), mention=mention)
        return
    text = whole(given)
    if not text.strip() or len(text) > MOST_CITATION:
        raise InputError(f"Reference {number} is {'empty' if not text.strip() else 'longer than a reference can be'}.")
    if named := naming.works(text):
        yield from (replace(one, mention=mention) for one in naming.references(named))
    elif problem := naming.problem(text):
        raise InputError(f"Reference {number}, {text.strip()[:100]!r}: {problem}.")
    else:
        read = citation.read(text)
        yield replace(read.with_fields(id=None), mention=replace(mention, text=text))


def _item(given: Mapping[str, Any], number: int) -> Reference:
    found = formats.read(json.dumps([given]), "csl-json", LISTED)
    if found.problems or len(found) != 1:
        why = found.problems[0].message if found.problems else "holds nothing of a work"
        raise InputError(f"Reference {number} {why}: a CSL-JSON item was expected.")
    return found.references[0]
