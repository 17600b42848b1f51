r"""LaTeX to a document: ``thebibliography``, what ``\cite`` and its kin name, and the files that are to hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise

from ccsvi_refs import formats
from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import latex
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem
from ccsvi_refs.pages.blocks import CITED
from ccsvi_refs.pages.document import Document, Named
from ccsvi_refs.pages.intext import keyed
from ccsvi_refs.pages.kinds import rewritten

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_LIST = re.compile(
    r"\\begin\s*\{thebibliography\}(?:\s*\{[^{}]*\})?(?P<list>.*?)(?:\\end\s*\{thebibliography\}|\Z)", re.DOTALL
)
_ITEM = re.compile(
    r"\\bibitem\s*(?:\[(?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]*\}){0,300}\}|\[[^\[\]]*\]){0,300}\])?\s*\{(?P<key>[^{}]{1,200})\}"
)
_FILES = re.compile(
    r"\\(?:bibliography|addbibresource|addglobalbib|addsectionbib)\s*(?:\[[^\[\]]*\])?\s*\{(?P<files>[^{}]{1,1000})\}"
)
_HEADING = re.compile(
    r"\\(?P<rank>part|chapter|(?:sub){0,2}section|paragraph)\*?\s*(?:\[[^\[\]]*\])?\s*"
    r"\{(?P<title>(?:[^{}]|\{[^{}]*\}){0,500})\}"
)
_RANKS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
#: Notes; the commands that print a mark alone and those of tables' notes have no text.
_NOTE = re.compile(
    r"\\(?:(?:bl)?foot(?:note|notetext)|thanks|endnote(?:text)?|sidenote(?:text)?|marginnote|tablefootnote)\*?\s*"
    r"(?:\[[^\[\]]{0,300}\]\s*)?\{"
)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_HREF = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_URL = re.compile(r"\\(?:url|path|nolinkurl|doi)\s*\{([^{}]*)\}")
#: Commands that print nothing of their own or only space.
_SILENT = re.compile(
    r"\\(?:newblock|bibinfo\s*\{\w+\}|bibnamefont|bibfnamefont|eprint|natexlab|label\s*\{[^{}]*\}|providecommand[^\n]*"
    r"|hskip[^\n]*|relax|tightlist|noindent|par(?![A-Za-z])|(?:sc|em|it|bf)\b)"
)
_LABEL_CITED = re.compile(r"\\\w*cite\w*\*?(?:\s?\[[^\[\]]*\]){0,2}\s?\{[^{}]*\}")
_FRAME = re.compile(r"\\(?:begin|end|usepackage|documentclass)\s*(?:\[[^\[\]]*\])?\{[^{}]*\}")
_QUOTATION = re.compile(
    r"\\begin\s*\{(?P<name>quote|quotation|displayquote)\}(?P<said>.*?)\\end\s*\{(?P=name)\}", re.DOTALL
)
#: Lists and their items.
_LISTED = re.compile(
    r"\\(?P<edge>begin|end)\s*\{(?P<name>enumerate|itemize|description|compactitem|compactenum|etaremune|list)\*?\}"
    r"(?:\s*\[[^\[\]]{0,300}\])?|\\item(?![A-Za-z])\s*(?:\[(?P<label>[^\[\]]{0,200})\])?"
)
_TAGS = {
    ("begin", True): "<ol>", ("end", True): "</ol>", ("begin", False): "<ul>", ("end", False): "</ul>",
}  # fmt: skip
#: Files that a document holds itself, https://ctan.org/pkg/filecontents, and how many of them are looked at.
_CONTENTS = re.compile(r"\\begin\s*\{filecontents\*?\}\s*+(?:\[[^\[\]]{0,200}\]\s*+)?\{(?P<name>[^{}]{1,200})\}")
_MOST_CONTENTS = 50
_LONGEST = 20_000_000


def read(source: str, path: str) -> Document:
    """Return a LaTeX document or list of references taken apart."""
    if "\\entry{" in source and "\\begin{thebibliography}" not in source and "\\refsection" in source:
        raise InputError("is what biber writes for biblatex; name the .bib it was made of", Location(path))
    text = _COMMENT.sub(lambda match: match[1] + " " * (len(match[0]) - len(match[1])), source[:_LONGEST])
    text, held = _without_files(text, source, path)
    text, notes = _without_notes(text)
    page = rewritten.Page()
    lists = list(_LIST.finditer(text))
    files = tuple(file for file in _files(text) if file.path not in held)
    for line, words in notes if lists or files or held else ():
        _put_words(words, line, page)
    bounds = [0, *(edge for found in lists for edge in found.span()), len(text)]
    for number, (start, end) in enumerate(pairwise(bounds)):
        if number % 2:
            _put_list(text, lists[number // 2], page)
        else:
            _put_text(text, start, end, page)
    keys = keyed.latex(source, path)
    if not (lists or files or held):
        _put_notes(notes, page)
    everything = any(key.key == "*" for key in keys)
    keys = [key for key in keys if key.key != "*"]
    labels = [key for key in keys if not key.hidden] if lists else []
    records, problems = _records(held, path) if held else None, _problems(held)
    blocks, keys = page.blocks(path), [] if lists else keys
    return Document(blocks, source, keys, labels, files, everything, records=records, problems=problems)


def _records(held: Mapping[str, Bibliography], path: str) -> Bibliography:
    """Return the bibliographies that a document holds as one."""
    references = tuple(one for each in held.values() for one in each.references)
    return Bibliography(references, problems=_problems(held), path=path)


def _problems(held: Mapping[str, Bibliography]) -> tuple[Problem, ...]:
    return tuple(problem for each in held.values() for problem in each.problems)


def _without_files(text: str, source: str, path: str) -> tuple[str, dict[str, Bibliography]]:
    """Return a text without the files that it holds, and what those are that are bibliographies, by their names."""
    held: dict[str, Bibliography] = {}
    kept, after = [], 0
    for found in islice(_CONTENTS.finditer(text), _MOST_CONTENTS):
        end = text.find("\\end{filecontents", found.end())
        if end < 0:
            break
        if found.start() < after:
            continue
        if found["name"].lower().endswith(".bib"):
            before = "\n" * source.count("\n", 0, found.end())
            held[found["name"].strip()] = formats.read(before + source[found.end() : end], "bibtex", path)
        kept += [text[after : found.start()], "\n" * text.count("\n", found.start(), end)]
        after = end
    return "".join([*kept, text[after:]]), held


def _without_notes(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return a text without its notes, lines where they were, and the line and text of each; one in a note is of it."""
    kept, notes, after, line = [], [], 0, 1
    for found in _NOTE.finditer(text):
        if found.start() < after:
            continue
        end = _closing(text, found.end())
        if end < 0:
            break
        line += text.count("\n", after, found.start())
        notes.append((line, text[found.end() : end]))
        line += text.count("\n", found.start(), end)
        kept += [text[after : found.start()], "\n" * text.count("\n", found.start(), end)]
        after = end + 1
    return "".join([*kept, text[after:]]), notes


