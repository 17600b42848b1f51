"""Works of our own making, and the manners in which twelve programs and people write them into .bib files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

#: Title; authors; journal, year and month, volume, issue and pages. None of these works exists.
_WORKS = """\
Winter ice on small lakes and the timing of the spring bloom
Ångström, Åsa; Nuñez, María José; van der Berg, Pieter
Limnology Letters, 2014-02, 12(2):101-118

Slow rivers: sediment, seeds and the spread of willow along regulated banks
Okafor, Chidi; Lindqvist, Sven
River Ecology and Management, 2009-11, 31(6):811-829

How DNA barcodes fail in hybrid oaks
Müller, Jörg; García López, Ana; O'Brien, Sinéad; Tanaka, Yuki
Plant Molecular Notes, 2017-05, 44(5):502-510

A randomized trial of light therapy in night-shift nurses with poor sleep
Haddad, Rana; Petrov, Ivan; Smith, Laura Anne
Annals of Occupational Sleep, 2011-09, 9(3):e77-e85

Estimating the age of peat from pollen without radiocarbon dates
Kowalczyk, Agnieszka; Weiß, Karl
Quaternary Methods, 2003-04, 18(1-2):33-49

Bicycle helmets and the CT scan: who is imaged, and why
Dubois, Hélène; Chen, Li; Abadi, Farid; Novak, Petra; Hill, Tom
Emergency Imaging Quarterly, 2020-01, 57(1):12-19

Sorting by reversals in linear space
Takahashi, Ken; Rossi, Giulia
Journal of Combinatorial Programs, 1998-07, 23(4):377-401

Vein width measured by ultrasound and by MRI in healthy volunteers
Ferrari, Paolo; Schäfer, Ute; Jensen, Lars
Vascular Measurement, 2013-03, 5(1):1-9

The price of salt in three Hanseatic towns, 1390 to 1450
Brandt, Dörte
Journal of Northern Trade & Finance, 2006-08, 40(3):255-287

Lead in urban garden soil after the closure of a smelter
Moreau, Élodie; Singh, Arjun; Baker, Ruth
Soil and City, 2016-10, 8(4):e1201-e1215

On the growth of formal proofs under substitution
Çelik, Emre; Virtanen, Aino
Notes in Proof Theory, 2019-12, 77(12):1450-1466

Teachers' notes on dyslexia: a survey of 312 primary schools
Evans, Gareth; Ito, Naoko; Lopes, Miguel; Fischer, Anke
Reading Research Reports, 2010-06, 26(2):140-163
"""


@dataclass(frozen=True)
class Work:
    """A work's fields as text, its authors as pairs of family and given names."""

    key: str
    title: str
    authors: tuple[tuple[str, str], ...]
    journal: str
    year: str
    month: int
    volume: str
    number: str
    pages: str
    doi: str

    def crossref(self) -> dict[str, Any]:
        """Return the work as Crossref describes it."""
        return {
            "DOI": self.doi, "type": "journal-article", "title": [self.title], "container-title": [self.journal],
            "author": [{"family": family, "given": given} for family, given in self.authors],
            "issued": {"date-parts": [[int(self.year), self.month]]}, "volume": self.volume, "issue": self.number,
            "published-print": {"date-parts": [[int(self.year), self.month]]}, "page": self.pages,
            "URL": f"https://doi.org/{self.doi}", "publisher": "Press of Our Own",
        }  # fmt: skip


def _work(number: int, lines: str) -> Work:
    title, authors, printed = lines.strip().split("\n")
    journal, date, place = printed.rsplit(", ", 2)
    names = tuple(tuple(name.split(", ")) for name in authors.split("; "))
    volume, issue, pages = re.fullmatch(r"(\d+)\((.*)\):(.*)", place).groups()
    year, month = date.split("-")
    key = f"{names[0][0].lower().encode('ascii', 'ignore').decode()}{year}"
    return Work(key, title, names, journal, year, int(month), volume, issue, pages, f"10.5555/fix.{year}.{number:04d}")


