"""From what came back to a verdict: whether a link is alive, and whether it leads to the cited work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import takewhile
from urllib.parse import urlsplit

from ccsvi_refs.links import address, fragments, moving, signs
from ccsvi_refs.links.answer import PERMANENT, Answer
from ccsvi_refs.links.page import MOST_BYTES, Page
from ccsvi_refs.links.retraction import notice, withdrawal
from ccsvi_refs.links.status import Judgement
from ccsvi_refs.links.work import Evidence, evidence
from ccsvi_refs.model import Reference
from ccsvi_refs.transport.failures import OF_THE_WAY

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


#: Content codings that are undone; another one is nobody's fault, and its page a file to us.
_READ_PACKINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


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
    packing = answer.headers.get("Content-Encoding", "").strip().lower()
    if packing not in _READ_PACKINGS:
        return looks
    return looks or answer.content_type in {"text/html", "application/xhtml+xml"}


def better_target(answer: Answer) -> str:
    """Return the last address of those that permanent redirects give a link and that is better to cite, or nothing."""
    if _is_resolver(answer.url):
        return ""
    permanent = takewhile(lambda hop: hop.status in PERMANENT, answer.hops)
    better = [hop.url for hop in permanent if moving.is_better(answer.url, hop.url)]
    return better[-1] if better else ""


def asked(answer: Answer) -> str:
    """Return the address that a link asks its site for: what a resolver leads to first, or the link's own."""
    return answer.hops[0].url if answer.hops and _is_resolver(answer.url) else answer.url


def _is_resolver(url: str) -> bool:
    """Return whether an address is meant to redirect: a resolver's, or a DOI at the root of any host."""
    return address.site(url) in _RESOLVERS or urlsplit(url).path.startswith("/10.")


def _of_failure(answer: Answer) -> Judgement:
    failure, detail = answer.failure, answer.detail
    if failure == "forbidden":
        said = f"redirects where no reader is sent: {detail}" if answer.hops else f"not asked: {detail}"
        return Judgement("broken" if answer.hops else "unknown", said)
    if failure == "credentials":
        return Judgement("blocked", f"no secure connection: {detail}")
    if failure in {"tls", "handshake"}:
        unproven = failure == "handshake" or detail.endswith("issuer is not known here")
        return Judgement("unknown" if unproven else "broken", f"no secure connection: {detail}")
    if failure in {"timeout", "unconnected"}:
        return Judgement("timeout", detail)
    return Judgement("unknown" if failure in OF_THE_WAY else "broken", detail)


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
        return Judgement("unknown", f"the server fails ({status}), which may pass")
    return Judgement("broken" if status >= 400 else "unknown", f"answers {status}")


def _of_file(answer: Answer) -> Judgement:
    kind = "a PDF" if answer.body.startswith(b"%PDF") else answer.content_type or "a file"
    alive = _alive(answer, f"answers with {kind}: not verifiable")
    led_astray = _astray(answer)
    return _suspected(led_astray, alive) if led_astray else alive


def _of_page(answer: Answer, page: Page, reference: Reference | None) -> Judgement:
    breaks_off = not answer.complete and len(answer.body) < MOST_BYTES  # no more than that is asked for
    if breaks_off and not page.title and not page.text:
        return Judgement("unknown", f"answers {answer.status}, and breaks off before a word of the page")
    found = evidence(reference, page) if reference else "unclear"
    is_work = found == "same" and not (reference and signs.is_set_phrase(reference.title))
    kind = "page" if is_work else signs.kind(page, answer.body)
    as_it_seems = _as_it_seems(answer, page, reference, found, kind)
    if found == "same" and kind == "page":
        return as_it_seems
    return _unproven(answer, kind, page) or _gone(answer, kind, page, as_it_seems) or as_it_seems


