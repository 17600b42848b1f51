"""LaTeX in bibliography fields → text with CSL's inline markup.

Braces keep capitals in BibTeX titles
(https://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf, section 3); CSL's counterpart is ``nocase``. CSL titles are in
sentence case, where a capital already means itself, so a braced word becomes ``nocase`` only where CSL would otherwise
change it: lower-case words, capitals in a title that is in title case, and anything in two pairs of braces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ccsvi_refs.formats.latex.symbols import ACCENTS, LETTERS, NOCASE, SMALL_CAPS, printed, table, with_argument
from ccsvi_refs.text.addresses import find as printed_addresses

_ACCENT = re.compile(
    r"(\{)?\\(?:([`'^~=.\"])\s*|([uHvdckbtrGU])(?:\s+|(?=[{\\])))"
    r"(?:\{\s*(?:\\([ij])(?![A-Za-z])\s*(?:\{\})?|([^\W_]))([^\W_]*)\s*\}|\\([ij])(?![A-Za-z])\s*(?:\{\})?|([^\W_]))(\})?"
)
_LETTER_MACRO = re.compile(rf"(\{{)?\\({'|'.join(LETTERS)})(?![A-Za-z])(?:\{{\}}|[ \t\n]+)?(\}})?")

#: What a macro with one argument does to it: opening and closing text.
_MARKUP = {
    "emph": ("<i>", "</i>"), "textit": ("<i>", "</i>"), "textsl": ("<i>", "</i>"), "mkbibemph": ("<i>", "</i>"),
    "textbf": ("<b>", "</b>"), "mkbibbold": ("<b>", "</b>"), "mathbf": ("<b>", "</b>"),
    "textsc": (SMALL_CAPS, "</span>"),
    "textsuperscript": ("<sup>", "</sup>"), "textsubscript": ("<sub>", "</sub>"),
    "mkbibsuperscript": ("<sup>", "</sup>"),
    "enquote": ("“", "”"), "mkbibquote": ("“", "”"), "mkbibparens": ("(", ")"),
}  # fmt: skip
#: The same for switches, which hold until the end of their group.
_SWITCHES = {
    "em": _MARKUP["emph"], "it": _MARKUP["emph"], "itshape": _MARKUP["emph"], "sl": _MARKUP["emph"],
    "bf": _MARKUP["textbf"], "bfseries": _MARKUP["textbf"], "sc": _MARKUP["textsc"], "scshape": _MARKUP["textsc"],
}  # fmt: skip
_KEPT = re.compile("\ue006(\\d+)\ue007")
_CHARACTERS = {" ": " ", "\n": " ", "\\": " ", ",": " ", ";": " ", ":": " ", "!": "", "/": "", "-": "", "@": "",
               "(": "", ")": "", "[": "", "]": "", "{": "\ue003", "}": "\ue004", "$": "\ue005"}  # fmt: skip

_SPECIAL = re.compile(r"[\\{}$~]|--|''|``|[?!]`")
_MATH = re.compile(r"(?<!\\)\$\$?((?:[^$\\]|\\.){1,2000}?)(?<!\\)\$\$?", re.DOTALL)
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("?`", "¿"), ("!`", "¡"))
_TOKEN = re.compile(r"\\([A-Za-z]+)\*?\s*(?:\{\}|(?=(\{)?))|\\(.)|([{}])", re.DOTALL)
_LINK = re.compile(r"\\href\s*\{((?:[^{}]|\{[^{}]*\})*)\}\s*(?=\{)")
_ADDRESS = re.compile(r"\\(?:url|path|nolinkurl)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_NEXT_ADDRESS = re.compile(r"(?<![\s,;|])[\s,;|]+(?:and\s+|\\and\s+)?(?=\\url|(?:https?|ftp)://|www\.)")
#: Macros whose argument is not printed; of those with two arguments the second is.
_SILENT = re.compile(
    r"\\(?:noopsort|SortNoop|footnote|thanks|cite[a-z]*|label|index|[vh]space\*?|color|textcolor|selectlanguage|"
    r"foreignlanguage)\s*\{[^{}]*\}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][^\W_'’-]*(?:['’-][^\W_]+)*")
_PROTECTED = re.compile("\ue000([^\ue000\ue001]*)\ue001")
_RESTORED = str.maketrans({"\ue002": "\\", "\ue003": "{", "\ue004": "}", "\ue005": "$"})
#: Groups in groups beyond this depth keep no capitals.
_MOST_GROUPS = 60
_DEEPEST = 20
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]*>")


def decode(value: str, title: bool = False) -> str:
    """Return a BibTeX field's text with CSL markup; in a title, braces become ``nocase`` where CSL needs to be told."""
    if not _SPECIAL.search(value):
        return _fold(value)
    text = _counted(value) if "\\{" in value or "\\}" in value else value
    text = _MATH.sub(lambda match: formula(match.group(1)), text) if "$" in text else text
    kept: list[str] = []
    if "\\" in text:
        text = _ADDRESS.sub(lambda match: _set_aside(match.group(1), kept), text)
        text = _LINK.sub("", _accents(_SILENT.sub("", text)))
    for ligature, character in _LIGATURES:
        text = text.replace(ligature, character)
    text = _fold(_structure(text.replace("~", " "), title).translate(_RESTORED))
    return _KEPT.sub(lambda match: kept[int(match.group(1))], text) if kept else text


