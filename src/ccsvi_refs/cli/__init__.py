"""The command: wires the stages, reads settings, prints to the terminal and exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from ccsvi_refs._version import __version__
from ccsvi_refs.cli.terminal import CANNOT, UNUSABLE, complain, complain_at_length

#: What a shell reports for a process that was interrupted: 128 and the signal's number.
_INTERRUPTED = 130


#: Each command's module, imported when the command is asked for.
_MODULES = {
    "accept": "accept",
    "audit": "audit",
    "bulk": "bulk",
    "cite": "cite",
    "completion": "completion",
    "convert": "convert",
    "extract": "convert",
    "fix": "fix",
    "links": "links",
    "lock": "lock",
    "lsp": "lsp",
    "mcp": "mcp",
    "mirror": "mirror",
    "pandoc-filter": "cite",
    "render": "render",
    "resolve": "resolve",
    "serve": "serve",
    "styles": "render",
}
#: What the list of commands says of each; reading it off the commands would import what all of them need.
_SUMMARIES = {
    "accept": "Accept a finding until a day, in the settings.",
    "audit": "Say what is wrong with references and links.",
    "bulk": "Answer any number of citations, one JSON line each.",
    "cite": "Write the citations of a Markdown page in a style.",
    "completion": "Print what makes a shell complete commands and styles.",
    "convert": "Write references in another format, or merge bibliographies.",
    "extract": "Find the references of a page and write them as data.",
    "fix": "Put references right where they stand in a file.",
    "links": "Check links: alive, moved, dead, walled, another work's.",
    "lock": "Keep what is found in a file, and say what has changed since.",
    "lsp": "Serve an editor: faults where they stand, and corrections.",
    "mcp": "Answer an assistant, by the Model Context Protocol.",
    "mirror": "Build a local mirror of registry records, or look into one.",
    "pandoc-filter": "Write the citations of a document inside Pandoc.",
    "render": "Print references in a CSL style.",
    "resolve": "Look references up, and say which work each is.",
    "serve": "Check references in the browser, without a terminal.",
    "styles": "List the styles whose name or title holds a word.",
}
_EXAMPLES = """\
ccsvi-refs audit page.html
ccsvi-refs render doi:10.1136/jnnp.2008.157164 --style apa
ccsvi-refs convert page.md --to bibtex
ccsvi-refs links docs/ --fail-on warning"""


class _Commands(click.Group):
    """The commands, each loaded when it is asked for: listing styles does not wait for an HTTP client."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click gives it
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # likewise
        if cmd_name not in _MODULES:
            return None
        from ccsvi_refs.cli.complaints import listen  # what it brings, the list of commands does without

        listen()
        found: click.Command = getattr(
            import_module(f"{__name__}.declared.{_MODULES[cmd_name]}"), cmd_name.replace("-", "_")
        )
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is asked for; UsageError with the names that come near where there is none."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in _MODULES:
            raise click.UsageError(f"No such command {name!r}. {_instead(name)}", ctx)
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return what is left for the command; a UsageError says where options of commands go."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            hint = f"Options go behind the command: ccsvi-refs audit page.html {error.option_name}"
            raise click.UsageError(f"No such option {error.option_name!r} before the command. {hint}", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click gives it
        """Write each command's summary, and examples, without loading a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _SUMMARIES[name]) for name in _MODULES])
        with formatter.section("Examples"):
            for line in _EXAMPLES.splitlines():
                formatter.write_text(line)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="ccsvi-refs")
def command() -> None:
    """Keep a page's references true.

    INPUT is a page or document (.md .html .txt .rst .tex .docx .odt .pdf ...), a bibliography (.bib .ris .nbib .json
    ...), a folder, a quoted glob, an address, a work (doi:10..., pmid:...), - for standard input, or the word ccsvi.

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 unusable input or usage, 3 the work could not be done.
    """


def _instead(name: str) -> str:
    """Return what to do where a word is no command: take one that comes near, or say what to do with the file it is."""
    from difflib import get_close_matches

    if near := get_close_matches(name, _MODULES):
        return f"Did you mean {' or '.join(near)}?"
    if os.path.exists(name) or name.lower().startswith(("http://", "https://", "doi:")):  # noqa: PTH110  # a null byte
        return f"To check it: ccsvi-refs audit {name}"
    return "ccsvi-refs --help lists them."


def run(arguments: Sequence[str]) -> int:
    """Return the exit status of the command with these arguments."""
    try:
        status = command.main(list(arguments), prog_name="ccsvi-refs", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        _show(error)
        return UNUSABLE
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted")
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader has what it wanted; keep the interpreter from complaining when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # whatever it is, an editor gets a sentence and a status
        return _failed(error)
    return int(status or 0)


def _show(error: click.ClickException) -> None:
    """Print what is wrong with the usage; the words of the command line are in it."""
    import io

    said = io.StringIO()
    error.show(file=said)
    complain_at_length(said.getvalue())


def _failed(error: Exception) -> int:
    """Say what is wrong, and return the status for it."""
    from ccsvi_refs.errors import CcsviRefsError, ServiceError

    if not isinstance(error, CcsviRefsError):
        return _give_up(error)
    complain(str(error))
    return CANNOT if isinstance(error, ServiceError) else UNUSABLE


def _give_up(error: Exception) -> int:
    if os.environ.get("CCSVI_REFS_TRACEBACK"):
        import traceback

        complain_at_length(traceback.format_exc())
    complain(f"internal error, please report it: {type(error).__name__}: {error} (CCSVI_REFS_TRACEBACK=1 shows where)")
    return CANNOT
