"""The classes of the fault server: what each path answers, and the verdict a careful reader would give."""

import asyncio
import json
from dataclasses import dataclass

from tests.links import fault_server as fs
from tests.links.fault_server import FILLER, Reply, html, redirect

TITLE = "Chronic cerebrospinal venous insufficiency in patients with multiple sclerosis"
WORK = {
    "id": "zamboni",
    "type": "article-journal",
    "title": TITLE,
    "DOI": "10.1136/jnnp.2008.157164",
    "author": [{"family": "Zamboni", "given": "P"}, {"family": "Galeotti", "given": "R"}],
    "issued": {"date-parts": [[2009]]},
    "container-title": "Journal of Neurology, Neurosurgery & Psychiatry",
}


@dataclass
class Case:
    """A class of link: the path to ask for, the verdicts that are right, and what the reason should say."""

    name: str
    route: object
    verdicts: tuple
    reason: str = ""
    path: str = "/{name}/article-17"
    work: dict | None = None
    correction: str = ""

    @property
    def target(self):
        return self.path.format(name=self.name)


def meta(title, doi="", authors=("Zamboni, P",)):
    tags = [f'<meta name="citation_title" content="{title}">']
    tags += [f'<meta name="citation_author" content="{author}">' for author in authors]
    tags += [f'<meta name="citation_doi" content="{doi}">'] if doi else []
    return "".join(tags)


def article(title=TITLE, doi="", body=FILLER, **options):
    return html(f"{title} | Journal", f"<h1>{title}</h1>{body}", meta(title, doi), **options)


def only(name, reply):
    """Answer an article's path with ``reply`` and made-up ones beside it with 404, as a proper site does."""
    return lambda request: reply if tail(request).startswith("article-") else html("Not Found", status=404)


def tail(request):
    return request.path.rpartition("/")[2]


async def slow(request):
    await asyncio.sleep(1.0)
    return article()


def flaky(*statuses, **headers):
    """Answer with one status after the other, and then properly."""

    def route(request):
        if request.number <= len(statuses):
            return html("Oops", status=statuses[request.number - 1], **headers)
        return article()

    return route


def ok(name, reply, reason="", **options):
    return Case(name, only(name, reply), ("ok",), reason, **options)


def broken(name, reply, reason="", **options):
    return Case(name, lambda request: reply, ("broken",), reason, **options)


def blocked(name, reply, reason="", **options):
    return Case(name, lambda request: reply, ("blocked",), reason, **options)


