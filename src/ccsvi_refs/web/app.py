"""The page's addresses: the form, how far a job is, what came of it, and what is taken away."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib import resources
from typing import Any, Literal, cast
from urllib.parse import quote

import jinja2
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from ccsvi_refs import files, formats
from ccsvi_refs.pages import loading
from ccsvi_refs.settings import Settings
from ccsvi_refs.text.printing import harmless
from ccsvi_refs.web import catalogue, intake, wording
from ccsvi_refs.web.guarding import POLICY_OF_LISTS, POLICY_OF_REPORTS, STRANGER, Guard
from ccsvi_refs.web.intake import Form, Unusable
from ccsvi_refs.web.jobs import IDLE, Full, Gone, Job, Jobs
from ccsvi_refs.web.outcome import Failed, Wanted

#: What is saved: its form → the ending of its name.
_SAVED: dict[str, dict[str, str]] = {
    "report": {"html": ".html", "json": ".json"},
    "references": {"bibtex": ".bib", "ris": ".ris", "csl-json": ".json"},
    "bibliography": {"rtf": ".rtf", "html": ".html", "text": ".txt"},
}
_STATIC = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}
_SUFFIXES = sorted({*loading.SUFFIXES, *formats.SUFFIXES})
#: A link of a report that leads elsewhere: not into the frame that shows the report, which other sites refuse to be in.
_LINK = re.compile(rb'<a (?=[^<>]*href="https?:)(?![^<>]*target=)([^<>]*>)')
#: What a list of references is shown in.
_LIST = '<!doctype html><html lang="en"><meta charset="utf-8"><title>References</title><style>{}</style>{}</html>'
_LIST_CSS = (
    "body{font:16px/1.5 serif;color:#111;background:#fff;margin:1em;overflow-wrap:anywhere}.csl-entry{margin:.5em 0}"
)
_GONE = "This is not there any more: it was forgotten as you asked, or because nobody looked at it for a while."
_FULL = "Too much is waiting to be checked already. Try again when that is done."

_templates = jinja2.Environment(
    loader=jinja2.PackageLoader("ccsvi_refs.web", "pages"),
    autoescape=True,
    finalize=lambda value: harmless(value) if type(value) is str else value,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
)


def application(
    jobs: Jobs, settings: Settings, registries: tuple[str, ...], *, hosts: frozenset[str], key: str, once: str = ""
) -> ASGIApp:
    """Return the page as an ASGI application.

    ``hosts`` are the names it answers to, ``key`` begins every path; ``once`` is one that leads there a single time.
    """

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            jobs.close()

    routes = [
        Route("/", _start),
        Route("/jobs", _add, methods=["POST"]),
        Route("/jobs/{id}/", _job),
        Route("/jobs/{id}/state", _state),
        Route("/jobs/{id}/cancel", _cancel, methods=["POST"]),
        Route("/jobs/{id}/delete", _delete, methods=["POST"]),
        Route("/jobs/{id}/report", _report),
        Route("/jobs/{id}/list", _list),
        Route("/jobs/{id}/list/shown", _list_shown),
        Route("/jobs/{id}/save/file", _save_chosen, methods=["POST"]),
        Route("/jobs/{id}/save/{what}", _save),
        Route("/styles", _styles),
        Route("/static/{name}", _static),
    ]
    handlers = {HTTPException: _wrong, Gone: _gone, Exception: _unforeseen}
    app = Starlette(routes=[Mount(f"/{key}", routes=routes)], exception_handlers=handlers, lifespan=life)
    app.state.jobs, app.state.settings, app.state.registries, app.state.base = jobs, settings, registries, f"/{key}"
    return Guard(app, hosts=hosts, key=key, once=once)


def _page(request: Request, page: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return one of ``pages/``, in which whatever comes from outside is text, and text that can be seen."""
    text = _templates.get_template(f"{page}.html").render(base=request.app.state.base, **values)
    return HTMLResponse(text, status)


def _here(request: Request, job: Job) -> str:
    return f"{request.app.state.base}/jobs/{job.id}"


def _found(request: Request) -> Job:
    jobs: Jobs = request.app.state.jobs
    try:
        return jobs.get(request.path_params["id"])
    except KeyError:
        raise HTTPException(404) from None


def _done(request: Request) -> Job:
    job = _found(request)
    if job.state != "done":
        raise HTTPException(409, "This is not ready yet.")
    return job


async def _start(request: Request) -> Response:
    return _form(request, Form())


def _form(request: Request, form: Form, problem: str = "", status: int = 200) -> Response:
    kept = [(job.id, job.task.name, wording.seen(job).said) for job in request.app.state.jobs.kept()]
    return _page(request, "start", status, form=form, problem=problem, most=files.MOST, suffixes=_SUFFIXES, kept=kept)


async def _add(request: Request) -> Response:
    state = request.app.state
    form = Form()
    try:
        form = await intake.form(request)
        task = intake.task(form, state.settings, state.registries)
        job = state.jobs.add(task)
    except Unusable as error:
        return _form(request, error.form, error.reason, error.status)
    except Full:
        return _form(request, form, _FULL, 503)
    return RedirectResponse(f"{_here(request, job)}/", 303)


async def _job(request: Request) -> Response:
    job = _found(request)
    if not job.is_over:
        return _page(request, "progress", id=job.id, name=job.task.name, seen=wording.seen(job))
    if job.outcome is None:
        title = "Stopped" if job.state == "cancelled" else "This could not be checked"
        return _page(request, "ended", title=title, reason=job.reason, hint=wording.hint(job))
    return _page(
        request,
        "result",
        here=_here(request, job),
        outcome=job.outcome,
        headline=wording.headline(job.outcome),
        details=wording.details(job.outcome),
        took=wording.duration(job.elapsed),
        idle=round(IDLE / 60),
        style="",
        styles=(),
    )


