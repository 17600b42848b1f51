"""What the label of a link says of the entry that it begins: the title, and where that ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ccsvi_refs.formats.citation import bodies
from ccsvi_refs.formats.citation.names import zone
from ccsvi_refs.model import Link, Reference, Value, freeze

#: What stands between a linked title and who wrote it or what it is in: "[Title](address) by Jane Roe, Journal 2012".
_BETWEEN = re.compile(r"\s?(?P<mark>,|–|—|-(?=\s)|\bby\b|\bvon\b|\bpar\b|\bpor\b)\s(?P<rest>\S.{1,160})")
_PERSONAL = frozenset({"by", "von", "par", "por"})
_FEWEST_WORDS = 2


def by_label(found: Reference, links: Sequence[Link]) -> Reference:
    """Return a reference whose title was read beyond the label that is it, with the title and what follows apart."""
    for link in links[:3]:
        label = link.label.strip(' .,"“”„«»')
        if len(label.split()) < _FEWEST_WORDS or not found.title.startswith(label):
            continue
        between = _BETWEEN.fullmatch(found.title[len(label) :])
        return _parted(found, label, between) if between else found
    return found


def _parted(found: Reference, title: str, between: re.Match[str]) -> Reference:
    """Return the reference with the title alone, and names or a container in what stood behind it."""
    fields: dict[str, Any] = {"title": title}
    rest = re.sub(r",?\set al\.?$", "", between["rest"].strip(" .,"))
    others = rest != between["rest"].strip(" .,")
    people = zone(rest)
    is_name = people.shape != "body" and not bodies.is_branch(rest)
    several = len(people.names) > 1 or people.shape not in ("Given Family", "body", "")
    persons = is_name and (several or between["mark"] in _PERSONAL or bool(found.container_title))
    if people.names and persons and not found.authors:
        fields["author"] = [name.to_csl() for name in people.names]
    elif (between["mark"] in _PERSONAL or others) and not found.authors:
        fields["author"] = [{"literal": rest}]
    elif not found.container_title and not rest[:1].islower():
        fields["container-title"] = between["rest"].strip(" ,")
    else:
        return found
    said = {name: (Value("cited", freeze(value)),) for name, value in fields.items()}
    return replace(found.with_fields(**fields), provenance=freeze({**found.provenance, **said}))
