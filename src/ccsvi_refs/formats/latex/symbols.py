"""What LaTeX's macros print; symbols come from pylatexenc's tables."""

from __future__ import annotations

from functools import cache

NOCASE = '<span class="nocase">'
SMALL_CAPS = '<span style="font-variant:small-caps;">'

#: LaTeX accent → Unicode combining character.
ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361", "G": "\u030f", "U": "\u030e",
}  # fmt: skip
#: Macros that are letters.
LETTERS = {
    "AA": "Å", "aa": "å", "AE": "Æ", "ae": "æ", "OE": "Œ", "oe": "œ", "O": "Ø", "o": "ø", "L": "Ł", "l": "ł", "ss": "ß",
    "DH": "Ð", "dh": "ð", "DJ": "Đ", "dj": "đ", "NG": "Ŋ", "ng": "ŋ", "TH": "Þ", "th": "þ",
}  # fmt: skip
#: Symbols that pylatexenc lacks or writes otherwise.
_OWN = {
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\ue002", "textquotesingle": "'", "_": "_",
    "textunderscore": "_", "textendash": "–", "textemdash": "—", "slash": "/", "dots": "…", "ldots": "…",
    "textellipsis": "…", "cdot": "·", "sim": "∼", "textless": "<", "textgreater": ">", "hspace": " ", "quad": " ",
    "qquad": " ", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "bibtexlogo": "BibTeX", "noopsort": "",
    "varphi": "φ", "varepsilon": "ε", "phi": "φ", "epsilon": "ε", "to": "→", "textregistered": "®", "S": "§", "P": "¶",
    "pounds": "£", "copyright": "©", "flqq": "«", "frqq": "»", "glqq": "„", "grqq": "“", "textbraceleft": "\ue003",
    "textbraceright": "\ue004", "lbrace": "\ue003", "rbrace": "\ue004", "newline": " ", "par": " ", "linebreak": " ",
}  # fmt: skip
#: Macros that print nothing of their own; what any other unknown macro means is not for us to say, and it stays.
_NOTHING = frozenset(
    """allowbreak bgroup break bm cal centering cyr displaystyle egroup em footnotesize frenchspacing huge hyphenation
    ignorespaces it itshape large left limits mathstrut mbox nobreak nobreakdash noindent nolinebreak normalfont
    normalsize null par protect raggedright relax right rm rmfamily sc scriptsize scshape selectfont sf sffamily sl
    slshape sloppy small smash strut tt ttfamily unskip upshape xspace bf bfseries mdseries newblock boldmath unboldmath
    Large LARGE Huge tiny url path href nolinkurl texttt textrm textsf textnormal textup textmd ensuremath
    text""".split()
)


@cache
def table() -> dict[str, str]:
    """Return what each known macro without argument prints."""
    from pylatexenc.latex2text import get_default_latex_context_db  # tables of 900 macros: read when first needed

    tables = get_default_latex_context_db()
    found: dict[str, str] = {}
    for category in reversed(tables.categories()):
        for name, spec in tables.d[category]["macros"].items():
            repl = getattr(spec, "simplify_repl", None)
            if isinstance(repl, str) and "%" not in repl:
                found[name] = repl
    return found | _OWN


def printed(name: str, gap: str = "") -> str:
    """Return what a macro stands for; one that is not known stays as written, up to what it was run together with."""
    symbols = table()
    if name in symbols:
        return symbols[name]
    if name in _NOTHING:
        return ""
    return f"{run_on}{gap}" if (run_on := _run_on(name)) else f"\ue002{name}{gap}"


def with_argument(name: str) -> str:
    """Return what a macro prints before its argument; most only say how that should look."""
    return table().get(name) or _run_on(name)


def _run_on(name: str) -> str:
    """Return a symbol and the word that was run together with its macro, empty for no such."""
    symbols = table()
    known = next((name[:end] for end in range(len(name) - 1, 6, -1) if name[:end] in symbols), "")
    return symbols[known] + name[len(known) :] if known.startswith("text") else ""
