"""The values that fields are drawn from: odd, but such as reference managers and registries export."""
# ruff: noqa: E501 - values are read whole

from __future__ import annotations

from typing import Any

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
    {"family": "de las Casas", "given": "Bartolomé"},
    {"family": "van den Berg", "given": "J. H."},
    {"family": "d’Alembert", "given": "Jean le Rond"},
    {"family": "Rossum", "given": "Guido van"},
    {"family": "Curie", "given": "MS"},
    {"family": "Wu", "given": "J C"},
    {"family": "Le Guin", "given": "Ursula K."},
    {"family": "Ford", "given": "Henry, II"},
    {"family": "’t Hooft", "given": "Gerard"},
    {"family": "E\u017fting", "given": "Ægidius"},
    {"literal": "LIGO Scientific Collaboration"},
    {"family": "NASA", "given": ""},
)
ABROAD: tuple[dict[str, Any], ...] = (
    {"family": "王", "given": "小明"},
    {"family": "山田", "given": "太郎"},
    {"family": "김", "given": "철수"},
    {"family": "Толстой", "given": "Лев Николаевич"},
    {"family": "Достоевский", "given": "Фёдор"},
    {"family": "Иванов", "given": "И. И."},
    {"family": "ابن سينا", "given": "حسين"},
    {"family": "Παπαδόπουλος", "given": "Γιώργος"},
    {"literal": "中华人民共和国卫生部"},
)
TITLES_ABROAD = (
    ("静脉研究", "zh"),
    ("静脉研究：第二版", "zh-CN"),
    ("静脈の研究：総説", "ja"),
    ("О венах и сердце", "ru"),
    ("О венах: «Новый» подход", "ru-RU"),
    ("كتاب الشفاء", "ar"),
    ("Περί φλεβών", "el"),
)
TITLES = (
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
    "Veins &amp; arteries: TNF-α in β-cells",
    "Flow\u00a0at 5\u00a0mm: a\u00a0note",
    "2001: a space odyssey",
    "“Wholly quoted”",
    "The law—a reply (part 1)",
    "Why? Because!",
    "What did he mean by “vein?”",
    "iPhone use in e-learning",
    "<i>In vitro</i> results: <b>not</b> <i>in vivo</i>",
    "Q&A on C++, x < y",
    "She said: “It is ‘fine’ so far”",
    "The ‘new’ history of rock ’n’ roll",
    "Time, [translated]",
    "To be continued…",
    "Anonymous was a woman",
)
CONTAINERS = (
    "Journal of Neurology, Neurosurgery & Psychiatry",
    "The Lancet",
    "Handbook of veins",
    "Proceedings of the 5th Conference on Veins",
    "PLOS ONE",
    "Encyclopædia of Medicine",
    "La Presse médicale",
    "Who’s Who?",
    "Proc. Natl. Acad. Sci. U.S.A.",
    "Science (New York, N.Y.)",
    "Nature Reviews. Neurology",
)
PLACES = ("London", "New York", "Paris; Berlin", "Cambridge, MA", "Zürich", "Washington, D.C.", "[S.l.]")
PUBLISHERS = (
    "Oxford University Press",
    "Elsevier B.V.",
    "Doe & Sons, Inc.",
    "WHO",
    "Springer",
    "J. Wiley",
    "[publisher not identified]",
)
PAGES = (
    "392-399", "35", "e10023", "S12–S15", "xi-xxv", "101-5", "1021-1028", "12, 15-17", "12-1–12-9", "n/a", "42ff", "1-", "iv",
    "A1", "100-104, 108", "392–9", "1000-1100", "123–130", "e123-e130", "e123–e30", "123 - 130", "S1-S10", "i-x, 1-20", "1–12; 15",
    "120-129, 140", "3–4—5", "0012345", "pp. 12-15", "p. 7", "1496-504", "42‑44", "42−44", "12+", "1–1", "230-29", "A12-B4", "7 u. 9",
)  # fmt: skip
NUMBERS = (
    "5", "12", "3-4", "II", "A3", "5th", "Suppl. 1", "1/2", "12 & 13", "4a", "Spring", "2022.05.1", "70-18", "1,234", "0", "No. 5",
    "Suppl 1", "12(3)", "S1", "1–2", "xii", "12, 13", "12 and 13", "Pt. 2", "13 Suppl", "5 bis", "1980/81", "vol. 3", "N.S. 5", "1-2-3",
    "2nd rev.", "III-IV", "c. 9", "10 (Special Issue)", "-5", "3 – 4",
)  # fmt: skip
EDITIONS = (
    "2", "3rd", "second", "2nd ed.", "revised", "Rev. ed.", "10", "1", "2nd rev. ed.", "Second Edition", "1st", "22", "2e",
    "3., überarb. Aufl.", "International ed.", "11", "12th",
)  # fmt: skip
DATES: tuple[dict[str, Any], ...] = (
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
    {"date-parts": [[2010]], "season": "Spring"},
    {"date-parts": [[2010]], "season": 4},
    {"literal": "n.d."},
    {"literal": "c2009"},
    {"raw": "Spring 2010"},
    {"raw": "2009-04/2010-02"},
    {"raw": "April 2009"},
    {"raw": "1998-1999"},
    {"raw": "2009?"},
    {"date-parts": [[2009, 12, 28], [2010, 1, 3]]},
    {"date-parts": [[2009, 4], [2009, 6]]},
    {"date-parts": [[-500], [-450]]},
    {"date-parts": [[2012, 11, 1]], "circa": True},
    {"date-parts": [[2014, 8, 31]]},
    {"raw": "4 July 1976"},
)
LANGUAGES = (
    "",
    "",
    "",
    "",
    "en",
    "en-GB",
    "de",
    "fr",
    "es",
    "en-US",
    "de-AT",
    "fr-CA",
    "pt-BR",
    "eng",
    "English",
    "German",
    "en-us",
)
TEXTS: dict[str, tuple[str, ...]] = {
    "container-title": CONTAINERS, "collection-title": ("Studies in Veins", "Lecture Notes in Computer Science", "Blue series"),
    "publisher": PUBLISHERS, "publisher-place": PLACES, "event-title": ("5th Conference on Veins", "ECTRIMS 2018"),
    "event-place": PLACES, "archive": ("National Archives", "Wellcome Collection"), "archive_location": ("Box 5, folder 2", "MS 12"),
    "archive_collection": ("Roe papers",),
    "archive-place": ("Kew",), "authority": ("U.S. Court of Appeals", "European Parliament"), "call-number": ("QP101 .D6",),
    "genre": ("PhD thesis", "Technical report", "Preprint", "Letter", "Ph.D.", "OP-ED"), "medium": ("Film", "CD", "oil on canvas"),
    "dimensions": ("90 min.", "30 × 40 cm", "1:23:45"), "jurisdiction": ("us", "eu"), "abstract": ("What was done.",),
    "note": (
        "Seen in print.", "ORCID: 0000-0002-1825-0097\nCitation Key: roe2009", "original-date: 1923\nPMID: 12345", "tex.ids: a, b",
        "OCLC: 12345", "{:original-title:Venae}", "Publisher: Doe &amp; Co.",
    ),
    "annote": ("Good.",), "original-title": ("Die Venen",), "original-publisher": ("Insel",), "original-publisher-place": ("Leipzig",),
    "part-title": ("The later years",), "volume-title": ("Arteries",), "reviewed-title": ("The book of veins",), "reviewed-genre": ("book",),
    "scale": ("1:50,000",), "section": ("12", "World", "§ 5"), "source": ("JSTOR",), "status": ("in press", "Advance online publication"),
    "title-short": ("A trial", "Veins"), "container-title-short": ("J Neurol", "Lancet", "J. Neurol."), "version": ("2.0", "3.1.4", "v5"),
    "journalAbbreviation": ("Ann. Neurol.",), "shortTitle": ("The trial",), "collection-title-short": ("LNCS",), "volume-title-short": ("Art.",),
    "DOI": ("10.1136/jnnp.2008.157164", "https://doi.org/10.1000/abc", "10.1016/S0140-6736(99)00001-X", "10.1002/(SICI)1097<1::AID>3.0.CO;2-#"),
    "URL": ("https://example.org/a?b=c&d=e", "http://www.example.org/page#part", "https://example.org/a_b%20c"), "PMID": ("19060024",),
    "PMCID": ("PMC2647682",), "ISBN": ("978-0-19-957000-0", "978-0-19-957000-0 0-19-957000-2"), "ISSN": ("0022-3050",), "keyword": ("veins",),
    "division": ("Department of Physics",), "references": ("Smith v. Roe, 12 F.3d 4",), "license": ("CC BY 4.0",), "citation-key": ("roe_2009",),
    "event": ("Old conference",), "page-first": ("392",),
}  # fmt: skip
NUMBERED = {
    "volume": NUMBERS, "issue": NUMBERS, "number": NUMBERS, "page": PAGES, "edition": EDITIONS, "chapter-number": ("3", "IV"),
    "collection-number": NUMBERS, "number-of-pages": ("320", "xii, 320", "1", "320 p.", "XXIV, 412 S."), "number-of-volumes": ("3", "1"),
    "part": ("2", "B"), "part-number": ("2", "II"), "supplement": ("1", "S2"), "supplement-number": ("2",), "printing": ("2",),
    "printing-number": ("3rd",),
}  # fmt: skip
ROLES = (
    "editor translator container-author collection-editor director illustrator interviewer composer recipient reviewed-author "
    "original-author editorial-director contributor curator host guest performer producer script-writer compiler chair organizer "
    "narrator series-creator executive-producer"
).split()
LABELS = (
    "page page page page page act appendix article-locator book canon chapter column elocation equation figure folio "
    "issue line note opus paragraph part rule scene section sub-verbo supplement table timestamp title-locator verse "
    "version volume".split()
)
LOCATORS = (
    "35", "12-15", "12, 15", "iv", "5a", "12–15, 18", "A", "§ 3", "100-105", "3 & 4", "12f.", "12 ff.", "1:12", "iv-x", "35n2",
    "101–5, 130–2", "passim", "12 et seq.", "12a–b", "II.4", "5; 7", "1.2.3", "12 and 13", "3–4, iv", "A-12", "23 – 25",
)  # fmt: skip
PREFIXES = ("see ", "see also ", "e.g., ", "cf.", "<i>contra</i> ", "see, for example,", "But see ", "“as in” ")
SUFFIXES = (
    ", for example",
    " and passim",
    ", emphasis added",
    " (my translation)",
    "; and so on",
    ". There is more.",
    "<i>bis</i>",
)

#: Locales that a document may ask for, whatever the style's own.
LOCALES = (
    "de-DE fr-FR es-ES it-IT pt-BR nl-NL sv-SE da-DK nb-NO fi-FI pl-PL cs-CZ hu-HU ro-RO tr-TR el-GR ru-RU uk-UA ar he-IL fa-IR "
    "zh-CN zh-TW ja-JP ko-KR th-TH vi-VN de-AT fr-CA en-GB en-US".split()
)