HEALTHY = [
    ok("plain", html("A report", f"<h1>A report</h1>{FILLER}"), "not verifiable"),
    ok("work", article(), "cited work", work=WORK),
    ok("pdf", Reply(b"%PDF-1.7 ...", kind="application/pdf"), "a PDF"),
    ok("pdf-as-octets", Reply(b"%PDF-1.7 ...", kind="application/octet-stream"), "a PDF"),
    ok("latin", Reply("<title>Café</title><h1>Café</h1>".encode("latin-1") + FILLER.encode(), kind="text/html; charset=latin-1")),
    ok("odd-charset", Reply("<title>x</title>" + FILLER, kind="text/html; charset=klingon")),
    ok("no-type", Reply("<html><title>A report</title>" + FILLER, headers={"Content-Type": None})),
    ok("gzip", Reply(__import__("gzip").compress(("<title>A report</title>" + FILLER).encode()), headers={"Content-Encoding": "gzip"})),
    ok("anchor", html("A report", f'<h2 id="methods">Methods</h2>{FILLER}'), path="/{name}/article-17#methods"),
    ok("missing-anchor", html("A report", f'<h2 id="results">Results</h2>{FILLER}'), "no place named #methods", path="/{name}/article-17#methods"),
    ok("text-fragment", html("A report", FILLER), path="/{name}/article-17#:~:text=veins"),
    ok("app-fragment", html("A report", FILLER), path="/{name}/article-17#/view/3"),
    Case("head-405", lambda r: article() if r.method == "GET" else html(status=405), ("ok",)),
    Case("huge", fs.huge, ("ok",)),
    Case("bomb", fs.bomb, ("ok",)),
    Case("flaky-503", flaky(503), ("ok",)),
    Case("flaky-500", flaky(500), ("ok",)),
    Case("flaky-404", flaky(404), ("ok",)),
    Case("limited", flaky(429, Retry_After="1"), ("ok",)),
    Case("limited-date", flaky(429, Retry_After=fs.http_date(2)), ("ok",)),
    Case("limited-silent", flaky(429), ("ok",)),
    Case("slow", slow, ("ok",)),
    Case("temporary", lambda r: redirect(302, f"/plain/{tail(r)}"), ("ok",)),
    Case("see-other", lambda r: redirect(303, f"../plain/{tail(r)}"), ("ok",)),
    Case("refresh", lambda r: html("", "", f'<meta http-equiv="refresh" content="0; url=/plain/{tail(r)}">'), ("ok",)),
    Case("refresh-header", lambda r: html("", "", Refresh=f"0; url=/plain/{tail(r)}"), ("ok",)),
    Case("reload", only("reload", html("A report", FILLER, '<meta http-equiv="refresh" content="300">')), ("ok",)),
    Case("cookie-wall", lambda r: article() if "seen=1" in r.headers.get("cookie", "")
         else redirect(302, r.target, Set_Cookie="seen=1; Path=/"), ("ok",)),
    Case("front", lambda r: html("Journal of Veins", FILLER), ("ok",), path="/"),
    Case("front-language", lambda r: html("Journal of Veins", FILLER) if r.path == "/front-language/en/" else
         redirect(302, "/front-language/en/"), ("ok",), path="/front-language/"),
    ok("script-drawn", html("App", '<div id="root"></div><script src="/app.js"></script>')),
    # About the very things that faults look like.
    ok("about-404", article("Page not found: how readers of journals meet the 404 error")),
    ok("about-404-page", html("How to design a 404 page | Blog", f"<h1>How to design a 404 page</h1>{FILLER}")),
    ok("wiki-404", html("HTTP 404 - Encyclopaedia", f"<h1>HTTP 404</h1>{FILLER * 4}")),
    ok("about-retraction", article("Retracted articles and why they go on being cited")),
    ok("about-retraction-2", html("Why this article has been retracted: a study", f"<h1>Why this article has been retracted: a study</h1>{FILLER}")),
    ok("cites-retracted", article(body=FILLER + "<ol><li>Smith J. RETRACTED: Veins of the neck. 2004.</li></ol>"), work=WORK),
    ok("about-captcha", article("Are you a robot? CAPTCHA and visual impairment")),
    ok("named-like-a-wall", html("Are you a robot? CAPTCHA and sight | Journal", "<h1>Are you a robot? CAPTCHA and sight</h1><p>By A. Nonym.</p>"), work={**WORK, "title": "Are you a robot? CAPTCHA and sight", "DOI": "10.1000/x"}),
    ok("named-not-found", article("Not found"), work={**WORK, "title": "Not found", "DOI": "10.1000/y"}),
    ok("datadome-passed", article(x_datadome="protected")),
    Case("home-of-a-group", lambda r: html("Home | Vein research group", FILLER) if r.path.endswith("/group/") else html(status=404), ("ok",), path="/{name}/group/"),
    ok("own-canonical", html("A report", FILLER, '<link rel="canonical" href="/own-canonical/article-17">')),
    ok("about-login", article("Log in to health: portals in primary care")),
    ok("about-parking", article("Domain parking and the market for expired names")),
    ok("short-title", article("Retraction"), work={"id": "r", "type": "article-journal", "title": "Retraction"}),
    ok("login-box", article(body=FILLER + '<form><input type="password" name="p"></form>'), work=WORK),
    ok("contact-captcha", html("A report", f'<h1>A report</h1>{FILLER}<div class="g-recaptcha"></div>')),
    ok("error-in-path", html("Errors in medicine", f"<h1>Errors in medicine</h1>{FILLER}"), path="/{name}/404/article-17"),
]  # fmt: skip

MOVED = [
    Case("moved", lambda r: redirect(301, f"/plain/{tail(r)}"), ("moved",), correction="/plain/article-17"),
    Case("moved-308", lambda r: redirect(308, f"/plain/{tail(r)}"), ("moved",), correction="/plain/article-17"),
    Case("moved-twice", lambda r: redirect(301, f"/moved/{tail(r)}"), ("moved",), correction="/plain/article-17"),
    Case("moved-then-temporary", lambda r: redirect(301, f"/temporary/{tail(r)}"), ("moved",), correction="/temporary/article-17"),
]  # fmt: skip

