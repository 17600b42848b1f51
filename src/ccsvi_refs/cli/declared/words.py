"""Options whose values are words of a list: in any case, with what was meant where a word is none, and completed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    _Kind = click.ParamType[str]
else:
    _Kind = click.ParamType  # older versions of click that will do have it for no type in particular

#: Longer lists are not printed whole in help and errors.
_FEW = 12


class Word(_Kind):
    """A word of a list that is loaded when it is asked for; ``what`` is what its words are called."""

    def __init__(self, what: str, known: Callable[[], Iterable[str]]) -> None:
        self.name = what
        self._known = known

    @property
    def known(self) -> Sequence[str]:
        """The words there are, in their order."""
        return list(self._known())

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:  # noqa: ARG002  # click gives them
        """Return the words where they are few, else what one is called."""
        known = self.known
        return f"[{'|'.join(known)}]" if len(known) <= _FEW else self.name.upper()

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word in the spelling of the list; a usage error says what was meant, or what there is."""
        known = self.known
        if value in known:
            return str(value)
        spelt = {word.lower(): word for word in known}
        if str(value).lower() not in spelt:
            self.fail(f"{value!r} is no {self.name}{_instead(str(value), known)}", param, ctx)
        return spelt[str(value).lower()]

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str | None:  # noqa: ARG002  # likewise
        """Return the words that there are."""
        return f"Choose one of {', '.join(self.known)}."

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002  # likewise
        """Return the words that begin so."""
        low = incomplete.lower()
        return [CompletionItem(word) for word in self.known if word.lower().startswith(low)]


class Words(Word):
    """Several words of a list, parted by commas; they are checked where they are used."""

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:  # noqa: ARG002  # click gives them
        """Return what the words are called."""
        return "NAMES"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002  # likewise
        """Return the words as they are."""
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return what the last of the words may be."""
        before, comma, last = incomplete.rpartition(",")
        named = before.split(",")
        found = super().shell_complete(ctx, param, last)
        return [CompletionItem(f"{before}{comma}{each.value}") for each in found if each.value not in named]


class Language(_Kind):
    """A language that styles can be set in: de, de-AT, pt-BR."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the language as it is given; a usage error says what was meant where there is none of that name."""
        from ccsvi_refs.csl import locale
        from ccsvi_refs.errors import meant

        if not locale.is_known(str(value)):
            known = locale.names()
            instead = meant(str(value), known) or f"; there are {', '.join(known)}"
            self.fail(f"there is no locale {value!r}{instead}", param, ctx)
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002  # click gives them
        """Return the languages that begin so."""
        from ccsvi_refs.csl import locale

        return [CompletionItem(name) for name in locale.names() if name.lower().startswith(incomplete.lower())]


class StyleName(_Kind):
    """A style's name or file; it is looked for where it is used."""

    name = "style"

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str | None:  # noqa: ARG002  # click gives them
        """Return how to name a style."""
        return "Such as --style apa or vancouver; `ccsvi-refs styles WORD` lists more, and a .csl file is one."

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002  # click gives them
        """Return the styles, and what people call them, that begin so; files where it is a path."""
        from ccsvi_refs.rendering import styles

        if "/" in incomplete or "\\" in incomplete:
            return [CompletionItem(incomplete, type="file")]
        low = incomplete.lower()
        return [CompletionItem(name) for name in styles.names() if name.startswith(low)]


class FileName(click.Path):
    """A file or folder by its name, as it is given; shells complete it."""

    def __init__(self) -> None:
        super().__init__()

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002  # click gives them
        """Return the name as it is: whether it is there, the command sees."""
        return value


class Target(FileName):
    """A file that is to be written: a folder, and a folder that is not there, are refused before any work is done."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name as it is; a usage error where nothing can be written there."""
        folder = os.path.dirname(value)  # noqa: PTH120  # it may hold a null byte, which Path refuses
        if os.path.isdir(value):  # noqa: PTH112
            self.fail(f"{value!r} is a folder: name a file in it", param, ctx)
        if folder and not os.path.isdir(folder):  # noqa: PTH112
            self.fail(f"there is no folder {folder!r}: make it first, or name another", param, ctx)
        return value


def _instead(word: str, known: Sequence[str]) -> str:
    from ccsvi_refs.errors import meant

    listed = f": expected one of {', '.join(known)}" if len(known) <= _FEW else ""
    return meant(word, known) or listed or f"; there are {', '.join(known)}"