WORKS = tuple(_work(number, lines) for number, lines in enumerate(_WORKS.split("\n\n"), 1))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LATEX = {"Å": "{\\AA}", "ö": '{\\"o}', "ñ": "{\\~n}", "í": "{\\'\\i}", "é": "{\\'e}", "ü": '{\\"u}', "ß": "{\\ss}",
          "á": "{\\'a}", "É": "{\\'E}", "è": "{\\`e}", "ä": '{\\"a}', "Ç": "{\\c{C}}", "ó": "{\\'o}"}  # fmt: skip


def _latex(text: str) -> str:
    return "".join(_LATEX.get(letter, letter) for letter in text)


def _ampersand(text: str) -> str:
    return text.replace("&", "\\&")


def _inverted(authors: tuple[tuple[str, str], ...], between: str = " and ") -> str:
    return between.join(f"{family}, {given}" for family, given in authors)


def _initials(authors: tuple[tuple[str, str], ...], stop: str = ".", gap: str = " ") -> str:
    letters = ((family, gap.join(f"{part[0]}{stop}" for part in given.split())) for family, given in authors)
    return " and ".join(f"{family}, {given}" for family, given in letters)


def _spoken(authors: tuple[tuple[str, str], ...], between: str = " and ") -> str:
    return between.join(f"{given} {_held(family)}" for family, given in authors)


def _held(family: str) -> str:
    """Return a family name of several words in braces, as those who write given names first have to."""
    return f"{{{family}}}" if " " in family and family[0].isupper() else family


def _capitals(title: str) -> str:
    """Return a title with the words that have capitals in braces, as Zotero writes it."""
    words = title.split(" ")
    kept = (f"{{{word}}}" if any(map(str.isupper, word[1:])) else word for word in words[1:])
    return " ".join([words[0], *kept])


def _ranged(pages: str) -> str:
    return pages.replace("-", "--")


def _lines(fields: Mapping[str, str], indent: str, equals: str = " = ", between: str = ",\n") -> str:
    return between.join(f"{indent}{name}{equals}{value}" for name, value in fields.items() if value)


def _braced(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: f"{{{value}}}" for name, value in fields.items() if value}


def zotero(work: Work) -> str:
    """Return an entry as Zotero exports it."""
    fields = _braced({
        "title": _capitals(work.title), "volume": work.volume, "issn": "1234-5679",
        "url": "https://example.org/" + work.key, "doi": work.doi,
        "abstract": "Under {\\textless}5\\% of lakes freeze. We ask why.", "language": "en", "number": work.number,
        "urldate": "2023-01-05", "journal": _ampersand(work.journal), "author": _inverted(work.authors),
    }) | {"month": _MONTHS[work.month - 1]} | _braced({
        "year": work.year, "keywords": "ice, to read", "pages": _ranged(work.pages),
        "file": "Full Text PDF:/home/me/Zotero/storage/ABCD1234/x.pdf:application/pdf",
    })  # fmt: skip
    return f"\n@article{{{work.key},\n{_lines(fields, chr(9))},\n}}\n"


def better_bibtex(work: Work) -> str:
    """Return an entry as Better BibTeX exports it for biblatex."""
    date = f"{work.year}-{work.month:02d}" if work.year.isdigit() else work.year
    fields = _braced({
        "title": _capitals(work.title), "author": _inverted(work.authors), "date": date,
        "journaltitle": _ampersand(work.journal), "shortjournal": "Abbr. J.", "volume": work.volume,
        "number": work.number, "pages": _ranged(work.pages), "issn": "1234-5679", "doi": work.doi, "langid": "english",
        "keywords": "notion",
    })  # fmt: skip
    return f"@article{{{work.key},\n{_lines(fields, '  ')}\n}}\n\n"


def mendeley(work: Work) -> str:
    """Return an entry as Mendeley exports it."""
    fields = _braced({
        "author": _inverted(work.authors), "doi": work.doi, "file": ":home/me/x.pdf:pdf", "issn": "12345679",
        "journal": _ampersand(work.journal), "mendeley-groups": "Thesis/Chapter 2",
    }) | {"month": _MONTHS[work.month - 1]} | _braced({
        "number": work.number, "pages": _ranged(work.pages), "title": f"{{{_ampersand(work.title)}}}",
        "volume": work.volume, "year": work.year,
    })  # fmt: skip
    return f"@article{{{work.key},\n{_lines(fields, '')}\n}}\n"


