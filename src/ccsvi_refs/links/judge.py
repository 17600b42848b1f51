"""From what came back to a verdict: whether a link is alive, and whether it leads to the cited work."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from ccsvi_refs.links import address, signs
from ccsvi_refs.links.fetch import PERMANENT, Answer
from ccsvi_refs.links.page import Page
from ccsvi_refs.links.retraction import notice
from ccsvi_refs.links.status import Judgement, Verdict
from ccsvi_refs.links.work import evidence
from ccsvi_refs.model import Reference

#: Statuses by which a server refuses this reader, or readers without a login, and says nothing about the page.
_REFUSALS = {
    401: "asks for a login",
    402: "asks for a payment",
    403: "refuses this reader",
    405: "refuses to be read this way",
    406: "refuses to be read this way",
    407: "asks for a login",
    409: "refuses this reader",
    418: "refuses this reader",
    423: "is locked",
    425: "refuses this reader for now",
    429: "asks for fewer requests",
    430: "refuses this reader",
    451: "is withheld here for legal reasons",
    498: "asks for a login",
    999: "refuses this reader",
}
#: Services whose addresses are meant to redirect, even to a front page: they stay the address to cite.
_RESOLVERS = frozenset(
    {
        "ark.org", "bit.ly", "buff.ly", "doi.org", "dx.doi.org", "goo.gl", "hdl.handle.net", "identifiers.org", "is.gd",
        "linkinghub.elsevier.com", "lnkd.in", "n2t.net", "ow.ly", "perma.cc", "purl.org", "t.co", "tinyurl.com",
        "w3id.org",
    }
)  # fmt: skip
#: Fragments that a page's script or viewer reads, so that no anchor need be there.
_SCRIPT_FRAGMENT = ("/", "!", ":~:", "page=", "L", "top", "?", "=", "nameddest", "xywh", "t=", "zoom")


def judge(answer: Answer, page: Page, reference: Reference | None, accept: Collection[int] = ()) -> Judgement:
    """Return the verdict on a link from its last answer, the page read from that, and the reference that owns it."""
    if answer.failure:
        return _of_failure(answer)
    status = answer.status or 0
    if status in accept:
        return Judgement("ok", f"answers {status}, accepted by a host policy")
    if signs.wall_headers(status, answer.headers):
        return Judgement("blocked", f"a bot wall answers ({status})")
    if not 200 <= status < 300:
        return _of_status(status, answer, page)
    if not answer.body:
        return Judgement("unknown", f"answers {status} with an empty page")
    return _of_page(answer, page, reference) if is_page(answer) else _of_file(answer)


def is_page(answer: Answer) -> bool:
    """Return whether a body is an HTML page, whatever its header calls it."""
    start = answer.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf"):
        return False
    looks = start.startswith((b"<!doctype html", b"<html", b"<head")) or b"<html" in start or b"<title" in start
    return looks or answer.content_type in {"text/html", "application/xhtml+xml"}


def permanent_target(answer: Answer) -> str:
    """Return the address that permanent redirects give a link, empty where there is none."""
    target = ""
    for hop in answer.hops:
        if hop.status not in PERMANENT:
            break
        target = hop.url
    return "" if _is_resolver(answer.url) else target


def asked(answer: Answer) -> str:
    """Return the address that a link asks its site for: what a resolver leads to first, or the link's own."""
    return answer.hops[0].url if answer.hops and _is_resolver(answer.url) else answer.url


def _is_resolver(url: str) -> bool:
    """Return whether an address is meant to redirect: a resolver's, or a DOI at the root of any host."""
    return address.site(url) in _RESOLVERS or urlsplit(url).path.startswith("/10.")


def _of_failure(answer: Answer) -> Judgement:
    verdicts: dict[str, Verdict] = {"timeout": "timeout", "unreachable": "unknown"}
    if answer.failure == "forbidden":
        detail = f"redirects where no reader is sent: {answer.detail}" if answer.hops else f"not asked: {answer.detail}"
        return Judgement("broken" if answer.hops else "unknown", detail)
    if answer.failure == "tls" and answer.detail.endswith("issuer is not known here"):
        return Judgement("unknown", f"no secure connection: {answer.detail}")
    prefix = "no secure connection: " if answer.failure == "tls" else ""
    return Judgement(verdicts.get(answer.failure, "broken"), prefix + answer.detail)