def _closing(text: str, start: int) -> int:
    """Return where the group is closed that is open at a place, -1 where it is not."""
    depth = 1
    for brace in _BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if not depth:
            return brace.start()
    return -1


def _put_notes(notes: list[tuple[int, str]], page: rewritten.Page) -> None:
    """Add the notes of a document that has no list of references: they may be these."""
    if notes:
        page.put("</ul><ol class=footnotes>", notes[0][0])
        for line, words in notes:
            page.put(f"<li>{_shown(words)}</li>", line)
        page.put("</ol>", notes[-1][0])


def _files(text: str) -> Iterator[Named]:
    for match in _FILES.finditer(text):
        for name in match["files"].split(","):
            written = name.strip()
            full = written if "." in written.rsplit("/", 1)[-1] else f"{written}.bib"
            yield Named(full, text.count("\n", 0, match.start()) + 1)


def _put_text(text: str, start: int, end: int, page: rewritten.Page) -> None:
    """Add the running text: paragraphs between empty lines, headings."""
    line = text.count("\n", 0, start) + 1
    body = text.find("\\begin{document}", start, end)
    if body >= 0:
        line += text.count("\n", start, body)
        start = body
    for paragraph in re.split(r"\n[ \t]*\n", text[start:end]):
        after = 0
        for heading in _HEADING.finditer(paragraph):
            _put_paragraph(paragraph[after : heading.start()], line + paragraph.count("\n", 0, after), page)
            rank = _RANKS[heading["rank"]]
            page.heading(rank, _plain(heading["title"]), line + paragraph.count("\n", 0, heading.start()))
            after = heading.end()
        _put_paragraph(paragraph[after:], line + paragraph.count("\n", 0, after), page)
        line += paragraph.count("\n") + 2