NOT_FOUND_TITLES = [
    "404 Not Found", "Page not found | Journal of Veins", "Error 404 - Journal", "Oops! That page can’t be found.",
    "Sorry, the page you requested was not found", "Article not found", "The requested article does not exist",
    "Seite nicht gefunden", "Page introuvable – Revue", "Página no encontrada", "Página não encontrada", "Pagina non trovata",
    "Pagina niet gevonden", "Sidan hittades inte", "Siden ble ikke funnet", "Sivua ei löytynyt", "Nie znaleziono strony",
    "Страница не найдена", "ページが見つかりません", "页面不存在", "페이지를 찾을 수 없습니다", "Sayfa bulunamadı",
]  # fmt: skip

DEAD = [
    broken("not-found", html("404", status=404), "404"),
    broken("gone", html("410", status=410), "410"),
    broken("bad-request", html("400", status=400), "400"),
    Case("loop", lambda r: redirect(302, r.target), ("broken",), "circle"),
    Case("loop-of-two", lambda r: redirect(302, r.target[:-1] + ("8" if r.target[-1] == "7" else "7")), ("broken",), "circle"),
    Case("endless", lambda r: redirect(302, f"/endless/{r.number}{r.target[-1]}x{len(r.target)}y{r.target[-6:]}"), ("broken",), "redirects"),
    broken("no-location", Reply("", 302), "without saying where"),
    Case("no-location-with-page", lambda r: html("A report", FILLER, status=302), ("unknown",), "answers 302"),
    broken("to-nowhere", redirect(302, "http://[::1/"), "no usable address"),
    broken("to-file", redirect(302, "file:///etc/passwd"), "redirects where no reader is sent"),
    broken("to-metadata", redirect(302, "http://169.254.169.254/latest/meta-data/"), "169.254.169.254"),
    broken("to-script", redirect(302, "javascript:alert(1)"), "javascript"),
    Case("reset", fs.reset, ("broken",), "closed without an answer"),
    Case("closing", fs.close, ("broken",), "closed without an answer"),
    Case("to-front", lambda r: html("Journal of Veins", FILLER) if r.path == "/" else redirect(302, "/"), ("broken",), "front page"),
    Case("to-front-for-good", lambda r: redirect(301, "/index.html"), ("broken",), "front page"),
    Case("to-error", lambda r: redirect(302, "/plain/404.html"), ("broken",), "404"),
    Case("to-error-200", lambda r: html("Journal", FILLER) if "not-found" in r.path.rpartition("/")[2] else
         redirect(302, "/to-error-200/page-not-found"), ("broken",), "error page"),
    Case("any-path", lambda r: html("Veins today", f"<h1>Veins today</h1>{FILLER}"), ("broken",), "any address"),
    Case("all-to-one", lambda r: html("Journal", FILLER) if r.path.endswith("/current-issue") else
         redirect(302, "/all-to-one/current-issue"), ("broken",), "every address"),
    Case("front-in-place", lambda r: html("Journal of Veins", FILLER) if r.path == "/" or tail(r).startswith("article-") else html(status=404), ("broken",), "front page answers"),
    broken("canonical-front", html("Journal of Veins", FILLER, '<link rel="canonical" href="/">'), "front page answers"),
    broken("home-title", html("Home | Journal of Veins", FILLER), "front page answers"),
    broken("to-front-with-query", redirect(302, "/?utm_source=old"), "front page"),
    Case("to-search", lambda r: html("Search", FILLER) if "search" in r.path.split("/") else redirect(302, "/to-search/search?q=x"), ("broken",), "search page"),
    broken("for-sale", html("veins.example is for sale", "<h1>Buy this domain</h1>"), "parked"),
    broken("parked", html("veins.example", '<iframe src="https://www.sedoparking.com/x"></iframe>'), "parked"),
    broken("parked-german", html("veins.example", "<h1>Diese Domain steht zum Verkauf</h1>"), "parked"),
    broken("placeholder", html("Welcome to nginx!", "<h1>Welcome to nginx!</h1>"), "placeholder"),
    broken("soft-sentence", html("Journal of Veins", "<p>Sorry. The page you are looking for does not exist.</p>"), "not found"),
    broken("soft-heading", html("Journal of Veins", "<h1>Page not found</h1><p>Try the search.</p>"), "not found"),
    broken("soft-long", html("Page not found - Journal", f"<h1>Page not found</h1>{FILLER}"), "not found"),
    *(broken(f"soft-{number}", html(title, f"<h1>{title}</h1><p>Go to the front page.</p>"), "not found")
      for number, title in enumerate(NOT_FOUND_TITLES)),
]  # fmt: skip

