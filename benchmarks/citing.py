#!/usr/bin/env python3
"""How many seeded faults between text and list are found, on 20 pages made here: citing.py [FILE...] for real pages.

Each page has a list of 12 entries, cites all of them in one of ten manners, and is then given faults: a citation of
what the list does not have, an entry that nothing cites, a number used twice, a year that the entry does not have.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ccsvi_refs import auditing, pages

NAMES = (
    "Abara Brandt Castillo Dvořák Eriksen Fontaine Grigoryan Hussain Ivanov Jónsdóttir Kowalski Lindqvist Moreau "
    "Nakamura Okafor"
).split()
TITLES = (
    "Tremor at rest",
    "Falls in old age",
    "Venous drainage",
    "Sleep and gait",
    "Walking aids",
    "Balance and light",
)
RULES = ("cited-without-entry", "key-without-entry", "never-cited", "number-used-twice", "text-and-entry-differ")
WORDS = (
    "The finding was confirmed later {}. Others disagree {}. It was seen in 2016 at 30 m² {} and in Table 2 (May 2015)."
)


class Work:
    """One entry of a list."""

    def __init__(self, rng: random.Random, number: int) -> None:
        self.number, self.year = number, rng.randrange(1985, 2024)
        self.name, self.other = NAMES[number - 1], rng.choice(NAMES[12:])
        self.key = f"{self.name.lower()}{self.year}"
        start = rng.randrange(1, 300)
        title = f"{rng.choice(TITLES)} {number}"
        place = f"{self.year};{number}({number % 4 + 1}):{start}-{start + 9}"
        self.text = f"{self.name} A, {self.other} B. {title}. J Gait. {place}."


def each(form: str, between: str = "", before: str = "", after: str = "") -> Callable[[list[Work]], str]:
    """Return what prints works in a form that names their attributes."""
    return lambda works: before + between.join(form.format(w=work) for work in works) + after


_MD, _TXT, _RST = "\n\n## References\n\n", "\n\nReferences\n\n", "\n\nReferences\n----------\n\n"
_HTML = each("<li>{w.text}</li>", "", "<h2>References</h2><ol>", "</ol>")
_NUMBERED, _PLAIN = "[{w.number}] {w.text}", "- {w.text}"
_BRACKETS = each("{w.number}", ", ", "[", "]")
_BIBITEMS = each("\\bibitem{{{w.key}}} {w.text}", "\n", "\n\\begin{thebibliography}{9}\n", "\n\\end{thebibliography}")
#: Manner → suffix, how works are cited, how the list is printed, whether numbers are printed.
MANNERS = {
    "brackets": (".md", _BRACKETS, each(_NUMBERED, "\n\n", _MD), True),
    "brackets-text": (".txt", _BRACKETS, each(_NUMBERED, "\n\n", _TXT), True),
    "raised": (".html", each("{w.number}", ",", "<sup>", "</sup>"), _HTML, False),
    "linked": (".html", each("<sup><a href='#r{w.number}'>[{w.number}]</a></sup>"), _HTML, False),
    "names": (".md", each("{w.name} & {w.other}, {w.year}", "; ", "(", ")"), each(_PLAIN, "\n", _MD), False),
    "et-al": (".md", each("{w.name} et al., {w.year}", "; ", "(", ")"), each(_PLAIN, "\n", _MD), False),
    "footnotes": (".md", each("[^{w.key}]"), each("[^{w.key}]: {w.text}", "\n\n", "\n\n"), False),
    "keys": (".md", each("@{w.key}", "; ", "[", "]"), each(""), False),
    "latex": (".tex", each("{w.key}", ",", "\\cite{", "}"), _BIBITEMS, False),
    "rst": (".rst", each("[{w.key}]_", " "), each(".. [{w.key}] {w.text}", "\n", _RST), False),
}


def page(manner: str, seed: int, folder: Path) -> tuple[Path, Counter[str]]:
    """Return a page of that manner with faults, and how many of each."""
    rng = random.Random(f"{manner}{seed}")
    suffix, cite, print_list, printed = MANNERS[manner]
    works = [Work(rng, number) for number in range(1, 13)]
    cited = [work for work in works if work.number != 5]  # one that nothing cites
    extra = Work(rng, 14)
    expected = Counter({"never-cited": 1})
    groups = [cited[at : at + 2] for at in range(0, len(cited), 2)]
    groups.insert(3, [extra])
    expected["key-without-entry" if manner in ("footnotes", "keys", "latex", "rst") else "cited-without-entry"] += 1
    text = ""
    while len(groups) % 3:
        groups.append([cited[0]])
    for at in range(0, len(groups), 3):
        text += WORDS.format(*(cite(group) for group in groups[at : at + 3])) + "\n\n"
    if manner in ("names", "et-al"):
        wrong = cited[2]
        text = text.replace(
            f"{wrong.name} {'et al.' if manner == 'et-al' else '& ' + wrong.other}, {wrong.year}",
            f"{wrong.name} {'et al.' if manner == 'et-al' else '& ' + wrong.other}, {wrong.year + 1}",
        )
        expected["text-and-entry-differ"] += 1
    listing = print_list(works)
    if printed:
        listing = listing.replace("[8] ", "[7] ", 1)
        expected["number-used-twice"] += 1
        expected["cited-without-entry"] += 1  # number 8
    head = ""
    if manner == "keys":
        head = f"---\nbibliography: refs{seed}.bib\n---\n\n"
        (folder / f"refs{seed}.bib").write_text(
            "\n".join(f"@article{{{x.key}, title={{T}}, author={{{x.name}, A}}, year={x.year}}}" for x in works)
        )
    path = folder / f"{manner}-{seed}{suffix}"
    body = f"<p>{text}</p>" if suffix == ".html" else f"Title\n=====\n\n{text}" if suffix == ".rst" else text
    path.write_text(head + body + listing)
    return path, expected


def said(path: Path) -> Counter[str]:
    """Return how many findings of each rule a page has."""
    loaded = pages.load(path)
    return Counter(finding.rule for finding in auditing.audit(loaded, []) if finding.rule in RULES)


def main() -> None:
    """Print what was found, missed and false, by rule and by manner."""
    if len(sys.argv) > 1:
        for name in sys.argv[1:]:
            print(f"{name:60s} {dict(said(Path(name)))}")
        return
    total: dict[str, Counter[str]] = {rule: Counter() for rule in RULES}
    with tempfile.TemporaryDirectory() as folder:
        for manner in MANNERS:
            row: Counter[str] = Counter()
            for seed in (1, 2):
                path, expected = page(manner, seed, Path(folder))
                found = said(path)
                for rule in RULES:
                    right = min(expected[rule], found[rule])
                    counts = {"found": right, "missed": expected[rule] - right, "false": found[rule] - right}
                    total[rule].update(counts)
                    row.update(counts)
            print(f"{manner:22s} {row['found']:3d} found {row['missed']:3d} missed {row['false']:3d} false")
    print()
    for rule, counts in total.items():
        print(f"{rule:22s} {counts['found']:3d} found {counts['missed']:3d} missed {counts['false']:3d} false")


if __name__ == "__main__":
    main()
