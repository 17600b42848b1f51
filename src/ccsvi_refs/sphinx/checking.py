"""A Sphinx build's documents checked: findings are Sphinx's warnings, of type ``ccsvi_refs``, the rule as subtype."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from ccsvi_refs import building
from ccsvi_refs.building import Checked, KnownLink, Notice, Plan
from ccsvi_refs.errors import CcsviRefsError
from ccsvi_refs.links import LinkStatus
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Link
from ccsvi_refs.sphinx import gathering
from ccsvi_refs.text.printing import one_line

NAME = "ccsvi-refs"
#: What the builder writes.
REPORTS = ("references.txt", "references.json", "references.html")
_TYPE = "ccsvi_refs"
#: Pages that Sphinx makes of no document.
_PAGES = ("genindex", "search")
_LABEL = re.compile(r"\[(?P<label>[^\]]+)\]")

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the build's check came to, and whether a builder that does nothing else has to fail."""

    checked: Checked
    fails: bool


def planned(app: Sphinx) -> None:
    """Refuse settings that make no sense before anything is read; ConfigError says which."""
    if _checks(app):
        with _as_of_the_build():
            building.threshold(app.config.ccsvi_refs_fail_on)
            if app.config.ccsvi_refs_report:
                building.report_format(app.config.ccsvi_refs_report)
            _plan(app)


def _checks(app: Sphinx) -> bool:
    """Return whether a build checks: one that makes pages, unless it is told not to, and one for nothing else."""
    return app.builder.name == NAME or bool(app.config.ccsvi_refs_check and app.builder.format)


@contextmanager
def _as_of_the_build() -> Iterator[None]:
    try:
        yield
    except CcsviRefsError as error:
        raise ConfigError(f"{NAME}: {error}") from error


def check(app: Sphinx, env: BuildEnvironment) -> None:
    """Check all documents after they were read, and warn of what is wrong."""
    if not _checks(app):
        return
    with _as_of_the_build():
        if app.config.ccsvi_refs_report:
            building.check_free(str(app.config.ccsvi_refs_report), _written(app))
        outcome = _checked(app, env, _plan(app))
        ours = app.builder.name == NAME
        if ours and outcome.fails:
            app.statuscode = 1
        wanted = filter(None, (str(app.config.ccsvi_refs_report), *(REPORTS if ours else ())))
        for name in dict.fromkeys(wanted):
            written = building.write_report(outcome.checked.report, name, Path(app.outdir))
            _logger.info("%s: report written to %s", NAME, building.shown(written))


def _written(app: Sphinx) -> Iterator[str]:
    """Yield the paths in the output of the pages that the builder makes."""
    outfile = getattr(app.builder, "get_outfilename", None)
    suffix = str(getattr(app.builder, "out_suffix", ""))
    for name in (*app.env.found_docs, *_PAGES):
        yield Path(outfile(name)).relative_to(app.outdir).as_posix() if outfile else f"{name}{suffix}"


def _plan(app: Sphinx) -> Plan:
    config = app.config
    return building.plan(
        Path(app.confdir),
        "conf.py: ccsvi_refs",
        registries=config.ccsvi_refs_registries,
        links=config.ccsvi_refs_links,
        rules=config.ccsvi_refs_rules,
        lock=config.ccsvi_refs_lock,
        offline=config.ccsvi_refs_offline,
    )


def _checked(app: Sphinx, env: BuildEnvironment, plan: Plan) -> Outcome:
    found = gathering.gathered(app)
    kept = building.unpacked(getattr(env, "ccsvi_refs_kept", b""))
    checked = building.check(
        found.sources, plan, found.how, kept,
        known_link=_own_links(app), settled=lambda pages: _settled(pages, env, found), stage=_stage,
    )  # fmt: skip
    env.ccsvi_refs_kept = checked.kept.packed()  # type: ignore[attr-defined]  # extensions keep their data so
    for sentence in plan.refused:
        _logger.warning(one_line(sentence), type=_TYPE, subtype="settings")
    for sentence in found.unread:
        _logger.warning(one_line(sentence), type=_TYPE, subtype="unread")
    fails = False
    for notice in building.notices(checked.report, app.config.ccsvi_refs_fail_on, offline=plan.job.settings.offline):
        _tell(notice)
        suppressed = is_suppressed_warning(_TYPE, notice.rule, app.config.suppress_warnings)
        fails |= notice.warns and not suppressed
    _logger.info("%s: %s", NAME, building.summed_up(checked, plan))
    return Outcome(checked, fails)


def _tell(notice: Notice) -> None:
    """Say one thing: as Sphinx's error or warning where it is one, as information, or only to who wants to hear it."""
    place = _place(notice.location)
    if notice.warns:
        level = "ERROR" if notice.severity == "error" else "WARNING"
        _logger.log(level, "%s", notice.message, location=place, type=_TYPE, subtype=notice.rule)
    else:
        level = "VERBOSE" if notice.severity == "info" else "INFO"
        at = f"{place}: " if place else ""
        _logger.log(level, "%s", f"{at}{notice.message} [{_TYPE}.{notice.rule}]")


def _place(location: Location | None) -> str | None:
    """Return a place as Sphinx prints those of its own warnings."""
    if location is None:
        return None
    path = os.path.abspath(location.path)  # noqa: PTH100  # links left as they are
    return f"{path}:{location.line}" if location.line else path


@contextmanager
def _stage(name: str) -> Iterator[None]:
    _logger.info("%s: %s", NAME, f"{name[:1].lower()}{name[1:]} ...")
    yield None


def _settled(pages: Sequence[Bibliography], env: BuildEnvironment, found: gathering.Gathered) -> list[Bibliography]:
    """Return the pages without what Sphinx itself knows better: which labels are cited, and what is printed uncited."""
    labels = set(env.get_domain("citation").data["citations"])
    printed = (
        {one.id for one in found.how.bibliography or ()} if any(one.everything for one in found.sources) else set()
    )

    def is_left(page: Bibliography, key: str) -> bool:
        mention = page[key].mention if key in page else None
        label = _LABEL.search(mention.number) if mention else None
        return key not in printed and not (label and label["label"] in labels)

    return [replace(page, uncited=tuple(one for one in page.uncited if is_left(page, one.id))) for page in pages]


def _own_links(app: Sphinx) -> KnownLink:
    """Return what knows of links without asking: to the project's own pages, and those linkcheck leaves alone."""
    base = str(app.config.html_baseurl or "")
    pages = {base + uri for name in app.env.found_docs for uri in _uris(name)} if base else set()
    ignored = [re.compile(pattern) for pattern in _listed(app.config, "linkcheck_ignore")]

    def known(link: Link) -> LinkStatus | None:
        if link.url.partition("#")[0] in pages:
            return LinkStatus(link.url, "ok", "a page of this build", link.reference, link.location)
        if any(pattern.match(link.url) for pattern in ignored):
            return LinkStatus(link.url, "ignored", "linkcheck_ignore leaves it alone", link.reference, link.location)
        return None

    return known


def _uris(docname: str) -> tuple[str, ...]:
    """Return where the builders html and dirhtml put a document."""
    folder = docname.removesuffix("index") if docname == "index" or docname.endswith("/index") else f"{docname}/"
    return (f"{docname}.html", folder)


def _listed(config: Config, name: str) -> list[Any]:
    return list(getattr(config, name, None) or ())
