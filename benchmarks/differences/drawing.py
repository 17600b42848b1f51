"""Items of every CSL 1.0.2 type with odd but real field values, and documents that cite them, drawn from a seed."""

from __future__ import annotations

from random import Random
from typing import Any

from benchmarks.differences.values import (
    ABROAD,
    DATES,
    LABELS,
    LANGUAGES,
    LOCATORS,
    NUMBERED,
    PERSONS,
    PREFIXES,
    ROLES,
    SUFFIXES,
    TEXTS,
    TITLES,
    TITLES_ABROAD,
    TYPES,
)

Item = dict[str, Any]
_COMMON = "container-title volume issue page publisher publisher-place DOI URL number genre".split()


def items(chance: Random, count: int) -> list[Item]:
    """Return so many items, each type in turn."""
    order = TYPES[:]
    chance.shuffle(order)
    return [_item(chance, f"item{number}", order[number % len(order)]) for number in range(count)]


def _item(chance: Random, key: str, kind: str) -> Item:
    item: Item = {"id": key, "type": kind, "title": chance.choice(TITLES)}
    if chance.random() < 0.9:
        item["author"] = _persons(chance)
    for role in chance.sample(ROLES, chance.choice((0, 0, 1, 1, 2))):
        item[role] = _persons(chance)
    if chance.random() < 0.04:  # nothing at all, or next to nothing
        return {key: item[key] for key in chance.choice((("id", "type"), ("id", "type", "title")))}
    if chance.random() < 0.08:
        item["title"], item["language"] = chance.choice(TITLES_ABROAD)
        item["author"] = [dict(one) for one in chance.sample(ABROAD, chance.choice((1, 2, 3)))]
    if "editor" in item and chance.random() < 0.2:
        item["translator"] = [dict(one) for one in item["editor"]]
    drawn = [*chance.sample(_COMMON, chance.randint(2, 7)), *chance.sample(sorted(TEXTS), chance.randint(0, 4))]
    for name in dict.fromkeys(drawn):
        values = TEXTS.get(name) or NUMBERED[name]
        item[name] = chance.choice(values)
    for name in chance.sample(sorted(NUMBERED), chance.randint(0, 2)):
        item[name] = chance.choice(NUMBERED[name])
    return item | _dates(chance, item) | _language(chance, item)


def _dates(chance: Random, known: Item) -> Item:
    item: Item = {}
    if chance.random() < 0.93:
        item["issued"] = chance.choice(DATES)
    for name in ("accessed", "original-date", "event-date", "submitted"):
        if chance.random() < (0.4 if name == "accessed" and "URL" in known else 0.08):
            item[name] = chance.choice(DATES[:4])
    return item


def _language(chance: Random, known: Item) -> Item:
    language = known.get("language") or chance.choice(LANGUAGES)
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
        cite |= {"locator": chance.choice(LOCATORS), "label": chance.choice(LABELS)}
    if chance.random() < 0.08:
        cite["prefix"] = chance.choice(PREFIXES)
    if chance.random() < 0.06:
        cite["suffix"] = chance.choice(SUFFIXES)
    if chance.random() < 0.05:
        cite["suppress-author"] = True
    return cite


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