async def _state(request: Request) -> Response:
    return JSONResponse(wording.seen(_found(request)).as_json())


async def _cancel(request: Request) -> Response:
    job = _found(request)
    job.end("cancelled")
    return RedirectResponse(f"{_here(request, job)}/", 303)


async def _delete(request: Request) -> Response:
    request.app.state.jobs.drop(_found(request))
    return RedirectResponse(f"{request.app.state.base}/", 303)


async def _asked(request: Request, wanted: Wanted) -> tuple[Job, bytes]:
    """Return the job of a request and what is wanted of it; an HTTPException says why that cannot be had."""
    job = _done(request)
    found = await run_in_threadpool(job.ask, wanted)
    if isinstance(found, Failed):
        raise HTTPException(422, found.reason)
    return job, found


async def _report(request: Request) -> Response:
    _, found = await _asked(request, Wanted("report", "html"))
    shown = _LINK.sub(rb'<a target="_blank" \1', found)
    return HTMLResponse(shown, headers=STRANGER | {"Content-Security-Policy": POLICY_OF_REPORTS})


def _style(request: Request) -> str:
    name = catalogue.known(request.query_params.get("style", "")[:200])
    if not name:
        raise HTTPException(404, "There is no style of this name.")
    return name


async def _list(request: Request) -> Response:
    job = _done(request)
    typed = request.query_params.get("style", "")[:200]
    near = await run_in_threadpool(catalogue.suggested, typed)
    values: dict[str, Any] = {"here": _here(request, job), "style": typed, "styles": near}
    name = catalogue.known(typed)
    if not name:
        problem = "There is no style of this name."
        return _page(request, "list", 404, title="", name="", text="", problem=problem, near=near, **values)
    found = await run_in_threadpool(job.ask, Wanted("bibliography", "text", name))
    problem, text = (found.reason, "") if isinstance(found, Failed) else ("", found.decode())
    values |= {"title": catalogue.title(name), "name": name, "problem": problem, "text": text, "near": ()}
    return _page(request, "list", 422 if problem else 200, **values)


async def _list_shown(request: Request) -> Response:
    _, found = await _asked(request, Wanted("bibliography", "html", _style(request)))
    return HTMLResponse(
        _LIST.format(_LIST_CSS, found.decode()), headers=STRANGER | {"Content-Security-Policy": POLICY_OF_LISTS}
    )


async def _save(request: Request) -> Response:
    what = request.path_params["what"]
    given = request.query_params
    if what == "file":
        return await _save_file(request, Wanted("file", doubtful="doubtful" in given, tracked="tracked" in given))
    form = given.get("form", "")
    if form not in _SAVED.get(what, {}):
        raise HTTPException(404)
    style = await run_in_threadpool(_style, request) if what == "bibliography" else ""
    kind = cast(Literal["report", "references", "bibliography"], what)
    job, found = await _asked(request, Wanted(kind, form, style, links=form == "html"))
    if (what, form) == ("bibliography", "html"):
        found = _LIST.format(_LIST_CSS, found.decode()).encode()
    return _attachment(found, intake.saved_name(job.task.name, _SAVED[what][form], f"-{style or what}"))


async def _save_file(request: Request, wanted: Wanted) -> Response:
    job, found = await _asked(request, wanted)
    suffix = job.outcome.suffix if job.outcome else ""
    return _attachment(found, intake.corrected_name(job.task, wanted.file or job.task.name, suffix))


async def _save_chosen(request: Request) -> Response:
    try:
        given = await intake.chosen(request)
    except Unusable as error:
        raise HTTPException(error.status, error.reason) from None
    return await _save_file(
        request,
        Wanted("file", tracked="tracked" in given, chosen=frozenset(given.get("take", ())), file=_name(request, given)),
    )


def _name(request: Request, given: dict[str, list[str]]) -> str:
    """Return the name of the corrected file that is wanted, empty where there is none of that name."""
    outcome = _done(request).outcome
    return next((name for name in given.get("file", ()) if outcome and name in outcome.files), "")


def _attachment(content: bytes, name: str) -> Response:
    plain = name.encode("ascii", "replace").decode().replace("?", "-")
    said = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type="application/octet-stream", headers={"Content-Disposition": said})


async def _styles(request: Request) -> Response:
    return JSONResponse(await run_in_threadpool(catalogue.suggested, request.query_params.get("word", "")[:200]))


@cache
def _resource(name: str) -> bytes:
    return (resources.files("ccsvi_refs.web") / "static" / name).read_bytes()


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise HTTPException(404)
    return Response(_resource(name), media_type=_STATIC[name])


async def _wrong(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    said = str(getattr(error, "detail", "")) if status in (400, 408, 409, 413, 415, 422) else ""
    titles = {404: "There is no such page", 405: "There is no such page"}
    return _page(request, "ended", status, title=titles.get(status, "This cannot be done"), reason=said, hint="")


async def _gone(request: Request, _: Exception) -> Response:
    return _page(request, "ended", 410, title="This is gone", reason=_GONE, hint="")


async def _unforeseen(request: Request, error: Exception) -> Response:
    said = f"Something unforeseen went wrong ({type(error).__name__}). Please report it."
    return _page(request, "ended", 500, title="This could not be done", reason=said, hint="")
