"""Lists in documentation that look like lists of references by their heading alone: "Notes", "Resources", a table.

Software's documentation is full of them. An item is taken for no work where it gives neither an identifier nor a year,
nothing in the text cites it, and most items of the page are like that.
"""

from __future__ import annotations

from dataclasses import replace

from ccsvi_refs.model import Bibliography, Mention, Reference


def without_other_lists(page: Bibliography) -> Bibliography:
    """Return a page with the items of its lists that are no works among its notes; their links stay."""
    printed = [one for one in page if one.mention and one.mention.text]
    cited = {key for citation in page.citations for key in citation.references}
    others = [one for one in printed if one.id not in cited and not _says_when_or_which(one)]
    if len(others) * 2 <= len(printed):
        return page
    gone = {one.id for one in others}
    has_list = len(others) < len(printed)
    notes: list[Mention] = [one.mention for one in others if one.mention]
    return replace(
        page,
        references=tuple(one for one in page if one.id not in gone),
        links=tuple(replace(link, reference="") if link.reference in gone else link for link in page.links),
        problems=tuple(one for one in page.problems if one.reference not in gone),
        notes=(*page.notes, *notes),
        citations=tuple(one for one in page.citations if has_list or one.references or one.kind == "key"),
        uncited=tuple(one for one in page.uncited if one.id not in gone),
        slips=tuple(one for one in page.slips if one.reference not in gone),
        attributions=tuple(one for one in page.attributions if not gone.intersection(one.references)),
    )


def _says_when_or_which(reference: Reference) -> bool:
    return bool(reference.year or reference.identifiers)