def _put_paragraph(paragraph: str, line: int, page: rewritten.Page) -> None:
    """Add a paragraph, and what it sets off as a quotation as one of its own."""
    after = 0
    for quotation in _QUOTATION.finditer(paragraph):
        _put_words(paragraph[after : quotation.start()], line + paragraph.count("\n", 0, after), page)
        start = line + paragraph.count("\n", 0, quotation.start())
        page.put("<blockquote>", start)
        _put_words(quotation["said"], start, page)
        page.put("</blockquote>", start)
        after = quotation.end()
    _put_words(paragraph[after:], line + paragraph.count("\n", 0, after), page)


def _put_words(paragraph: str, line: int, page: rewritten.Page) -> None:
    """Add running text, and the lists in it as lists."""
    after, begun = 0, False
    for part in (*_LISTED.finditer(paragraph), None):
        words = paragraph[after : part.start() if part else len(paragraph)]
        if shown := _shown(words):
            place = line + words[: len(words) - len(words.lstrip())].count("\n")
            page.put(shown, place) if begun else page.paragraph(shown, place)
        if part:
            begun = not part["edge"]
            mark = f"[{_plain(part['label'])}] " if part["label"] else ""
            tag = f"<li>{mark}" if begun else _TAGS[part["edge"], part["name"] == "enumerate"]
            page.put(tag, line + words.count("\n"))
            line += paragraph.count("\n", after, part.end())
            after = part.end()


def _shown(words: str) -> str:
    """Return what a paragraph or note prints as HTML; a note in a note is part of it."""
    return _plain(_LABEL_CITED.sub(CITED, _FRAME.sub(" ", _NOTE.sub("{", words)))).strip()


def _put_list(text: str, found: re.Match[str], page: rewritten.Page) -> None:
    items = list(_ITEM.finditer(text, found.start("list"), found.end("list")))
    ends = [*(item.start() for item in items), found.end("list")][1:]
    page.put('<ol class="references">', text.count("\n", 0, found.start()) + 1)
    line, counted = text.count("\n", 0, found.start()) + 1, found.start()
    for item, end in zip(items, ends, strict=True):
        key = re.sub(r"\s+", "", item["key"])
        line, counted = line + text.count("\n", counted, item.start()), item.start()
        page.put(f"<li>[{rewritten.text(key)}] {_plain(text[item.end() : end])}</li>", line)
    page.put("</ol>", text.count("\n", 0, found.end()) + 1)


def _plain(source: str) -> str:
    """Return LaTeX as HTML: links kept, markup and letters read."""
    held: list[str] = []

    def hold(markup: str) -> str:
        held.append(markup)
        return f"\ue000{len(held) - 1}\ue001"

    text = _HREF.sub(lambda match: hold(rewritten.link(latex.verbatim(match[1]), _decoded(match[2]))), source)
    text = _URL.sub(lambda match: hold(rewritten.text(latex.verbatim(match[1]))), text)
    text = _decoded(_SILENT.sub(" ", text))
    return re.sub(r"\ue000(\d+)\ue001", lambda match: held[int(match[1])] if int(match[1]) < len(held) else "", text)


def _decoded(source: str) -> str:
    return latex.decode(" ".join(source.split()))
