"""A document: citations in their order, and the bibliography that belongs to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain
from typing import Any, Unpack

from ccsvi_refs.csl import flaws, item_flaws
from ccsvi_refs.csl.bibliography import EntryList, count
from ccsvi_refs.csl.citation import (
    Citation,
    Handle,
    Manner,
    WrongHandleError,
    check_note,
    in_mode,
    in_order,
    read_citation,
    read_request,
)
from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.cluster import Cluster, Shared, cluster, names_said
from ccsvi_refs.csl.item import Abbreviations, Item, identifier, listing_of, mapping_of, read_items
from ccsvi_refs.csl.joints import read_joints
from ccsvi_refs.csl.listing import Setting, listed_by
from ccsvi_refs.csl.locale import Locale, LocaleLoader, chosen_locale, packaged_locale
from ccsvi_refs.csl.locators import Heads
from ccsvi_refs.csl.output import Piece, Quotes
from ccsvi_refs.csl.position import Request, places
from ccsvi_refs.csl.printed import Printed, Prints, Seen, differ, print_anew, rows, seen
from ccsvi_refs.csl.program import compile_style
from ccsvi_refs.csl.punctuation import tokens
from ccsvi_refs.csl.registry import Memory, Registry, by_names, first_notes, register
from ccsvi_refs.csl.sections import Where, section
from ccsvi_refs.csl.sort import sorted_by
from ccsvi_refs.csl.style import Style
from ccsvi_refs.csl.wrapping import Wraps
from ccsvi_refs.csl.writers import Writer, named, usable
from ccsvi_refs.errors import CcsviRefsError, ItemError, shown

Cites = Sequence[Mapping[str, Any] | str | int]
"""The cites of a citation: CSL-JSON citation items, or bare ids of items."""


class Processor:
    """One document in one style and language.

    ``style`` is a Style or its XML, ``items`` CSL-JSON mappings or objects with such a ``data``; ``locale`` a
    language tag, a locale's XML or a Locale (None: the style's own, else US English), which ``loader`` finds by its
    tag; ``to`` names the output format, or is a Writer of one's own; ``links`` makes links of DOIs and URLs;
    ``abbreviations`` are short forms by variable and value, which stand in place of the items' own, those of
    ``institution`` for names; with ``shortens_titles`` the short form of a title without one is what stands before
    its colon. ``strict`` keeps to the letter of the specification where official styles rely on what citeproc-js
    does instead. ``anchor`` makes each cite a link to it with the item's id behind; with ``marks_missing`` a cite
    whose item is missing prints its id in bold with a question mark, instead of raising ItemError. ``wraps`` has by
    variable what returns two pieces of the output format that stand around it. ``refused`` says what could not be
    used: items, fields, variables.
    """

    def __init__(
        self,
        style: Style | str | bytes,
        items: Iterable[Any] = (),
        locale: Locale | str | None = None,
        to: str | Writer = "html",
        *,
        links: bool = False,
        loader: LocaleLoader = packaged_locale,
        abbreviations: Abbreviations | None = None,
        shortens_titles: bool = False,
        strict: bool = False,
        anchor: str = "",
        marks_missing: bool = False,
        wraps: Wraps | None = None,
    ) -> None:
        truths = {"links": links, "strict": strict, "shortens_titles": shortens_titles, "marks_missing": marks_missing}
        flaws.check_options(anchor, loader, locale, **truths)
        others = {"loader": loader, "abbreviations": abbreviations, "anchor": anchor, "wraps": wraps}
        self._told: dict[str, Any] = {"locale": locale, "to": to, **truths, **others}
        self._writer = usable(to) if isinstance(to, Writer) else named(to)
        self.style = style if isinstance(style, Style) else Style.parse(style)
        self.locale = chosen_locale(locale, self.style.default_locale, loader)
        checked = flaws.checked(wraps)
        self._program = compile_style(self.style, self.locale, links, strict, loader, checked)
        self._anchor = "" if links and self.style.is_note else anchor  # a link holds no other link
        self._marks_missing = marks_missing
        self._quotes = self._program.locale.quotes
        self._marks = self._quotes.in_fields
        self._setting = Setting(self.style, self.locale, links, strict, loader, self._writer, self._marks, checked)
        self._abbreviations, self._shortens = flaws.usable(abbreviations), shortens_titles
        self._items: dict[str, Item] = {}
        self.refused: list[CcsviRefsError] = [
            *self.style.flaws,
            *flaws.of_language(self.style, self.locale, loader, locale),
            *flaws.of_abbreviations(abbreviations),
        ]
        self._uncited: list[str] = []
        self._citations: list[Citation] = []
        self._handles = 0
        self._token = object()
        self._registry: Registry | None = None
        self._kept, self._prints = Memory(), Prints()
        self._seen: Seen = {}
        cited = self._program.citation
        self._joints = read_joints(cited.attrs, cited.delimiter, bool(cited.keys), self.style.is_note, strict)
        self._heads = Heads(self._program.locale, self.locale)
        self._distance = count(cited.attrs, "near-note-distance", 5)
        self.update(items)

    def update(self, items: Iterable[Any]) -> None:
        """Take in items, in place of those that have their ids; what cannot be used is in ``refused``."""
        found, wrong = read_items(items, self._marks, self._abbreviations, self.style.prints, self._shortens)
        own = chain.from_iterable(item_flaws.of_item(one, self.style.asks_types) for one in found.values())
        self.refused = [*self._refused_without(found.keys()), *wrong, *own]
        self._forget(found.keys())
        self._items |= found
        self._registry = None

    def _forget(self, ids: Collection[str]) -> None:
        """Keep nothing of these items, which are other ones now, or gone."""
        self._kept.forget(ids)
        self._prints.touched.update(ids)

    def _refused_without(self, ids: Set[str]) -> list[CcsviRefsError]:
        """Return what is wrong apart from items with these ids: they are others now, or gone."""
        settled = chain.from_iterable(item_flaws.of_item(self._items[known]) for known in ids & self._items.keys())
        return flaws.without(self.refused, settled, ids)

    def discard(self, ids: Iterable[str | int]) -> None:
        """Take items out of the document; raises ItemError for one that a citation still has."""
        gone = set(self._all_known(ids))
        cited = {request.id for one in self._citations for request in one.cites}
        for known in sorted(() if self._marks_missing else gone & cited):
            raise ItemError(f"a citation has the item {known!r} still", known)
        self.refused = self._refused_without(gone)
        self._forget(gone)
        self._items = {known: item for known, item in self._items.items() if known not in gone}
        self._uncited = [known for known in self._uncited if known not in gone]
        self._registry = None

    def restyled(
        self, style: Style | str | bytes, locale: Locale | str | None = None, to: str | Writer | None = None
    ) -> Processor:
        """Return this document in another style, and language and format where they are given.

        It has the same items and options, and its citations have the same handles.
        """
        told = {**self._told, "locale": locale or self._told["locale"], "to": to or self._told["to"]}
        other = Processor(style, [{**one.given, "id": one.id} for one in self._items.values()], **told)
        other._citations = [replace(one, cites=tuple(map(other._labelled, one.cites))) for one in self._citations]
        other._uncited = list(self._uncited)
        other._handles, other._token = self._handles, self._token
        cites = chain.from_iterable(one.cites for one in self._citations)
        other._say(flaws.of_labels(cites, other._program.locale))
        return other

    def cite(self, cites: Cites, note: int = 0, **manner: Unpack[Manner]) -> Handle:
        """Append a citation and return its handle; raises ItemError for an item that is not there."""
        return self.insert(cites, note, **manner)

    def insert(self, cites: Cites, note: int = 0, before: Handle | None = None, **manner: Unpack[Manner]) -> Handle:
        """Insert a citation before another, at the end by default, and return its handle; see Manner for ``mode``."""
        handle = Handle(self._handles, self._token)
        citation = read_citation(handle, note, self._requests(cites, manner), manner)
        place = len(self._citations) if before is None else self._place(before)
        self._handles += 1
        self._citations.insert(place, citation)
        self._registry = None
        return handle

    def replace(self, handle: Handle, cites: Cites, note: int | None = None, **manner: Unpack[Manner]) -> None:
        """Put other cites, and another note number where one is given, in a citation's place."""
        place = self._place(handle)
        number = self._citations[place].note if note is None else note
        self._citations[place] = read_citation(handle, number, self._requests(cites, manner), manner)
        self._registry = None

    def remove(self, handle: Handle) -> None:
        """Take a citation out of the document."""
        del self._citations[self._place(handle)]
        self._registry = None

    def handles(self) -> list[Handle]:
        """Return the handles of the citations, in document order."""
        return [citation.handle for citation in self._citations]

    def reorder(self, handles: Sequence[Handle]) -> None:
        """Put the citations into another order; ``handles`` names each of them once."""
        found = {citation.handle: citation for citation in self._citations}
        given = list(listing_of(handles, "the handles of citations"))
        known = all(isinstance(handle, Handle) and handle in found for handle in given)
        if not known or len(set(given)) < len(given) or len(given) != len(found):
            raise WrongHandleError("reorder needs the handle of every citation once", "")
        self._citations = [found[handle] for handle in given]
        self._registry = None

    def renumber(self, notes: Mapping[Handle, int]) -> None:
        """Set the note numbers of citations."""
        for handle, note in mapping_of(notes, "the notes of citations").items():
            self._place(handle)
            check_note(note)
        for place, one in enumerate(self._citations):
            if (note := notes.get(one.handle, one.note)) != one.note:
                self._citations[place] = replace(one, note=note)
        self._registry = None

    def nocite(self, ids: Iterable[str | int]) -> None:
        """Set the items that the bibliography has beside those that are cited; none takes all of them out again."""
        self._uncited = self._all_known(ids)
        self._registry = None

    def _requests(self, cites: Cites, manner: Manner) -> tuple[Request, ...]:
        listed = list(listing_of(cites, "the cites of a citation"))
        requests = tuple(read_request(one, self._heads) for one in listed)
        for request in () if self._marks_missing else requests:
            self._known(request.id)
        self._say((*flaws.of_labels(requests, self._program.locale), *flaws.of_cites(listed, manner)))
        return requests

    def _labelled(self, cite: Request) -> Request:
        """Return a cite that was read in another language, without a label of this one in its locator."""
        located = self._heads.read(cite.locator, cite.label)
        return replace(cite, locator=located.locator, label=located.label, symbol=located.symbol or cite.symbol)

    def _say(self, found: Iterable[ItemError]) -> None:
        """Add to what is refused what is not among it."""
        if new := {str(flaw): flaw for flaw in found}:
            said = set(map(str, self.refused))
            self.refused += [flaw for text, flaw in new.items() if text not in said]

    def _known(self, known: str) -> str:
        if known not in self._items:
            raise ItemError(f"there is no item {known!r}", known)
        return known

    def _all_known(self, ids: Iterable[str | int]) -> list[str]:
        return [self._known(identifier(one)) for one in listing_of(ids, "ids of items")]

    def _place(self, handle: Handle) -> int:
        if isinstance(handle, Handle):
            for place, citation in enumerate(self._citations):
                if citation.handle.number == handle.number and citation.handle == handle:
                    return place
        raise WrongHandleError(f"the document has no citation {shown(handle)}", "")

    def citations(self) -> list[str]:
        """Return the text of every citation, in document order."""
        return [str(one) for one in self.clusters()]

    def clusters(self) -> list[Cluster]:
        """Return the text of every citation in its two parts: the names in the sentence, and the rest."""
        return [one.cluster for one in self._printed()]

    def _printed(self) -> list[Printed]:
        return print_anew(self._prints, self._shared(), self._citations, self._cites, self._distance)

    def changed(self, widely: bool = False) -> list[Handle]:
        """Return the citations whose text is another one than when this was last asked.

        ``widely`` adds those of works whose numbers or disambiguation differ, as citeproc-js returns them.
        """
        printed = self._printed()
        first = first_notes(self._citations) if self._program.names_notes else {}
        before, self._seen = self._seen, seen(printed, self._settled(), self._program.conditions > 0, first)
        return [
            one.handle
            for one, row in zip(self._citations, self._seen.values(), strict=True)
            if differ(before.get(one.handle.number), row, widely)
        ]

    def preview(self, cites: Cites, note: int = 0, before: Handle | None = None, **manner: Unpack[Manner]) -> str:
        """Return the text that a citation would have in its place, the end by default, without taking it in."""
        kept, settled, noted = list(self._citations), self._settled(), self._kept.noted
        handle = self.insert(cites, note, before, **manner)
        if not kept and not self._uncited:  # a document that cites nothing is about all of its items
            self._registry = settled
        try:
            place = self._place(handle)
            shared = self._shared()
            stale = self._prints.stale(shared.registry, self._program.numbers_cites)
            found = rows(self._prints, self._citations, self._cites, stale)
            spots = places([(one.note, requests) for one, requests, _printed in found], self._distance)[place]
            return str(cluster(shared, self._citations[place], found[place][1], spots))
        finally:
            self._citations, self._registry = kept, settled
            self._kept.registry, self._kept.noted = settled, noted

    def _in_order(self, requests: Sequence[Request]) -> list[Request]:
        keys = self._program.citation.keys
        if len(requests) < 2 or not keys:
            return list(requests)
        last = (by_names(self._settled(), self._program, self._kept),) if self._joints.by_names else ()
        return sorted_by(requests, (*keys, *last), self._sort_cite, self._kept.texts)

    def _sort_cite(self, request: Request) -> Cite:
        """Return what a cite is sorted by; one whose item is missing has nothing."""
        return self._settled().sort_cite(self._items.get(request.id) or Item({}, request.id))

    def _cites(self, citation: Citation) -> list[Request]:
        """Return the cites as they are printed: in order, but for those by whom the sentence names before them."""
        requests = in_mode(citation.cites, citation.mode)
        if not self._program.citation.keys:
            return requests
        return in_order(citation, requests, lambda one: names_said(self._shared(), one), self._in_order)

    def _shared(self) -> Shared:
        raises = ("vertical-align", "sup") in self._writer.marks
        registry = self._settled()
        return Shared(self._program, self._joints, registry, self._items.get, self._write, raises, self._anchor)

    def _write(self, pieces: list[Piece], quotes: Quotes | None = None) -> str:
        return self._writer.write(tokens(pieces, quotes or self._quotes))

    def bibliography(self, where: Where | None = None, workers: int = 1) -> EntryList:
        """Return the bibliography: items cited and those named by nocite; all items where the document cites none.

        ``where`` chooses a section of it, by a test of an item's data or by lists of fields and values, see sections:
        the others keep their numbers and have no entry in it.
        So many ``workers``, processes of their own, write the entries of a large one; the text is the same.
        """
        area = self._program.bibliography
        if area is None:
            return EntryList(())
        attrs, registry = area.attrs, self._settled()
        items = list(filter(section(where, self._items.values()), registry.sorted))
        found = listed_by(workers, self._setting, area, registry, items)
        return EntryList(
            tuple(found.entries),
            attrs.get("hanging-indent") == "true",
            attrs.get("second-field-align", ""),
            count(attrs, "entry-spacing", 1),
            count(attrs, "line-spacing", 1),
            found.offset,
            tuple(found.omitted),
        )

    def _settled(self) -> Registry:
        """Return what follows from the citations, worked out again where they have changed."""
        if self._registry is None:
            self._registry = register(self._program, self._items, self._citations, self._uncited, self._kept)
        return self._registry