def _set_aside(address: str, kept: list[str]) -> str:
    """Return a mark for an address whose signs are no LaTeX, after keeping it."""
    kept.append(verbatim(address))
    return f"\ue006{len(kept) - 1}\ue007"


def addresses(value: str) -> list[str]:
    """Return the addresses in a field: those LaTeX marks as such, and those that stand there bare."""
    found = [match.group(1) for match in _LINK.finditer(value)] + [match.group(1) for match in _ADDRESS.finditer(value)]
    bare = _ADDRESS.sub(" ", _LINK.sub(" ", value))
    plain = re.sub(r"\\([_%&#$~])", r"\1", bare).replace("{", "").replace("}", "")
    marked = [verbatim(address) for address in found]
    return [address for address in marked if "://" in address or address.startswith("www.")] + [
        address.url for address in printed_addresses(plain)
    ]


def parted(value: str) -> list[str]:
    """Return the addresses of a field that holds nothing else, each as it is; white space within one goes."""
    return [verbatim(part) for part in _NEXT_ADDRESS.split(value) if part.strip()]


def _counted(value: str) -> str:
    """Return a value whose groups are closed only if escaped braces count, as for BibTeX, with these unescaped."""
    opened, closed = value.count("{"), value.count("}")
    is_text = opened - value.count("\\{") == closed - value.count("\\}")
    return value if is_text or opened != closed else value.replace("\\{", "{").replace("\\}", "}")


def letters(value: str) -> str:
    """Return a value with the macros that stand for letters as these, with or without braces around them."""
    if "\\" not in value:
        return value
    return _accents(_LETTER_MACRO.sub(_plain_letter, value))


def _plain_letter(match: re.Match[str]) -> str:
    before, name, after = match.groups()
    letter = LETTERS[name]
    return letter if before and after else f"{before or ''}{letter}{after or ''}"


def verbatim(value: str) -> str:
    """Return an address, identifier or file name with LaTeX's escapes and braces taken off."""
    text = re.sub(r"\\(?:url|href|path)\s*(?=\{)", "", value)
    text = re.sub(r"\\textasciitilde(?:\{\})?|\{?\\~\s*(?:\{\})?\}?|\$\\sim\$", "~", text)
    text = re.sub(r"\\textunderscore(?:\{\}|\s)?", "_", text)
    text = re.sub(r"\\([_%&#$<>{}])", lambda match: match.group(1).translate({123: "\ue003", 125: "\ue004"}), text)
    return _SPACE.sub("", text.replace("{", "").replace("}", "")).translate(_RESTORED)