WALLED = [
    *(blocked(f"status-{code}", html("No", status=code), str(code)) for code in (401, 402, 403, 405, 418, 429, 451, 999)),
    blocked("limited-long", html("No", status=429, Retry_After="3600"), "3600 seconds"),
    blocked("cloudflare", html("Just a moment...", status=403, cf_mitigated="challenge"), "bot wall"),
    blocked("cloudflare-503", html("Just a moment...", "<p>Checking your browser before accessing.</p>", status=503), "bot wall"),
    blocked("cloudflare-404", html("Just a moment...", status=404, cf_mitigated="challenge"), "bot wall"),
    blocked("waf-202", Reply("", 202, {"x-amzn-waf-action": "challenge"}), "bot wall"),
    blocked("waf-405", Reply("", 405, {"x-amzn-waf-action": "captcha"}), "bot wall"),
    blocked("empty-202", html("", status=202), "202"),
    blocked("interstitial", html("Just a moment...", "<p>Enable JavaScript and cookies to continue</p>"), "bot wall"),
    blocked("imperva", html("Pardon Our Interruption", "<p>As you were browsing something made us think you were a bot.</p>")),
    blocked("incapsula", html("", '<iframe src="/_Incapsula_Resource?x=1"></iframe>')),
    blocked("datadome", html("journal.example", '<script src="https://ct.captcha-delivery.com/c.js"></script>')),
    blocked("akamai", html("Access Denied", "<h1>Access Denied</h1>You don't have permission to access this page. Reference #18.2d", status=200)),
    blocked("datadome-403", html("journal.example", status=403, x_datadome="protected"), "bot wall"),
    blocked("sorry", html("Sorry...", "<p>Our systems have detected unusual traffic from your computer network.</p><script src='https://www.google.com/recaptcha/api.js'></script>")),
    blocked("robot", html("Are you a robot?", "<h1>Please verify you are a human</h1>")),
    blocked("login", html("Sign in - Journal", '<form><input name="u"><input type="password" name="p"></form>'), "login"),
    Case("to-login", lambda r: html("Library", f'{FILLER}<form><input type="password"></form>') if "login" in r.path.split("/") else
         redirect(302, "/to-login/login?return=x"), ("blocked",), "login"),
]  # fmt: skip

OTHER = [
    Case("hang", fs.hang, ("timeout",), "no answer within"),
    Case("hanging-body", fs.hanging_body, ("timeout",), "body"),
    Case("drip-headers", fs.drip_headers, ("timeout",)),
    Case("unavailable", lambda r: html("Maintenance", status=503), ("unknown",), "503"),
    Case("maintenance", lambda r: html("Site under maintenance", "<h1>We'll be back soon</h1>"), ("unknown",), "cannot answer"),
    Case("soft-500", lambda r: html("Error", "<h1>An unexpected error has occurred</h1>"), ("unknown",), "cannot answer"),
    *(Case(f"failing-{code}", lambda r, code=code: html(str(code), status=code), ("unknown",), str(code)) for code in (500, 502)),
    Case("endless-headers", fs.endless_headers, ("unknown",), "no end"),
    Case("empty", lambda r: Reply(""), ("unknown",), "empty"),
    Case("retracted-title", lambda r: article(f"RETRACTED: {TITLE}"), ("retracted",), "RETRACTED", work=WORK),
    Case("retracted-title-2", lambda r: article(f"Retracted: {TITLE}"), ("retracted",), "Retracted", work=WORK),
    Case("retracted-alone", lambda r: article("RETRACTED ARTICLE: Veins of the neck"), ("retracted",), "RETRACTED"),
    Case("retracted-banner", lambda r: article(body='<div class="alert">This article has been retracted. See the notice.</div>' + FILLER),
         ("retracted",), "has been retracted", work=WORK),
    Case("retracted-status", lambda r: article(body='<div class="article-status">Status: Retracted</div>' + FILLER), ("retracted",), work=WORK),
    Case("retracted-on", lambda r: article(body='<p class="notice">Retracted on 3 May 2014</p>' + FILLER), ("retracted",), work=WORK),
    Case("retracted-json-ld", lambda r: html(TITLE, FILLER, meta(TITLE) + linked("ScholarlyArticle", headline=TITLE, creativeWorkStatus="Retracted")), ("retracted",), work=WORK),
    Case("withdrawn-guidance", lambda r: html("Veins: guidance", f'<h1>Veins: guidance</h1><div class="alert">This guidance has been withdrawn.</div>{FILLER}'), ("ok",), "no longer holds: This guidance has been withdrawn"),
    Case("retracted-paragraph", lambda r: article(body="<p>This article was retracted on 3 May 2014.</p>" + FILLER),
         ("retracted",), "was retracted", work=WORK),
]  # fmt: skip

