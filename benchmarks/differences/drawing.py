"""Items of every CSL 1.0.2 type with odd but real field values, and documents that cite them, drawn from a seed."""
# ruff: noqa: E501 - values and patterns are read whole

from __future__ import annotations

from random import Random
from typing import Any

Item = dict[str, Any]

TYPES = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage"
).split()

PERSONS: tuple[dict[str, Any], ...] = (
    {"family": "Zamboni", "given": "Paolo"},
    {"family": "Doe", "given": "Jane A."},
    {"family": "Roe", "given": "Alice"},
    {"family": "Roe", "given": "Albert"},
    {"family": "Roe", "given": "Alice"},
    {"family": "Li", "given": "Xiao-ming"},
    {"family": "Ito", "given": "Jun'ichi"},
    {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
    {"family": "Gaulle", "given": "Charles", "dropping-particle": "de"},
    {"family": "La Fontaine", "given": "Jean", "dropping-particle": "de"},
    {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
    {"family": "Windsor", "given": "Henry", "suffix": "III", "comma-suffix": True},
    {"family": "O’Neill", "given": "Róisín"},
    {"family": "Müller-Lüdenscheidt", "given": "Jean-Pierre"},
    {"family": "Sartre", "given": "J.-P."},
    {"family": "Nguyễn", "given": "Văn An"},
    {"family": "Ng", "given": "A. B. C."},
    {"family": "Plato"},
    {"literal": "World Health Organization"},
    {"literal": "Department of Health & Social Care"},
    {"family": "García Márquez", "given": "Gabriel"},
    {"family": "al-Din", "given": "Nur"},
    {"family": "McDonald", "given": "I"},
    {"family": "Öztürk", "given": "Şule"},
)
ABROAD: tuple[dict[str, Any], ...] = (
    {"family": "王", "given": "小明"},
    {"family": "山田", "given": "太郎"},
    {"family": "김", "given": "철수"},
    {"family": "Толстой", "given": "Лев Николаевич"},
    {"family": "Достоевский", "given": "Фёдор"},
    {"family": "ابن سينا", "given": "حسين"},
    {"family": "Παπαδόπουλος", "given": "Γιώργος"},
    {"literal": "中华人民共和国卫生部"},
)
_TITLES_ABROAD = (
    ("静脉研究", "zh"),
    ("静脈の研究：総説", "ja"),
    ("О венах и сердце", "ru"),
    ("كتاب الشفاء", "ar"),
    ("Περί φλεβών", "el"),
)
_TITLES = (
    "A trial of venous angioplasty",
    "What is a vein? An answer",
    "The <i>Escherichia coli</i> genome: a map",
    "“Safe” techniques and their limits",
    "Is it 'largely ineffective'?",
    "On DNA, mRNA and McDonald’s criteria",
    "H<sub>2</sub>O in cells",
    "Die Geschichte der Venen – ein Überblick",
    "L’histoire de l’été",
    "An open letter to the editors!",
    "Report no. 5 of the U.S. committee",
    "Vol. 2: The later years, 1945–1990",
    'A <span class="nocase">PubMed</span> tool for all of us',
    "The end of time...",
    "a title in lower case",
    "ALL IN CAPITALS",
    "Up, down, and in-between: a study of C-fibres",
    "Notes on “The Waste Land”",
)
_CONTAINERS = (
    "Journal of Neurology, Neurosurgery & Psychiatry",
    "The Lancet",
    "Handbook of veins",
    "Proceedings of the 5th Conference on Veins",
    "PLOS ONE",
    "Encyclopædia of Medicine",
    "La Presse médicale",
    "Who’s Who?",
)
_PLACES = ("London", "New York", "Paris; Berlin", "Cambridge, MA", "Zürich")
_PUBLISHERS = ("Oxford University Press", "Elsevier B.V.", "Doe & Sons, Inc.", "WHO", "Springer")
_PAGES = (
    "392-399", "35", "e10023", "S12–S15", "xi-xxv", "101-5", "1021-1028", "12, 15-17", "12-1–12-9", "n/a", "42ff", "1-", "iv",
    "A1", "100-104, 108", "392–9", "1000-1100",
)  # fmt: skip
_NUMBERS = (
    "5",
    "12",
    "3-4",
    "II",
    "A3",
    "5th",
    "Suppl. 1",
    "1/2",
    "12 & 13",
    "4a",
    "Spring",
    "2022.05.1",
    "70-18",
    "1,234",
    "0",
    "No. 5",
)
_EDITIONS = ("2", "3rd", "second", "2nd ed.", "revised", "Rev. ed.", "10", "1")
_DATES: tuple[dict[str, Any], ...] = (
    {"date-parts": [[2009]]},
    {"date-parts": [[2009, 4]]},
    {"date-parts": [[2009, 4, 15]]},
    {"date-parts": [[2012, 6, 9], [2012, 6, 12]]},
    {"date-parts": [[2012, 6, 30], [2012, 7, 2]]},
    {"date-parts": [[1998], [1999]]},
    {"date-parts": [[2001, 12], [2002, 1]]},
    {"date-parts": [[2010]], "season": 2},
    {"date-parts": [[1650]], "circa": True},
    {"date-parts": [[-44]]},
    {"date-parts": [[79]]},
    {"literal": "forthcoming"},
    {"raw": "2015-03-02"},
    {"date-parts": [["2018", "1", "3"]]},
)
_LANGUAGES = ("", "", "", "", "en", "en-GB", "de", "fr", "es")
_TEXTS: dict[str, tuple[str, ...]] = {
    "container-title": _CONTAINERS, "collection-title": ("Studies in Veins", "Lecture Notes in Computer Science", "Blue series"),
    "publisher": _PUBLISHERS, "publisher-place": _PLACES, "event-title": ("5th Conference on Veins", "ECTRIMS 2018"),
    "event-place": _PLACES, "archive": ("National Archives", "Wellcome Collection"), "archive_location": ("Box 5, folder 2", "MS 12"),
    "archive-place": ("Kew",), "authority": ("U.S. Court of Appeals", "European Parliament"), "call-number": ("QP101 .D6",),
    "genre": ("PhD thesis", "Technical report", "Preprint", "Letter"), "medium": ("Film", "CD", "oil on canvas"),
    "dimensions": ("90 min.", "30 × 40 cm"), "jurisdiction": ("us", "eu"), "abstract": ("What was done.",), "note": ("Seen in print.",),
    "annote": ("Good.",), "original-title": ("Die Venen",), "original-publisher": ("Insel",), "original-publisher-place": ("Leipzig",),
    "part-title": ("The later years",), "volume-title": ("Arteries",), "reviewed-title": ("The book of veins",), "reviewed-genre": ("book",),
    "scale": ("1:50,000",), "section": ("12", "World", "§ 5"), "source": ("JSTOR",), "status": ("in press", "Advance online publication"),
    "title-short": ("A trial", "Veins"), "container-title-short": ("J Neurol", "Lancet"), "version": ("2.0", "3.1.4", "v5"),
    "DOI": ("10.1136/jnnp.2008.157164", "https://doi.org/10.1000/abc", "10.1016/S0140-6736(99)00001-X"),
    "URL": ("https://example.org/a?b=c&d=e", "http://www.example.org/page#part"), "PMID": ("19060024",), "PMCID": ("PMC2647682",),
    "ISBN": ("978-0-19-957000-0",), "ISSN": ("0022-3050",), "keyword": ("veins",), "division": ("Department of Physics",),
    "references": ("Smith v. Roe, 12 F.3d 4",),
}  # fmt: skip
_NUMBERED = {
    "volume": _NUMBERS, "issue": _NUMBERS, "number": _NUMBERS, "page": _PAGES, "edition": _EDITIONS, "chapter-number": ("3", "IV"),
    "collection-number": _NUMBERS, "number-of-pages": ("320", "xii, 320", "1"), "number-of-volumes": ("3", "1"), "part-number": ("2", "B"),
    "supplement": ("1", "S2"), "printing-number": ("2",),
}  # fmt: skip
_ROLES = (
    "editor translator container-author collection-editor director illustrator interviewer composer recipient reviewed-author "
    "original-author editorial-director contributor curator host guest performer producer script-writer compiler chair organizer "
    "narrator series-creator executive-producer"
).split()
_COMMON = "container-title volume issue page publisher publisher-place DOI URL number genre".split()
_LABELS = (
    "page page page page page act appendix article-locator book canon chapter column elocation equation figure folio "
    "issue line note opus paragraph part rule scene section sub-verbo supplement table timestamp title-locator verse "
    "version volume".split()
)
_LOCATORS = ("35", "12-15", "12, 15", "iv", "5a", "12–15, 18", "A", "§ 3", "100-105", "3 & 4")


def items(chance: Random, count: int) -> list[Item]:
    """Return so many items, each type in turn."""
    order = TYPES[:]
    chance.shuffle(order)
    return [_item(chance, f"item{number}", order[number % len(order)]) for number in range(count)]


def _item(chance: Random, key: str, kind: str) -> Item:
    item: Item = {"id": key, "type": kind, "title": chance.choice(_TITLES)}
    if chance.random() < 0.9:
        item["author"] = _persons(chance)
    for role in chance.sample(_ROLES, chance.choice((0, 0, 1, 1, 2))):
        item[role] = _persons(chance)
    if chance.random() < 0.04:  # nothing at all, or next to nothing
        return {key: item[key] for key in chance.choice((("id", "type"), ("id", "type", "title")))}
    if chance.random() < 0.08:
        item["title"], item["language"] = chance.choice(_TITLES_ABROAD)
        item["author"] = [dict(one) for one in chance.sample(ABROAD, chance.choice((1, 2, 3)))]
    if "editor" in item and chance.random() < 0.2:
        item["translator"] = [dict(one) for one in item["editor"]]
    drawn = [*chance.sample(_COMMON, chance.randint(2, 7)), *chance.sample(sorted(_TEXTS), chance.randint(0, 4))]
    for name in dict.fromkeys(drawn):
        values = _TEXTS.get(name) or _NUMBERED[name]
        item[name] = chance.choice(values)
    for name in chance.sample(sorted(_NUMBERED), chance.randint(0, 2)):
        item[name] = chance.choice(_NUMBERED[name])
    return item | _dates(chance, item) | _language(chance, item)


def _dates(chance: Random, known: Item) -> Item:
    item: Item = {}
    if chance.random() < 0.93:
        item["issued"] = chance.choice(_DATES)
    for name in ("accessed", "original-date", "event-date", "submitted"):
        if chance.random() < (0.4 if name == "accessed" and "URL" in known else 0.08):
            item[name] = chance.choice(_DATES[:4])
    return item


def _language(chance: Random, known: Item) -> Item:
    language = known.get("language") or chance.choice(_LANGUAGES)
    return {"language": language} if language else {}


def _persons(chance: Random) -> list[dict[str, Any]]:
    return [dict(one) for one in chance.sample(PERSONS, chance.choice((1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 7, 9, 22)))]


def citations(chance: Random, known: list[Item], count: int) -> list[dict[str, Any]]:
    """Return so many citations in document order: shapes of cites.json, with a note number each."""
    ids = [item["id"] for item in known]
    found: list[dict[str, Any]] = []
    for note in range(1, count + 1):
        last = found[-1]["cites"] if found else []
        again = [{"id": last[0]["id"]}] if last and chance.random() < 0.25 else []
        chosen = again or [{"id": key} for key in chance.sample(ids, chance.choice((1, 1, 1, 2, 2, 3, 4)))]
        found.append({"note": note, "cites": [_dressed(chance, cite) for cite in chosen]})
    return found


def _dressed(chance: Random, cite: dict[str, Any]) -> dict[str, Any]:
    if chance.random() < 0.35:
        cite |= {"locator": chance.choice(_LOCATORS), "label": chance.choice(_LABELS)}
    if chance.random() < 0.08:
        cite["prefix"] = chance.choice(("see ", "see also ", "e.g., "))
    if chance.random() < 0.06:
        cite["suffix"] = chance.choice((", for example", " and passim"))
    if chance.random() < 0.05:
        cite["suppress-author"] = True
    return cite


#: Locales that a document may ask for, whatever the style's own.
LOCALES = (
    "de-DE fr-FR es-ES it-IT pt-BR nl-NL sv-SE da-DK nb-NO fi-FI pl-PL cs-CZ hu-HU ro-RO tr-TR el-GR ru-RU uk-UA ar he-IL fa-IR "
    "zh-CN zh-TW ja-JP ko-KR th-TH vi-VN de-AT fr-CA en-GB en-US".split()
)


def repeated(chance: Random, known: list[Item], count: int) -> list[dict[str, Any]]:
    """Return so many citations of a few works that come back: ibid, near notes, two in a note, and in sentences."""
    ids = [item["id"] for item in chance.sample(known, min(9, len(known)))]
    found: list[dict[str, Any]] = []
    note = 0
    for _ in range(count):
        note += chance.choice((0, 1, 1, 1, 1, 2)) if note else 1
        last = found[-1]["cites"] if found else []
        again = [last[-1]["id"]] if last and chance.random() < 0.4 else []
        chosen = again or chance.sample(ids, chance.choice((1, 1, 1, 1, 2, 3)))
        one: dict[str, Any] = {"note": note, "cites": [_located(chance, {"id": key}) for key in chosen]}
        if chance.random() < 0.12:
            one["mode"] = chance.choice(("composite", "suppress-author", "author-only"))
        found.append(one)
    return found


def _located(chance: Random, cite: dict[str, Any]) -> dict[str, Any]:
    """Return a cite with one of few locators, so that some come back, and rarely without its author."""
    if chance.random() < 0.5:
        cite |= {
            "locator": chance.choice(("35", "35", "12-15", "iv")),
            "label": chance.choice(("page", "page", "chapter")),
        }
    if chance.random() < 0.06:
        cite["suppress-author"] = True
    return cite