def jabref(work: Work) -> str:
    """Return an entry as JabRef saves it."""
    fields = _braced({
        "author": _inverted(work.authors), "journal": _ampersand(work.journal), "title": work.title, "year": work.year,
        "month": "", "number": work.number, "pages": _ranged(work.pages), "volume": work.volume, "doi": work.doi,
        "groups": "Methods", "priority": "prio2", "timestamp": "2019-04-02",
    })  # fmt: skip
    width = max(map(len, fields))
    return f"@Article{{{work.key},\n" + "".join(
        f"  {name.ljust(width)} = {value},\n" for name, value in fields.items()
    ) + "}\n\n"  # fmt: skip


def scholar(work: Work) -> str:
    """Return an entry as Google Scholar shows it."""
    fields = _braced({
        "title": work.title, "author": _inverted(work.authors), "journal": _ampersand(work.journal),
        "volume": work.volume, "number": work.number, "pages": _ranged(work.pages), "year": work.year,
        "publisher": "Press of Our Own", "doi": work.doi,
    })  # fmt: skip
    return f"@article{{{work.key},\n{_lines(fields, '  ', '=')}\n}}\n"


def acm(work: Work) -> str:
    """Return an entry as the ACM's library exports it."""
    fields = _braced({
        "author": _inverted(work.authors), "title": work.title, "year": work.year, "issue_date": "",
        "publisher": "Press of Our Own", "address": "New York, NY, USA", "volume": work.volume, "number": work.number,
        "issn": "1234-5679", "url": f"https://doi.org/{work.doi}" if work.doi else "", "doi": work.doi,
        "abstract": "We show; we prove, and we test.", "journal": work.journal.replace("&", "\\&"),
    }) | {"month": _MONTHS[work.month - 1]} | _braced({
        "pages": work.pages.replace("-", "–"), "numpages": "9",
    })  # fmt: skip
    return f"@article{{10.5555/{work.key},\n{_lines(fields, '')}\n}}\n\n"


def dblp(work: Work) -> str:
    """Return an entry as DBLP exports it."""
    fields = _braced({
        "author": _latex(_spoken(work.authors, " and\n                  ")), "title": _capitals(work.title),
        "journal": _ampersand(work.journal), "volume": work.volume, "number": work.number,
        "pages": _ranged(work.pages), "year": work.year, "doi": work.doi.upper(),
        "timestamp": "Mon, 03 Jan 2022 22:01:19 +0100", "biburl": f"https://dblp.example/rec/{work.key}.bib",
        "bibsource": "dblp computer science bibliography, https://dblp.org",
    })  # fmt: skip
    lines = (f"  {name.ljust(12)} = {value}" for name, value in fields.items())
    return f"@article{{DBLP:journals/x/{work.key},\n" + ",\n".join(lines) + "\n}\n\n"


_MACROS = {work.journal: f"j{number}" for number, work in enumerate(WORKS)}


def by_hand(work: Work) -> str:
    """Return an entry as somebody writes it who has macros, quotation marks, bare numbers and remarks."""
    fields = {
        "author": f'"{_latex(_initials(work.authors))}"', "title": f'"{_capitals(_latex(work.title))}"',
        "journal": _MACROS.get(work.journal, f'"{_ampersand(work.journal)}"'),
        "year": work.year if work.year.isdecimal() else f'"{work.year}"' if work.year else "",
        "volume": work.volume, "number": f'"{work.number}"' if work.number else "",
        "pages": f'"{_ranged(work.pages)}"' if work.pages else "", "doi": f'"{work.doi}"' if work.doi else "",
        "annote": '"Read " # later # ", twice"',
    }  # fmt: skip
    lines = _lines(fields, "\t", "\t= ").replace("\n\tvolume", " % as on the cover\n\tvolume")
    return f"% -- {work.key}\n@article{{ {work.key},\n{lines} }}\n\n"


def old_style(work: Work) -> str:
    """Return an entry in parentheses, in capitals, its values aligned."""
    fields = {
        "AUTHOR": f'"{_latex(_spoken(work.authors))}"', "TITLE": f'"{_latex(work.title)}"',
        "JOURNAL": f'"{_ampersand(work.journal)}"', "VOLUME": f'"{work.volume}"' if work.volume else "",
        "NUMBER": f'"{work.number}"' if work.number else "", "PAGES": f'"{_ranged(work.pages)}"' if work.pages else "",
        "YEAR": f'"{work.year}"' if work.year else "", "DOI": f'"{work.doi}"' if work.doi else "",
        "LOCATION": '"shelf 3"',
    }  # fmt: skip
    lines = (f"  {name} ={' ' * (11 - len(name))}{value}" for name, value in fields.items() if value)
    return f"@ARTICLE({work.key},\n" + ",\n".join(lines) + ")\n\n"


