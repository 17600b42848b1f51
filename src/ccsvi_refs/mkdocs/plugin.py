"""The plugin ``ccsvi-refs`` of MkDocs: https://www.mkdocs.org/dev-guide/plugins/."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from ccsvi_refs import building
from ccsvi_refs.building import Kept, Notice, Plan, Reading
from ccsvi_refs.citing import Fault
from ccsvi_refs.errors import CcsviRefsError
from ccsvi_refs.mkdocs import citations, gathering
from ccsvi_refs.mkdocs.options import Options
from ccsvi_refs.reports import Report
from ccsvi_refs.text.printing import one_line

_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.DEBUG}

_log = get_plugin_logger("ccsvi-refs")


class ReferencesPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # a call of MkDocs' own
    """Checks a site's pages; what it found out of them is kept from one build of ``mkdocs serve`` to the next."""

    def __init__(self) -> None:
        self.kept = Kept()
        self.served = False
        self.plan: Plan | None = None
        self.how = Reading()
        self.faults: list[Fault] = []
        self.report: Report | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002  # MkDocs gives it
        """Note what the builds are for; MkDocs keeps a plugin with such a method from build to build."""
        self.served = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the settings and bibliographies; PluginError where a value makes no sense."""
        self.plan, self.report, self.faults = None, None, []
        if self.config.enabled:
            try:
                self.plan = self._planned(config)
                self.how = Reading(
                    "pandoc", building.shared(self.config.bibliography) if self.config.bibliography else None
                )
                self._prepare_citing(config)
            except CcsviRefsError as error:
                raise PluginError(f"ccsvi-refs: {error}") from error
            for sentence in self.plan.refused:
                _log.warning(one_line(sentence))
        return config

    def _prepare_citing(self, config: MkDocsConfig) -> None:
        if self.config.cite:
            citations.find_style(self.config.cite)
            config.markdown_extensions += [one for one in citations.EXTENSIONS if one not in config.markdown_extensions]

    def _planned(self, config: MkDocsConfig) -> Plan:
        options = self.config
        if options.report:
            building.report_format(options.report)
        return building.plan(
            Path(config.config_file_path).parent if config.config_file_path else Path.cwd(),
            "mkdocs.yml: ccsvi-refs",
            registries=options.registries,
            links=options.links,
            rules=options.rules,
            lock=options.lock,
            offline=options.offline,
        )

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002  # MkDocs gives them
        """Return a page with its citations by key, and its bibliography, written in the style that is asked for."""
        if not (self.plan and self.config.cite):
            return markdown
        references = tuple(self.how.bibliography or ())
        try:
            cited = citations.written(markdown, page.file, references, self.config.cite)
        except CcsviRefsError as error:
            raise PluginError(f"ccsvi-refs: {page.file.src_uri}: {error}") from error
        self.faults += cited.faults
        return cited.text

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Check all pages of the site once all of them are read, and warn of what is wrong."""
        if self.plan:
            try:
                if self.config.report:
                    building.check_free(self.config.report, gathering.written(files, config))
                self._check(self.plan, config, files)
            except CcsviRefsError as error:
                raise PluginError(f"ccsvi-refs: {error}") from error
        return env

    def _check(self, plan: Plan, config: MkDocsConfig, files: Files) -> None:
        known_link = gathering.own_links(files, gathering.address(config, served=self.served))
        sources = gathering.sources(files, config, self.config.exclude)
        checked = building.check(sources, plan, self.how, self.kept, known_link=known_link, stage=_stage)
        self.kept, self.report = checked.kept, checked.report
        offline = plan.job.settings.offline
        threshold = building.threshold(self.config.fail_on)
        told = list(building.notices(checked.report, threshold, offline=offline))
        for notice in [*told, *citations.notices(self.faults, told, threshold)]:
            _tell(notice)
        _log.info(building.summed_up(checked, plan))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the report into the site that was built."""
        if self.report and self.config.report:
            try:
                written = building.write_report(self.report, self.config.report, Path(config.site_dir))
            except CcsviRefsError as error:
                raise PluginError(f"ccsvi-refs: {error}") from error
            _log.info(f"report written to {building.shown(written)}")


def _tell(notice: Notice) -> None:
    """Say one thing, at a level that MkDocs counts where it is a warning of the build."""
    place = f"{notice.location.path}:{notice.location.line}: " if notice.location and notice.location.line else ""
    place = place or (f"{notice.location.path}: " if notice.location else "")
    level = _LEVELS[notice.severity]
    if notice.warns:
        level = max(level, logging.WARNING)
    elif level > logging.INFO:
        level = logging.INFO
    _log.log(level, f"{place}{notice.message} [{notice.rule}]")


@contextmanager
def _stage(name: str) -> Iterator[None]:
    _log.info(f"{name[:1].lower()}{name[1:]} ...")
    yield None
