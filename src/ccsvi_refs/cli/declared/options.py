"""The options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, get_args

import click

from ccsvi_refs.cli.declared.words import FileName, StyleName, Target, Word, Words
from ccsvi_refs.cli.terminal import QUIET

Command = TypeVar("Command", bound=Callable[..., Any])

#: Where the file that ``--config`` names is kept in a command's context.
CONFIG = f"{__name__}.config"
# What stands elsewhere, too, where it takes much to load; a test compares the two.
#: From the gravest.
SEVERITIES = ("error", "warning", "info")
#: The registries, the mirror and nobody among them.
REGISTRIES = (
    "pubmed", "crossref", "arxiv", "datacite", "openlibrary", "europepmc", "dblp", "openalex", "s2", "mirror", "none",
)  # fmt: skip
#: Rules whose breaches can be put right.
CORRECTED = (
    "authors-differ", "field-missing", "identifiers-disagree", "issue-differs", "journal-differs", "no-identifier",
    "pages-differ", "preprint-identifier", "published-since", "retracted", "separator-slip", "title-differs",
    "volume-differs", "year-differs",
)  # fmt: skip
#: The format of a report by its file's ending, and endings that none is written in.
_BY_ENDING = {".html": "html", ".htm": "html", ".json": "json", ".md": "markdown", ".sarif": "sarif", ".xml": "junit"}
_NO_REPORTS = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".csv"})
#: What ``cite`` writes.
CITED = ("markdown", "html", "latex", "typst", "docx")


def reports() -> Sequence[str]:
    """Return the forms of a report."""
    from ccsvi_refs import api

    return get_args(api.ReportFormat)


def _inputs() -> Sequence[str]:
    from ccsvi_refs import api

    return tuple(dict.fromkeys(get_args(api.InputFormat)))


def writers() -> Sequence[str]:
    """Return the formats that references are written in."""
    from ccsvi_refs import formats

    return list(formats.WRITERS)


def targets() -> Sequence[str]:
    """Return what a bibliography is rendered for."""
    from ccsvi_refs import rendering

    return [*rendering.TARGETS, rendering.DOCX]


def engines() -> Sequence[str]:
    """Return the engines that render."""
    from ccsvi_refs import api

    return get_args(api.Engine)


def rules() -> Sequence[str]:
    """Return the codes of all rules."""
    from ccsvi_refs.auditing import RULES

    return list(RULES)


def _also(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return FORMAT=FILE pairs taken apart; a usage error where one is none."""
    pairs = [value.partition("=") for value in given]
    known = reports() if given else ()
    for form, _sign, path in pairs:
        if form not in known or not path:
            raise click.BadParameter(f"expected FORMAT=FILE with one of {', '.join(known)}")
    return tuple((form, path) for form, _sign, path in pairs)


def _by_ending(context: click.Context, _: click.Parameter, form: str | None) -> str:
    """Return the format of a report, the one that the ending of its file is of where none is given."""
    ending = os.path.splitext(context.params.get("output") or "")[1].lower()  # noqa: PTH122  # it may hold a null byte
    if not form and ending in _NO_REPORTS:
        raise click.UsageError(f"no report is written as {ending}: --output report.html opens and prints anywhere")
    return form or _BY_ENDING.get(ending, "text")


def _note(context: click.Context, _: click.Parameter, path: str | None) -> None:
    context.meta[CONFIG] = path


many_inputs = click.argument("sources", metavar="INPUT...", nargs=-1, required=True, type=FileName())
input_format = click.option(
    "--from",
    "form",
    metavar="FORMAT",
    type=Word("format", _inputs),
    help="Read INPUT as this format, whatever its suffix.",
)
output_file = click.option("--output", metavar="FILE", type=Target(), help="Write here instead of to standard output.")
offline = click.option("--offline", is_flag=True, default=None, help="Ask no service; the bundled records answer.")
fail_on = click.option(
    "--fail-on",
    type=Word("severity", lambda: (*SEVERITIES[:2], "never")),
    default="error",
    show_default=True,
    help="Exit with 1 where a finding is at least that grave.",
)
include = click.option(
    "--include", multiple=True, metavar="GLOB", help="Of directories and globs read only these; may be repeated."
)
exclude = click.option("--exclude", multiple=True, metavar="GLOB", help="Leave these out; may be repeated.")
allow_empty = click.option("--allow-empty", is_flag=True, help="An INPUT without a word in it is no error.")
also = click.option(
    "--also", multiple=True, metavar="FORMAT=FILE", callback=_also, help="Write this report, too; may be repeated."
)
report_format = click.option(
    "--format",
    "report_format",
    type=Word("format", reports),
    callback=_by_ending,
    help="Text, if neither this nor the ending of --output says.",
)
config = click.option(
    "--config",
    metavar="FILE",
    type=FileName(),
    callback=_note,
    expose_value=False,
    help="Settings from this file, which is believed.",
)
style = StyleName()


def _note_quiet(context: click.Context, _: click.Parameter, quiet: bool) -> bool:
    context.meta[QUIET] = quiet
    return quiet


def loudness(quiet: str, verbose: str) -> Callable[[Command], Command]:
    """Return what gives a command --quiet, which hides its progress as well, and --verbose, with their help."""

    def given(function: Command) -> Command:
        less = click.option("--quiet", is_flag=True, callback=_note_quiet, help=quiet)
        more = click.option("--verbose", is_flag=True, help=verbose)
        return less(more(function))

    return given


def report_options(function: Command) -> Command:
    """Return a command with what all reports take: INPUT... and the options from --from to --config."""
    choice = (allow_empty, exclude, include, input_format, many_inputs)
    shared = (config, offline, fail_on, output_file, report_format, *choice)
    for option in shared:
        function = option(function)
    return function


def registry_options(function: Command) -> Command:
    """Return a command with --registry and --mirror."""
    registry = click.option(
        "--registry",
        type=Words("registries", lambda: REGISTRIES),
        help="Registries to ask, by commas, mirror among them; all that can be asked if not told; none asks nobody.",
    )
    mirror = click.option(
        "--mirror",
        metavar="DIR",
        type=FileName(),
        help="A local mirror, asked first; the registry 'mirror' is this.",
    )
    return registry(mirror(function))