def _of_status(status: int, answer: Answer, page: Page) -> Judgement:
    if signs.kind(page, answer.body) == "wall":
        return Judgement("blocked", f"a bot wall answers ({status})")
    if status in _REFUSALS:
        wait = f" and names {answer.wait:.0f} seconds to wait" if answer.wait else ""
        return Judgement("blocked", f"{_REFUSALS[status]} ({status}){wait}")
    if status == 408:
        return Judgement("timeout", "the server gave up waiting (408)")
    if status == 503:
        return Judgement("unknown", "the server says that it cannot answer for now (503)")
    if status in {404, 410}:
        return Judgement("broken", "not found (404)" if status == 404 else "gone (410)")
    if status >= 500:
        return Judgement("broken", f"the server fails ({status})")
    return Judgement("broken" if status >= 400 else "unknown", f"answers {status}")


def _of_file(answer: Answer) -> Judgement:
    led_astray = _astray(answer)
    if led_astray:
        return led_astray
    kind = "a PDF" if answer.body.startswith(b"%PDF") else answer.content_type or "a file"
    return _alive(answer, f"answers with {kind}: not verifiable")


def _of_page(answer: Answer, page: Page, reference: Reference | None) -> Judgement:
    found = evidence(reference, page) if reference else "unclear"
    is_work = found == "same" and not (reference and signs.is_set_phrase(reference.title))
    kind = "page" if is_work else signs.kind(page, answer.body)
    if found != "same" or kind != "page":
        odd = _unproven(answer, kind, page) or _gone(answer, kind, page)
        if odd:
            return odd
    if found == "other":
        return Judgement("mismatch", f"the page is that of another work: {_name(page)}")
    said = notice(page, reference.title if reference else "")
    if said:
        return Judgement("retracted", f"the page says: {said}")
    if kind == "maybe-absent":
        return Judgement("unknown", "the page may be one that says not found", certain=False)
    lost = _lost_fragment(answer, page)
    if lost:
        return Judgement("broken", f"the page is there, but has no place named #{lost}")
    if found == "same":
        return _alive(answer, "the page of the cited work")
    return replace(_alive(answer, "answers; not verifiable"), certain=signs.describes_work(page) or not answer.complete)


def _unproven(answer: Answer, kind: signs.Kind, page: Page) -> Judgement | None:
    if kind == "wall":
        return Judgement("blocked", "a bot wall answers in place of the page")
    if kind == "login" or (address.is_login(answer.final_url) and not address.is_login(answer.url) and answer.hops):
        return Judgement("blocked", "a login page answers in place of the page")
    if kind == "fault":
        return Judgement("unknown", f"a page that says the server cannot answer: {_name(page)}")
    if answer.status == 202 and not signs.describes_work(page):
        return Judgement("blocked", "answers 202 without a page: a challenge or a queue")
    return None


def _gone(answer: Answer, kind: signs.Kind, page: Page) -> Judgement | None:
    if kind == "parked" or any(signs.host_is_parking(hop.url) for hop in answer.hops):
        return Judgement("broken", "the domain is parked or for sale")
    if kind == "placeholder":
        return Judgement("broken", "the server shows a placeholder in place of a site")
    if kind == "absent":
        return Judgement("broken", f"a page that says not found answers with {answer.status}: {_name(page)}")
    own = address.join(answer.final_url, page.canonical) if page.canonical else answer.final_url
    is_home = kind == "home" and any(character.isdigit() for character in urlsplit(answer.final_url).path)
    if is_home or (address.is_front(own) and not address.is_front(answer.final_url)):
        return Judgement("broken", f"a site's front page answers in place of the page: {_name(page)}")
    return _astray(answer)


def _astray(answer: Answer) -> Judgement | None:
    start = asked(answer)
    kinds = ((address.is_error, "an error"), (address.is_front, "a front"), (address.is_search, "a search"))
    for is_one, name in kinds:
        if is_one(answer.final_url) and not is_one(start):
            return Judgement("broken", f"redirects to {name} page: {answer.final_url}")
    return None


def _alive(answer: Answer, reason: str) -> Judgement:
    target = permanent_target(answer)
    return Judgement("moved", f"permanently redirected; {reason}") if target else Judgement("ok", reason)


def _lost_fragment(answer: Answer, page: Page) -> str:
    fragment = urlsplit(answer.final_url).fragment or urlsplit(answer.url).fragment
    if not fragment or not answer.complete or fragment.startswith(_SCRIPT_FRAGMENT) or "=" in fragment:
        return ""
    if page.scripted and page.length < 200:
        return ""
    names = {fragment, unquote(fragment), f"user-content-{fragment}"}
    spelled = b"|".join(re.escape(name.encode()) for name in names)
    anchor = rb"\b(?:id|name)\s*=\s*(?:[\"']\s*(?:" + spelled + rb")\s*[\"']|(?:" + spelled + rb")[\s>/])"
    return "" if re.search(anchor, answer.body, re.IGNORECASE) else unquote(fragment)


def _name(page: Page) -> str:
    return (page.first("citation_title", "dc.title", "og:title") or page.title or next(iter(page.headings), ""))[:200]