def _as_it_seems(
    answer: Answer, page: Page, reference: Reference | None, found: Evidence, kind: signs.PageSign
) -> Judgement:
    """Return the verdict on a page that is taken to be one, and not the sign of a missing one."""
    if found == "other":
        return Judgement("mismatch", f"the page is that of another work: {_name(page)}")
    cited_title = reference.title if reference else ""
    said = notice(page, cited_title)
    if said:
        return Judgement("retracted", f"the page says: {said}", of_work=found == "same")
    if kind == "maybe-absent":
        return Judgement("unknown", "the page may be one that says not found", certain=False)
    lost = fragments.missing(answer, page)
    words = "the page of the cited work" if found == "same" else "answers; not verifiable"
    old = withdrawal(page, cited_title)
    if old:
        words = f"{words}; the page says that it no longer holds: {old}"
    alive = _alive(answer, f"{words}; it has no place named #{lost}" if lost else words)
    certain = found == "same" or bool(old) or signs.describes_work(page) or not answer.complete
    return replace(alive, certain=certain, lost=lost, withdrawn=old, of_work=found == "same")


def _suspected(judgement: Judgement, otherwise: Judgement) -> Judgement:
    """Return a judgement that falls where the site is seen to answer made-up addresses otherwise."""
    return replace(judgement, certain=False, otherwise=replace(otherwise, certain=True))


def _unproven(answer: Answer, kind: signs.PageSign, page: Page) -> Judgement | None:
    if kind == "wall":
        return Judgement("blocked", "a bot wall answers in place of the page")
    if kind == "login" or (address.is_login(answer.final_url) and not address.is_login(answer.url) and answer.hops):
        return Judgement("blocked", "a login page answers in place of the page")
    if kind == "fault":
        return Judgement("unknown", f"a page that says the server cannot answer: {_name(page)}")
    if answer.status == 202 and not signs.describes_work(page):
        return Judgement("blocked", "answers 202 without a page: a challenge or a queue")
    return None


def _gone(answer: Answer, kind: signs.PageSign, page: Page, otherwise: Judgement) -> Judgement | None:
    """Return the verdict on what stands in a page's place; ``otherwise`` is what it is should it be that page."""
    if kind == "parked" or any(signs.host_is_parking(hop.url) for hop in answer.hops):
        parked = Judgement("broken", "the domain is parked or for sale")
        return parked if signs.is_surely_parked(page, answer) else _suspected(parked, otherwise)
    if kind == "placeholder":
        return Judgement("broken", "the server shows a placeholder in place of a site")
    if kind == "absent":
        said = f"a page that says not found answers with {answer.status}: {_name(page)}"
        return _suspected(Judgement("broken", said), otherwise)
    own = (page.canonical and address.joined(answer.final_url, page.canonical)) or answer.final_url
    is_home = kind == "home" and any(character.isdigit() for character in urlsplit(answer.final_url).path)
    if is_home or (address.is_front(own) and not address.is_front(answer.final_url)):
        front = Judgement("broken", f"a site's front page answers in place of the page: {_name(page)}")
        return _suspected(front, otherwise) if is_home else front
    led_astray = _astray(answer)
    if led_astray and (led_astray.verdict == "unknown" or not address.is_front(answer.final_url)):
        return _suspected(led_astray, otherwise)
    return led_astray


def _astray(answer: Answer) -> Judgement | None:
    """Return the verdict on a redirect to where all are sent whose page is missing.

    A front page of another host may be what was meant (``/dev/peps/`` that has become ``peps.``); that is for the host
    to say by what it answers to made-up addresses.
    """
    start, end = asked(answer), answer.final_url
    kinds = ((address.is_error, "an error"), (address.is_front, "a front"), (address.is_search, "a search"))
    for is_one, name in kinds:
        if is_one(end) and not is_one(start):
            elsewhere = is_one is address.is_front and address.site(start) != address.site(end)
            return Judgement("unknown" if elsewhere else "broken", f"redirects to {name} page: {end}")
    return None


def _alive(answer: Answer, reason: str) -> Judgement:
    if better_target(answer):
        return Judgement("moved", f"permanently redirected; {reason}")
    return Judgement("ok", reason)


def _name(page: Page) -> str:
    return (page.first("citation_title", "dc.title", "og:title") or page.title or next(iter(page.headings), ""))[:200]
