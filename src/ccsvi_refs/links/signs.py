"""What kind of page an answer is: a wall, a login, a parked domain, a "not found" page, or a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from ccsvi_refs.links.page import Page
from ccsvi_refs.links.phrases import says, sentence_says, title_says

#: Visible characters below which a page has little to say but its one message.
_SHORT = 1_500
#: The same for a page that says its message in a sentence, without a heading.
_TINY = 800
#: Above this a page whose title and heading agree on "not found" may still be a page about that.
_LONG = 6_000

#: Response headers by which walls can be told: (name, part of the value).
_WALL_HEADERS = (
    ("cf-mitigated", "challenge"),  # https://developers.cloudflare.com/cloudflare-challenges/
    ("x-amzn-waf-action", ""),  # https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge.html
    ("x-datadome", "protected"),
    ("x-dd-b", ""),
    ("x-sucuri-block", ""),
    ("x-vercel-mitigated", "challenge"),
    ("x-iinfo", "captcha"),
)
#: What only a wall's own page carries, in its markup.
_WALL_MARKUP = re.compile(
    rb"captcha-delivery\.com|geo\.captcha-delivery|_Incapsula_Resource|/cdn-cgi/challenge-platform|cf[-_]chl[-_]|"
    rb"challenges\.cloudflare\.com|px-captcha|perimeterx|awswaf\.com|awsWafCookieDomainList|validate\.perfdrive\.com|"
    rb"sgcaptcha|ddos-guard|/_sec/cp_challenge|anubis_challenge|id=.anubis|g-recaptcha|h-captcha|hcaptcha\.com/1|"
    rb"recaptcha/api\.js|turnstile|kasada|/__challenge|vercel/security",
    re.IGNORECASE,
)

#: Companies that show a page on domains nobody uses.
_PARKING = re.compile(
    r"(?:^|\.)(?:sedoparking|sedo|parkingcrew|bodis|above|hugedomains|dan|afternic|parklogic|skenzo|voodoo|uniregistry|efty|"
    r"undeveloped|domainmarket|namebright|domainsponsor|cashparking|dsnextgen|trafficz|buydomains|parked|parkingpage|"
    r"img-?sedoparking|smartname|brandbucket|squadhelp|atom|spaceship|dynadot|porkbun|namesilo|d38psrni17bvxu)\.\w+$"
)
_LANDER = re.compile(rb"/lander\b|LANDER_SYSTEM|caf\.js|parking-lander|adsense/domains", re.IGNORECASE)

Kind = Literal["wall", "login", "parked", "placeholder", "fault", "absent", "maybe-absent", "page"]


def wall_headers(headers: Mapping[str, str]) -> bool:
    """Return whether response headers are those of a bot wall's challenge."""
    return any(part in (headers.get(name) or "").lower() for name, part in _WALL_HEADERS if name in headers)


def kind(page: Page, body: bytes) -> Kind:
    """Return what kind of page this is, by its title, headings, length and markup."""
    if describes_work(page):
        return "page"
    if _is_wall(page, body):
        return "wall"
    if _is_parked(page, body):
        return "parked"
    if _titles_say(page, "placeholder"):
        return "placeholder"
    if is_login(page):
        return "login"
    if page.length < _SHORT and _titles_say(page, "fault"):
        return "fault"
    return _absence(page)


def describes_work(page: Page) -> bool:
    """Return whether a page's metadata describe a work under a title that is no set phrase."""
    title = page.first("citation_title", "dc.title", "dcterms.title", "eprints.title", "prism.title")
    return (
        bool(title)
        and not any(says(kind, title) for kind in ("wall", "login"))
        and bool(
            not says("not-found", title) or page.first("citation_author", "dc.creator", "citation_doi", "dc.identifier")
        )
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
    if title_says("wall", page.title) or any(says("wall", heading) for heading in page.headings):
        return True
    if page.length < _TINY and sentence_says("wall", page.text):
        return True
    return page.length < _TINY // 2 and bool(_WALL_MARKUP.search(body))


def _is_parked(page: Page, body: bytes) -> bool:
    if _titles_say(page, "for-sale"):
        return page.length < _LONG
    if page.length >= 2 * _SHORT:
        return False
    if any(host_is_parking(source) for source in page.sources if "//" in source) or host_is_parking(page.onward):
        return True
    if page.length < _SHORT and sentence_says("for-sale", page.text):
        return True
    return page.length < _TINY // 2 and bool(_LANDER.search(body))


def _absence(page: Page) -> Kind:
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
