"""What kind of page an answer is: a wall, a login, a parked domain, a "not found" page, or a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from ccsvi_refs.links.answer import Answer
from ccsvi_refs.links.page import Page
from ccsvi_refs.links.phrases import says, sentence_says, title_says

#: Visible characters below which a page has little to say but its one message.
_SHORT = 1_500
#: The same for a page that says its message in a sentence, without a heading.
_TINY = 800
#: Above this a page whose title and heading agree on "not found" may still be a page about that.
_LONG = 6_000

#: Response headers by which walls can be told: (name, part of the value, whether it says so on a good answer too).
_WALL_HEADERS = (
    ("cf-mitigated", "challenge", True),  # https://developers.cloudflare.com/cloudflare-challenges/
    ("x-amzn-waf-action", "", True),  # https://docs.aws.amazon.com/waf/latest/developerguide/
    ("x-vercel-mitigated", "", True),
    ("x-datadome", "", False),
    ("x-sucuri-block", "", False),
)
#: What only a wall's own page carries, in its markup.
_WALL_MARKUP = re.compile(
    rb"captcha-delivery\.com|geo\.captcha-delivery|_Incapsula_Resource|/cdn-cgi/challenge-platform|cf[-_]chl[-_]|"
    rb"challenges\.cloudflare\.com|px-captcha|perimeterx|awswaf\.com|awsWafCookieDomainList|validate\.perfdrive\.com|"
    rb"sgcaptcha|ddos-guard|/_sec/cp_challenge|anubis_challenge|id=.anubis|g-recaptcha|h-captcha|hcaptcha\.com/1|"
    rb"recaptcha/api\.js|turnstile|kasada|/__challenge|vercel/security",
    re.IGNORECASE,
)

#: What titles of walls say among other things; only held against short pages.
_WALL_WORDS = re.compile(
    r"\bcaptcha\b|\brobot check|\bbot (?:check|detection|protection|verification)|\bhuman (?:check|verification)|"
    r"\bverify(?:ing)? (?:that )?you\b|\bsecurity (?:check|challenge|verification)|\baccess (?:is |was )?denied\b|"
    r"\bddos\b|\byou(?:r request)? (?:have|has) been blocked|\bunusual traffic\b|\bjust a moment\b",
    re.IGNORECASE,
)

#: Companies that show a page on domains nobody uses.
_PARKING = re.compile(
    r"(?:^|\.)(?:sedoparking|sedo|parkingcrew|bodis|above|hugedomains|dan|afternic|parklogic|skenzo|voodoo|uniregistry|efty|"
    r"undeveloped|domainmarket|namebright|domainsponsor|cashparking|dsnextgen|trafficz|buydomains|parked|parkingpage|"
    r"img-?sedoparking|smartname|brandbucket|squadhelp|atom|spaceship|dynadot|porkbun|namesilo|d38psrni17bvxu)\.\w+$"
)
_LANDER = re.compile(rb"/lander\b|LANDER_SYSTEM|caf\.js|parking-lander|adsense/domains", re.IGNORECASE)

PageSign = Literal["wall", "login", "parked", "placeholder", "fault", "home", "absent", "maybe-absent", "page"]


def wall_headers(status: int, headers: Mapping[str, str]) -> bool:
    """Return whether an answer's headers are those of a bot wall's challenge."""
    return any(
        name in headers and part in headers[name].lower() and (always or status >= 400)
        for name, part, always in _WALL_HEADERS
    )


def kind(page: Page, body: bytes) -> PageSign:
    """Return what kind of page this is, by its title, headings, length and markup."""
    if describes_work(page):
        return "page"
    if _is_wall(page, body):
        return "wall"
    if _is_parked(page, body):
        return "parked"
    if is_login(page):
        return "login"
    for phrase, found in _BY_TITLE.items():
        if page.length < _MOST_CHARACTERS[phrase] and _titles_say(page, phrase):
            return found
    return _absence(page)


#: Kinds that titles and headings tell, and the visible characters above which a page is about more than that.
_BY_TITLE: dict[str, PageSign] = {"placeholder": "placeholder", "fault": "fault", "home": "home"}
_MOST_CHARACTERS = {"placeholder": _LONG, "fault": _SHORT, "home": 10 * _LONG}


def describes_work(page: Page) -> bool:
    """Return whether a page's metadata describe a work, under a title that is no set phrase or with more."""
    title = page.first("citation_title", "eprints.title", "prism.title", "bepress_citation_title")
    weak = page.first("dc.title", "dcterms.title")
    more = page.first("citation_author", "citation_doi", "dc.creator", "dc.identifier", "dcterms.identifier")
    return bool((title or weak) and more) or bool(title and not is_set_phrase(title))


_SET_PHRASES = ("wall", "login", "not-found", "fault", "for-sale", "home", "placeholder")


def is_set_phrase(title: str) -> bool:
    """Return whether a work is called what only a wall, a login or a missing page would call itself."""
    return any(
        says(phrase, title) for phrase in ("wall", "login", "not-found", "fault", "for-sale", "home", "placeholder")
    )


def is_login(page: Page) -> bool:
    """Return whether a page asks for a login and shows little else."""
    asks = _titles_say(page, "login")
    return (page.password and (asks or page.length < _TINY)) or (asks and page.length < _SHORT)


def host_is_parking(url: str) -> bool:
    """Return whether an address belongs to a company that parks domains."""
    return bool(_PARKING.search(urlsplit(url).hostname or ""))


def _is_wall(page: Page, body: bytes) -> bool:
    if page.length >= _SHORT:
        return False
    if _titles_say(page, "wall") or _WALL_WORDS.search(page.title):
        return True
    if page.length < _TINY and sentence_says("wall", page.text):
        return True
    return page.length < _TINY // 2 and bool(_WALL_MARKUP.search(body))


def is_surely_parked(page: Page, answer: Answer) -> bool:
    """Return whether a page is shown to be parked by who serves it, not by its words alone."""
    hosts = (*(hop.url for hop in answer.hops), *(source for source in page.sources if "//" in source), page.onward)
    return any(host_is_parking(url) for url in hosts) or _is_lander(page, answer.body)


def _is_parked(page: Page, body: bytes) -> bool:
    if _titles_say(page, "for-sale"):
        return page.length < _LONG
    if page.length >= 2 * _SHORT:
        return False
    if any(host_is_parking(source) for source in page.sources if "//" in source) or host_is_parking(page.onward):
        return True
    return (page.length < _SHORT and sentence_says("for-sale", page.text)) or _is_lander(page, body)


def _is_lander(page: Page, body: bytes) -> bool:
    return page.length < _TINY // 2 and bool(_LANDER.search(body))


def _absence(page: Page) -> PageSign:
    by_title = title_says("not-found", page.title)
    by_heading = any(says("not-found", heading) for heading in page.headings)
    if page.length < _TINY and not _has_other_title(page) and sentence_says("not-found", page.text):
        return "absent"
    if not (by_title or by_heading):
        return "page"
    agree = by_title and (by_heading or not page.headings)
    return "absent" if page.length < _SHORT or (agree and page.length < _LONG) else "maybe-absent"


def _has_other_title(page: Page) -> bool:
    """Return whether the page has a heading of several words that is no set phrase: it is about something."""
    return any(len(heading.split()) >= 4 and not says("not-found", heading) for heading in page.headings)


def _titles_say(page: Page, phrase: str) -> bool:
    return title_says(phrase, page.title) or any(says(phrase, heading) for heading in page.headings)
