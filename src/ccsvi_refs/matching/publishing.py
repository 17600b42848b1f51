"""Publisher and place as cited beside those registered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccsvi_refs.matching import containers, languages, locating, printing
from ccsvi_refs.matching.difference import Difference
from ccsvi_refs.matching.locating import Found
from ccsvi_refs.matching.prepared import Cited, Registered
from ccsvi_refs.model import Reference
from ccsvi_refs.text.folding import STOPWORDS, words

#: What firms are besides their names.
_FIRM = STOPWORDS | frozenset(
    {
        "ag", "bv", "b", "co", "company", "corp", "corporation", "gmbh", "group", "inc", "kg", "limited", "llc",
        "ltd", "media", "international", "nv", "plc", "pte", "pty", "pub", "publ", "publication", "publications",
        "publisher", "publishers", "publishing", "sa", "sas", "science", "sciences", "sons", "spa", "srl", "v",
        "verlag",
    }
)  # fmt: skip
#: Houses and the names they publish under.
_HOUSES = (
    frozenset(
        "elsevier pergamon saunders mosby churchill livingstone excerpta butterworth cell masson academic".split()
    ),
    frozenset("springer nature birkhauser palgrave humana kluwer plenum biomed bmc macmillan apress".split()),
    frozenset("wiley blackwell jossey vch hindawi munksgaard".split()),
    frozenset("taylor francis routledge crc informa psychology dekker garland".split()),
    frozenset("wolters lippincott williams ovid raven medknow".split()),
)
_INITIALS = 3
_SHORT = re.compile(r"\(([A-Z]{2,8})\)")
#: Records of meetings held nowhere.
_NOWHERE = frozenset({"online", "virtual", "worldwide"})


def compare(page: Cited, cited: Reference, record: Registered, where: Found | None) -> Iterator[Difference]:
    """Yield differences in publisher and place: worth knowing, since a work may have several of either."""
    registered = record.reference.text("publisher")
    behind = _behind(page, record, where) if page.text else 0
    said = cited.text("publisher") or (_printed(page, behind) if behind else "")
    if languages.is_name(said):
        said = ""  # NLM's note on a translated title
    named = behind and names(page.body[behind:], registered)
    if record.reference.type == "article":
        # A preprint has a server, and whoever runs it.
        return
    if registered and said and not named and not same(said, registered) and not _is_other_name(said, record):
        yield Difference("publisher", said, registered, "variant")
    places = [place for name in ("publisher-place", "event-place") if (place := record.reference.text(name))]
    said = cited.text("publisher-place") or cited.text("event-place")
    if places and set(words(said)) - STOPWORDS and not any(same_place(said, place) for place in places):
        yield Difference("publisher-place", said, places[0], "variant")


def same(a: str, b: str) -> bool:
    """Return whether two names are one publisher's: a short form, initials, an imprint of the same house."""
    one, other = _telling(a), _telling(b)
    one, other = ({word for word in mine if not _are_initials(word, name)} for mine, name in ((one, b), (other, a)))
    if not one or not other or one <= other or other <= one:
        return True
    if set(_SHORT.findall(a)) & (set(_SHORT.findall(b)) | {b.strip()}) or set(_SHORT.findall(b)) & {a.strip()}:
        return True
    if containers.same_forms(containers.forms(a), containers.forms(b)):
        return True
    return any(one & house and other & house for house in _HOUSES)


def _are_initials(word: str, name: str) -> bool:
    """Return whether a word is made of the first letters of a name: BSI."""
    return len(word) >= _INITIALS and word == "".join(part[0] for part in words(name) if part not in STOPWORDS)


def names(text: str, publisher: str) -> bool:
    """Return whether a text has the words of a publisher's name in it."""
    return bool(publisher) and _telling(publisher) <= set(words(text))


def is_house(name: str) -> bool:
    """Return whether a name is that of a well-known publisher alone."""
    found = words(name)
    return len(found) <= 2 and any(not house.isdisjoint(found) for house in _HOUSES)


def _telling(name: str) -> set[str]:
    found = words(name)
    return {word for word in found if word not in _FIRM} or set(found)


def _is_other_name(said: str, record: Registered) -> bool:
    """Whether what was read as the publisher is the work's container or one of its authors."""
    authors = {word for who in record.authors for word in who.words}
    found = set(words(said))
    return printing.names_container(said, record) or found <= authors | {"et", "al"} or found <= set(record.title)


def same_place(a: str, b: str) -> bool:
    """Return whether two places may be one: the same city, one within the other, or nowhere."""
    one, other = set(words(a)), set(words(b))
    if not one or not other or one <= other or other <= one:
        return True
    firsts = [words(place.partition(",")[0]) for place in (a, b)]
    if firsts[0] == firsts[1]:
        return True
    return not _NOWHERE.isdisjoint(one) and not _NOWHERE.isdisjoint(other)


#: What a string says in its last parts beside a publisher.
_OTHER = re.compile(
    r"\d|\b(?:pp?|vol|no|pages?|accessed|available|retrieved|pmid|pmcid|doi|https?|epub|in press)\b", re.IGNORECASE
)
_PARTS = re.compile(r"[,.;:()\n]+\s+|[,.;:()]+$")
#: No publisher's name has more words.
_LONGEST = 8


def _printed(page: Cited, begin: int) -> str:
    """Return what a string prints behind its journal or book and its pages that is neither: its publisher."""
    for part in _PARTS.split(page.body[begin:]):
        found = words(part)
        if not found or len(found) > _LONGEST or languages.is_name(part):
            continue
        if not _OTHER.search(part) and part.strip()[:1].isupper():
            return part.strip(' .,;:()"”’')
    return ""


def _behind(page: Cited, record: Registered, where: Found | None) -> int:
    """Return where in the string what is known of the work ends, 0 where nobody can tell."""
    taken = range(where.start, where.end) if where else range(0)
    ends = [0]
    for form in record.containers:
        found = locating.container(page, form, taken)
        if found.likeness == 1 and where and found.start >= where.end:
            ends.append(page.ends[found.end - 1])
    if not any(ends) or not page.locator.end:
        return max(ends)
    return max(*ends, page.locator.end if page.locator.first_page else 0)