def formula(source: str) -> str:
    """Return a TeX formula as text with sub- and superscripts."""
    text = re.sub(r"\\(?:d?frac|tfrac)\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"\1/\2", source)
    text = re.sub(r"\\sqrt\s*(?=\{)", "√", text)
    text = re.sub(r"\\(log|ln|exp|sin|cos|tan|max|min|lim|sup|inf|det|dim|deg)\s+(?=[A-Za-z])", r"\1 ", text)
    text = re.sub(r"\\(?:left|right|big|Big|displaystyle|limits|rm|cal|bf|it)(?![A-Za-z])\s*", "", text)
    text = re.sub(
        r"\\math(?:rm|it|sf|cal|bb|tt|frak|scr|normal)(?![A-Za-z])\s*|\\(?:operatorname|ensuremath|mbox|text(?:rm|normal)?)\s*(?=\{)",
        "",
        text,
    )
    for _ in range(3):
        text = re.sub(r"([\^_])\s*(?:\{([^{}]*)\}|(\\[A-Za-z]+|[^\s{}\\]))", _script, text)
    text = _accents(re.sub(r"\\([%&#_$])", r"\1", text)) if "\\" in text else text
    text = re.sub(r"(?<=[A-Za-z])~(?=[A-Za-z])", " ", text)
    return _structure(text, title=False, is_formula=True)


def _accents(text: str) -> str:
    if "\\" not in text:
        return text
    return _ACCENT.sub(_accent, _ACCENT.sub(_accent, text))


def _accent(match: re.Match[str]) -> str:
    before, sign, letter_sign, dotless, letter, rest, bare_dotless, bare_letter, after = match.groups()
    base = dotless or letter or bare_dotless or bare_letter
    accented = unicodedata.normalize("NFC", base + ACCENTS[sign or letter_sign]) + (rest or "")
    if before and after:
        return accented
    return f"{before or ''}{accented}{after or ''}"


def _script(match: re.Match[str]) -> str:
    sign, group, single = match.groups()
    content = group if group is not None else single
    if not content.strip():
        return ""
    tag = "sup" if sign == "^" else "sub"
    if content.strip() in (r"\circ", r"\prime"):
        return {r"\circ": "°", r"\prime": "′"}[content.strip()]
    return f"<{tag}>{content}</{tag}>"


def unknown(value: str) -> list[str]:
    """Return the names of the macros in a value that stand for nothing we know."""
    text = _MATH.sub(" ", _SILENT.sub("", value)) if "\\" in value else ""
    names = (match.group(1) for match in _TOKEN.finditer(text) if match.group(1) and not match.group(2))
    return [name for name in dict.fromkeys(names) if name not in ACCENTS and printed(name).startswith("\ue002" + name)]


def _macro(match: re.Match[str], is_formula: bool) -> str:
    """Return what a macro without an argument stands for, nothing for one in a formula that is not known."""
    name, written = match.group(1), match.group()
    if is_formula:
        return table().get(name, "")
    return printed(name, " " if written[-1].isspace() else "")


def _structure(text: str, title: bool, is_formula: bool = False) -> str:
    """Return text with groups, markup macros and symbols resolved; in a title, groups leave marks for ``_nocase``."""
    if "\\" not in text and "{" not in text and "}" not in text:
        return text
    frames: list[tuple[str, str]] = [("", "")]
    parts: list[list[str]] = [[]]
    pending: tuple[str, str] | None = None
    position = 0
    for match, is_deep in _tokens(text):
        parts[-1].append(text[position : match.start()])
        position = match.end()
        name, opens, character, brace = match.groups()
        if brace and is_deep:
            continue
        if brace == "{":
            frames.append(pending or ("", "{"))
            parts.append([])
        elif brace == "}" and len(parts) > 1:
            content = _closed(frames.pop(), "".join(parts.pop()), title and len(frames) < _DEEPEST)
            parts[-1].append(content)
        elif name in _SWITCHES and len(frames) > 1:
            frames[-1] = _SWITCHES[name]
        elif name and not opens:
            parts[-1].append(_macro(match, is_formula))
        elif name and name not in _MARKUP:
            parts[-1].append(with_argument(name))
        elif character:
            parts[-1].append(_CHARACTERS.get(character, f"\ue002{character}" if character.isdigit() else character))
        pending = _MARKUP.get(name, ("", "")) if name and opens else None
    parts[-1].append(text[position:])
    return _outer(["".join(part) for part in parts], title)


def _tokens(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield the tokens, each with whether it is nested deeper than any text is: braces there say nothing."""
    depth = 0
    for match in _TOKEN.finditer(text):
        brace = match.group(4)
        depth -= brace == "}" and depth > 0
        yield match, depth >= _MOST_GROUPS
        depth += brace == "{"


def _closed(frame: tuple[str, str], content: str, title: bool) -> str:
    opening, closing = frame
    if closing == "{":
        return f"\ue000{content}\ue001" if title else content
    return f"{opening}{content}{closing}" if content else ""


def _outer(parts: list[str], title: bool) -> str:
    text = "".join(parts)
    if not title:
        return text
    while text.startswith("\ue000") and text.find("\ue001") == len(text) - 1 and text.count("\ue000") == 1:
        text = text[1:-1]
    whole = re.fullmatch("\ue000(.*)\ue001", text.strip(), re.DOTALL)
    return _nocase(whole.group(1) if whole and _balanced(whole.group(1)) else text)


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "\ue000") - (char == "\ue001")
        if depth < 0:
            return False
    return depth == 0


def _nocase(text: str) -> str:
    """Return a title with the marks of its groups turned into ``nocase`` where CSL needs it, else taken out."""
    if "\ue000" not in text:
        return text
    text = re.sub("\ue000\ue000([^\ue000\ue001]*)\ue001\ue001", rf"{NOCASE}\1</span>", text)
    loose = _PROTECTED.sub(" ", text)
    words = [word for word in _WORD.findall(_TAG.sub("", loose))[1:] if len(word) > 3]
    in_title_case = sum(word[0].isupper() for word in words) * 2 > len(words)

    def replace(match: re.Match[str]) -> str:
        inner = match.group(1)
        changes = _changes(inner, in_title_case and bool(_TAG.sub("", text[: match.start()]).strip(" \ue000")))
        return f"{NOCASE}{inner}</span>" if changes and NOCASE not in inner else inner

    while "\ue000" in text:
        replaced = _PROTECTED.sub(replace, text)
        if replaced == text:
            break
        text = replaced
    return text.replace("\ue000", "").replace("\ue001", "")


#: Words CSL leaves in lower case, https://docs.citationstyles.org/en/stable/specification.html#title-case-conversion
_UNCAPITALISED = frozenset(
    "a an and as at but by de down for from in into nor of on or over so the till to up van via von with yet".split()
)


def _changes(inner: str, in_title_case: bool) -> bool:
    """Return whether CSL's text cases would change a word of the group."""
    words = _WORD.findall(_TAG.sub("", inner))
    if any(len(word) > 1 and word == word.lower() and word not in _UNCAPITALISED for word in words):
        return True
    return in_title_case and any(word[0].isupper() and word[1:] == word[1:].lower() for word in words)


def _fold(text: str) -> str:
    return " ".join(text.split())