GREEK = {
    **WORK,
    "title": "TNF-α and β-amyloid in chronic venous insufficiency: a randomised trial",
    "DOI": "10.1000/greek",
}
FRENCH = {
    **WORK,
    "title": "Insuffisance veineuse céphalorachidienne chronique et sclérose en plaques",
    "DOI": "10.1000/fr",
}
ANOTHER = "Bone density in growing broiler chickens fed with phytase"


def described(name, head, title="Journal of Veins", work=WORK, body=FILLER):
    return ok(name, html(title, body, head), "cited work", work=work)


def another(name, head, title="Journal", body=FILLER, work=WORK):
    return Case(name, lambda request: html(title, body, head), ("mismatch",), "another work", work=work)


def linked(kind, **fields):
    return f'<script type="application/ld+json">{json.dumps({"@type": kind, **fields})}</script>'


IDENTITY = [
    described("by-citation", meta(TITLE)),
    described("by-dublin-core", f'<meta name="DC.title" content="{TITLE}">'),
    described("by-json-ld", linked("ScholarlyArticle", headline=TITLE)),
    described("by-json-ld-graph", f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": ["MedicalScholarlyArticle"], "name": TITLE}]})}</script>'),
    described("by-open-graph", f'<meta property="og:title" content="{TITLE} | Journal">'),
    described("by-title", "", title=f"{TITLE} - Journal of Neurology"),
    described("by-doi", meta("Ein anderer Titel in einer anderen Sprache als der zitierte", WORK["DOI"].upper())),
    described("upper-case", meta(TITLE.upper())),
    described("entities", meta("TNF-&alpha; and &beta;-amyloid in chronic venous insufficiency: a randomised trial"), work=GREEK),
    described("greek-names", meta("TNF-alpha and beta-amyloid in chronic venous insufficiency: a randomised trial"), work=GREEK),
    described("no-subtitle", meta("TNF-α and β-amyloid in chronic venous insufficiency"), work=GREEK),
    ok("translated", html("Journal", FILLER, meta("Chronic cerebrospinal venous insufficiency and multiple sclerosis")), work=FRENCH),
    ok("site-title-only", html("Veins, volume 3", f"<h2>Contents</h2>{FILLER}"), "not verifiable", work=WORK),
    ok("news-about-it", html("Vein trial divides neurologists | News", f"<h1>Vein trial divides neurologists</h1><p>Zamboni and others said so.</p>{FILLER}"), "not verifiable", work=WORK),
    ok("figure-of-it", html("Figure 2", f"<h1>Figure 2</h1>{FILLER}"), "not verifiable", work=WORK),
    another("wrong-citation", meta(ANOTHER, authors=("Miller, J",))),
    another("wrong-citation-doi", meta(ANOTHER, "10.9999/other", authors=("Miller, J",))),
    another("same-authors-other-doi", meta(ANOTHER, "10.9999/other")),
    another("same-authors-other-year", meta(ANOTHER) + '<meta name="citation_publication_date" content="2018/01/15">'),
    ok("same-authors-same-year", html("Journal", FILLER, meta(ANOTHER) + '<meta name="citation_date" content="2009">'), "not verifiable", work={**WORK, "DOI": ""}),
    another("wrong-dublin-core", f'<meta name="DC.title" content="{ANOTHER}"><meta name="DC.creator" content="Miller, J">'),
    another("wrong-json-ld", linked("ScholarlyArticle", headline=ANOTHER, author=[{"@type": "Person", "name": "J Miller"}])),
    another("wrong-open-graph", f'<meta property="og:type" content="article"><meta property="og:title" content="{ANOTHER}">'),
    another("wrong-title", "", title=f"{ANOTHER} | Journal", body=f"<h1>{ANOTHER}</h1>{FILLER}"),
]  # fmt: skip

CASES = HEALTHY + IDENTITY + MOVED + DEAD + WALLED + OTHER
