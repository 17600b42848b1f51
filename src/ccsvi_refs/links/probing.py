"""What a site's front page and a made-up address tell about a page that does not show whether it is the one asked for.

After Z. Bar-Yossef et al., Sic transit gloria telae, WWW 2004: a site that answers an address that cannot exist with
404 can be believed when it answers another one with a page.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from rapidfuzz import fuzz

from ccsvi_refs.links import address
from ccsvi_refs.links.answer import Answer
from ccsvi_refs.links.page import Page
from ccsvi_refs.links.status import Judgement

#: What names are made up of: neither a word nor a number, which might be an item's.
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
#: Likeness (0 to 100) from which two pages of one site are the same page.
_ALIKE = 96.0
#: Characters of a page that are compared.
_COMPARED = 20_000
#: Characters of visible text that a page must have to be told for the site's front page, or for more than a script.
_SUBSTANTIAL = 200

Arrival = tuple[Answer, Page]


def beside(url: str) -> str:
    """Return a made-up address beside another, above parts with a number: what follows those is often ignored."""
    parts = urlsplit(url)
    segments = parts.path.split("/")[:-1]
    while len(segments) > 1 and _is_numbered(segments[-1]):
        segments.pop()
    _, dot, suffix = parts.path.rpartition("/")[2].rpartition(".")
    name = "".join(secrets.choice(_CONSONANTS) for _ in range(16))
    ending = f".{suffix}" if dot and suffix.isalpha() and len(suffix) <= 5 else ""
    return urlunsplit((parts.scheme, parts.netloc, f"{'/'.join(segments)}/{name}{ending}", "", ""))


#: ``v1``, ``3.12``, ``release-2.x``: parts of a path with a number that are no item's.
_VERSION = re.compile(
    r"(?:v|ver|version|r|rel|release|python|py)[-_]?\d+(?:\.\d+)*(?:\.x)?|\d+(?:\.\d+)+(?:\.x)?|\d+\.x", re.I
)


def _is_numbered(segment: str) -> bool:
    return any(character.isdigit() for character in segment) and not _VERSION.fullmatch(segment)


def alike_in_form(url: str) -> str:
    """Return a made-up address of the same form as another, its numbers replaced; empty where it has none."""
    parts = urlsplit(url)
    folder, slash, name = parts.path.rpartition("/")
    changed, query = _NUMBER.sub(_another, name), _NUMBER.sub(_another, parts.query)
    if (changed, query) == (name, parts.query):
        return ""
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}{slash}{changed}", query, ""))


def form(url: str) -> str:
    """Return what addresses of one form have in common: an address with its numbers left out."""
    parts = urlsplit(url)
    folder, slash, name = parts.path.rpartition("/")
    return f"{parts.netloc}{folder}{slash}{_NUMBER.sub('#', name)}?{_NUMBER.sub('#', parts.query)}"


_NUMBER = re.compile(r"(?<!%)\d+")


def _another(match: re.Match[str]) -> str:
    return str(secrets.choice("6789")) + "".join(secrets.choice("0123456789") for _ in range(max(len(match[0]), 8)))


def is_settled(asked: str, answer: Answer, found: Page) -> bool:
    """Return whether no probe is needed: a front page was asked for, or the page calls that address its own."""
    own = address.joined(answer.final_url, found.canonical) if found.canonical else ""
    below = asked.split("?")[0].rstrip("/") + "/"
    is_own = bool(own) and address.same_page(own, asked)
    return address.is_front(asked) or is_own or answer.final_url.startswith(below)


def judge(judgement: Judgement, asked: str, this: Arrival, front: Arrival, made_up: Arrival) -> Judgement:
    """Return the judgement on a page, corrected by what its site answers to two other addresses."""
    answer, found = this
    was_led = not address.same_page(asked, answer.final_url)
    if front[0].status == 200:
        if address.same_page(front[0].final_url, answer.final_url):
            led = Judgement("broken", f"redirects to the site's front page: {answer.final_url}")
            return led if was_led else judgement
        if found.length > _SUBSTANTIAL and _alike(found, front[1]):
            return Judgement("broken", "the site's front page answers in place of the page")
    if made_up[0].status in {404, 410}:
        return judgement if judgement.verdict != "unknown" else Judgement("ok", "answers; not verifiable")
    if made_up[0].failure or made_up[0].status != 200 or not made_up[0].complete:
        return judgement
    return _against(judgement, was_led, this, made_up)


def acquit(judgement: Judgement, asked: str, this: Arrival, made_up: Arrival) -> Judgement:
    """Return what a page is that looks like the sign of a missing one: that, unless its site answers a made-up one 404.

    A site that answers an address that cannot be with 404 means what it says when it answers this one otherwise;
    but not where its 404 is this very page.
    """
    (answer, found), (other, page) = this, made_up
    if _leads_to_the_same(answer, other) and not address.same_page(asked, answer.final_url):
        return replace(
            judgement, verdict="broken", reason=f"{judgement.reason}, as made-up addresses do", otherwise=None
        )
    if other.failure or other.status not in {404, 410} or (found.length and _alike(found, page)):
        return replace(judgement, otherwise=None)
    return judgement.otherwise or judgement


def _leads_to_the_same(answer: Answer, other: Answer) -> bool:
    return bool(other.hops) and other.status == 200 and address.same_page(other.final_url, answer.final_url)


def _against(judgement: Judgement, was_led: bool, this: Arrival, made_up: Arrival) -> Judgement:
    """Return the judgement on a page whose site has a page for a made-up address, too."""
    (answer, found), (other, other_page) = this, made_up
    if was_led and _leads_to_the_same(answer, other):
        return Judgement("broken", f"redirects to where every address of the site leads: {answer.final_url}")
    if not _alike(found, other_page):
        return judgement
    if found.scripted and found.length < _SUBSTANTIAL:
        return replace(judgement, reason="a script draws the page; not verifiable")
    return Judgement("broken", "the site answers any address with this page")


def _alike(one: Page, other: Page) -> bool:
    if (one.title, one.headings) != (other.title, other.headings):
        return False
    if abs(one.length - other.length) > 0.1 * max(one.length, other.length, 100):
        return False
    return fuzz.ratio(one.text[:_COMPARED], other.text[:_COMPARED]) >= _ALIKE