def pubmed_tool(work: Work) -> str:
    """Return an entry as tools that turn PubMed's records into BibTeX write it."""
    fields = _braced({
        "Author": _initials(work.authors, "", ""), "Title": f"{work.title}.", "Journal": _ampersand(work.journal),
        "Volume": work.volume, "Number": work.number, "Pages": work.pages, "Year": work.year, "Doi": work.doi,
        "Language": "eng", "Owner": "NLM",
    })  # fmt: skip
    return f"@Article{{{work.key},\n" + "".join(f"   {name}={value},\n" for name, value in fields.items()) + "}\n\n"


def endnote(work: Work) -> str:
    """Return an entry as EndNote exports it."""
    fields = _braced({
        "author": _inverted(work.authors), "title": work.title, "journal": _ampersand(work.journal),
        "volume": work.volume, "number": work.number, "pages": work.pages, "DOI": work.doi, "year": work.year,
        "type": "Journal Article",
    })  # fmt: skip
    return f"@article{{RN{work.key[-4:]}{work.key[:2]},\n{_lines(fields, '   ')}\n}}\n\n"


def commas_first(work: Work) -> str:
    """Return an entry with its commas at the beginning of lines."""
    fields = _braced({
        "author": _latex(_inverted(work.authors)), "title": f"{{{_latex(work.title)}}}",
        "journal": _ampersand(work.journal), "year": work.year, "volume": work.volume, "number": work.number,
        "pages": _ranged(work.pages), "doi": work.doi, "x-checked": "yes, by {AB}",
    })  # fmt: skip
    lines = "".join(f"\n  , {name:8}= {value}" for name, value in fields.items())
    return f"@article{{{work.key}{lines}\n  }}\n\n"


def one_line(work: Work) -> str:
    """Return an entry on one line."""
    fields = _braced({
        "author": _latex(_initials(work.authors)), "title": _latex(_capitals(work.title)),
        "journal": work.journal.replace("&", "and"),
        "volume": work.volume, "number": work.number, "pages": _ranged(work.pages), "year": work.year, "doi": work.doi,
    })  # fmt: skip
    return f"@article{{{work.key}, {_lines(fields, '', '=', ', ')}}}\n"


_STRINGS = '@string{later = "in winter"}\n' + "".join(
    f'@string{{{name} = "{_ampersand(journal)}"}}\n' for journal, name in _MACROS.items()
)


@dataclass(frozen=True)
class Manner:
    """What writes an entry, and what stands before and after all of them."""

    entry: Callable[[Work], str]
    before: str = ""
    after: str = ""
    encoding: str = "utf-8"
    end: str = "\n"

    def file(self, works: tuple[Work, ...]) -> bytes:
        """Return a file of works."""
        text = self.before + "".join(map(self.entry, works)) + self.after
        return text.replace("\n", self.end).encode(self.encoding)


MANNERS = {
    "Zotero": Manner(zotero),
    "Better BibTeX": Manner(better_bibtex, after="@comment{the end}\n"),
    "Mendeley": Manner(mendeley, "Automatically generated by Mendeley Desktop\nAny changes will be lost.\n\n"),
    "JabRef": Manner(jabref, "% Encoding: UTF-8\n\n", "@Comment{jabref-meta: databaseType:bibtex;}\n", end="\r\n"),
    "Google Scholar": Manner(scholar),
    "ACM": Manner(acm),
    "DBLP": Manner(dblp),
    "by hand, macros": Manner(
        by_hand, "% My papers -- do not sort!\n" + _STRINGS + '@preamble{"\\hyphenation{lim-no}"}\n'
    ),
    "by hand, old": Manner(old_style),
    "PubMed's": Manner(pubmed_tool, "\ufeff"),
    "EndNote": Manner(endnote, encoding="latin-1"),
    "commas first": Manner(commas_first),
    "one line": Manner(one_line),
}
