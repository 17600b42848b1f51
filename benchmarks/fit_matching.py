"""Fits the matching model's coefficients on the development half and writes them to ``matching/weights.py``.

    python benchmarks/fit_matching.py [--write]

Five folds, split by work: every figure printed is of works the model had not seen. Needs scikit-learn (group
``bench``). The coefficients are then fitted on all folds. A second, two-number fit (Platt's) on the unseen predictions
for the best candidate of each query makes the confidence mean what it says.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import textwrap
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from matching import BUILD, CORPUS, opened, queries

try:
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
except ImportError:
    np = None

from ccsvi_refs.matching import aligning, prepared, scoring
from ccsvi_refs.matching.choosing import ACCEPT, rank, threshold
from ccsvi_refs.registries import mirror

FOLDS = 5
OUTPUT = Path(__file__).parents[1] / "src" / "ccsvi_refs" / "matching" / "weights.py"


def pairs(directory: Path, rows: int, jobs: int, every: int) -> list[dict[str, Any]]:
    """Return each query with its candidates: record, whether right, facts."""
    opened(directory).close()
    parts = [(directory, rows, part, jobs * every) for part in range(0, jobs * every, every)]
    with ProcessPoolExecutor(jobs) as pool:
        return [item for found in pool.map(_pairs, parts) for item in found]


def _pairs(part: tuple[Path, int, int, int]) -> list[dict[str, Any]]:
    directory, rows, number, step = part
    index = opened(directory)
    clusters = json.loads((CORPUS / "matching" / "clusters.json").read_text())["clusters"]
    key = {doi: name for name, dois in clusters.items() for doi in dois}
    asked = [(name, query) for name, found in queries() for query in found]
    return [_pair(index, name, query, key, rows) for name, query in asked[number::step]]


def _pair(index: mirror.Mirror, name: str, query: dict[str, Any], key: dict[str, str], rows: int) -> dict[str, Any]:
    text = prepared.Cited(query["text"])
    gold = query["doi"] and key.get(query["doi"], query["doi"])
    target = query["doi"] or query.get("target") or query["id"]
    candidates = []
    for reference in index.search(query["text"], rows):
        record, doi = prepared.candidate(reference), reference.text("DOI").lower()
        right = gold is not None and key.get(doi, doi) == gold
        candidates.append((record, right, aligning.facts(text, record)))
    work = query.get("work") or key.get(target, target)
    return {"set": name, "query": query, "gold": gold, "work": work, "candidates": candidates}


def fold(work: str) -> int:
    return int(hashlib.md5(str(work).encode()).hexdigest(), 16) % FOLDS


def fitted(data: list[dict[str, Any]], strength: float) -> tuple[dict[str, float], float, np.ndarray]:
    """Return coefficients, bias, and the log odds each candidate gets from a model that has not seen its work."""
    inputs = [dict(scoring.features(facts)) for item in data for _, _, facts in item["candidates"]]
    right = np.array([label for item in data for _, label, _ in item["candidates"]], dtype=int)
    folds = np.array([fold(item["work"]) for item in data for _ in item["candidates"]])
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(inputs)
    odds = np.zeros(len(right))
    for number in range(FOLDS):
        model = LogisticRegression(C=strength, max_iter=5000).fit(matrix[folds != number], right[folds != number])
        odds[folds == number] = model.decision_function(matrix[folds == number])
    model = LogisticRegression(C=strength, max_iter=5000).fit(matrix, right)
    names = vectorizer.get_feature_names_out()
    return dict(zip(names, model.coef_[0], strict=True)), float(model.intercept_[0]), odds


def calibrated(data: list[dict[str, Any]], odds: np.ndarray) -> tuple[float, float]:
    """Return the scale and shift of log odds that make the best candidate's confidence a frequency (Platt)."""
    best, right, at = [], [], 0
    for item in data:
        scores = odds[at : at + len(item["candidates"])]
        at += len(scores)
        if len(scores):
            best.append([scores.max()])
            right.append(item["candidates"][int(scores.argmax())][1])
    model = LogisticRegression(C=1e6).fit(best, right)
    return float(model.coef_[0][0]), float(model.intercept_[0])


def outcomes(data: list[dict[str, Any]], odds: np.ndarray, scale: float, shift: float) -> list[dict[str, Any]]:
    """Return for each query its ranking: (place, confidence), and whether the best is right."""
    found, at = [], 0
    for item in data:
        candidates = item["candidates"]
        scores = scale * odds[at : at + len(candidates)] + shift
        at += len(candidates)
        limited = [
            scoring.limited(float(score), facts) for score, (_, _, facts) in zip(scores, candidates, strict=True)
        ]
        ranked = rank([record for record, _, _ in candidates], limited)
        best = ranked[0] if ranked else (0, 0.0)
        found.append(
            {**item, "ranked": ranked, "confidence": best[1], "right": bool(ranked) and candidates[best[0]][1]}
        )
    return found


def report(found: list[dict[str, Any]]) -> None:
    by_set = defaultdict(list)
    for item in found:
        by_set[item["set"]].append(item)
    for name, items in by_set.items():
        print(name)
        for accept in sorted({0.3, 0.4, 0.5, 0.6, 0.7, ACCEPT, 0.8, 0.9, 0.95}):
            print("   ", f"{accept:.2f}", summary(items, accept))
    print("calibration: confidence, queries, share right")
    bins = defaultdict(list)
    for item in found:
        bins[min(9, int(10 * item["confidence"]))].append(item["right"])
    for number in sorted(bins):
        low, high, right = number / 10, (number + 1) / 10, bins[number]
        print(f"    {low:.1f}-{high:.1f} {len(right):6d} {sum(right) / len(right):.3f}")


def predict(found: list[dict[str, Any]], directory: Path) -> None:
    """Write what is answered for works that the model had not seen, in the scorer's form."""
    directory.mkdir(parents=True, exist_ok=True)
    lines = defaultdict(list)
    for item in found:
        best, _, facts = item["candidates"][item["ranked"][0][0]] if item["ranked"] else (None, False, None)
        status = "matched" if facts and item["confidence"] >= threshold(facts) else "not-found"
        doi = best.reference.text("DOI") if best and status == "matched" else None
        line = {"id": item["query"]["id"], "status": status, "doi": doi, "confidence": item["confidence"]}
        lines[item["set"]].append(json.dumps(line))
    for name, answers in lines.items():
        (directory / f"{name}.jsonl").write_text("\n".join(answers) + "\n", "utf-8")


def summary(items: list[dict[str, Any]], accept: float) -> str:
    taken = [item for item in items if item["confidence"] >= accept]
    positives = sum(item["gold"] is not None for item in items)
    right = sum(item["right"] for item in taken)
    false = sum(item["gold"] is None for item in taken)
    negatives = len(items) - positives
    precision = right / len(taken) if taken else float("nan")
    recall = right / positives if positives else float("nan")
    wrong = len(taken) - right - false
    share = false / max(1, negatives)
    return f"P {precision:.4f}  R {recall:.4f}  wrong {wrong:3d}  false {false:3d} of {negatives} ({share:.4f})"


#: Coefficients nearer to nothing than this are left out of the table.
NEGLIGIBLE = 0.03


def write(weights: dict[str, float], bias: float, scale: float, shift: float) -> None:
    """Write the table, one line for each input: its states and what each adds."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name, weight in sorted(weights.items()):
        group, _, state = name.rpartition(":")
        if abs(weight) >= NEGLIGIBLE:
            groups[group].append(f'"{state}":\xa0{weight:.2f}'.replace(" ", "\xa0"))
    measures = [measure.replace("\xa0", " ") for measure in groups.pop("")]
    rows = [row for group, states in sorted(groups.items()) for row in _row(group, states)]
    lines = [
        '"""What each input of the matching model adds to the log odds; made by benchmarks/fit_matching.py."""',
        "",
        "from __future__ import annotations",
        "",
        "#: Log odds before anything is known; then the scale and the shift that calibrate the sum.",
        f"BIAS, SCALE, SHIFT = {bias:.3f}, {scale:.3f}, {shift:.3f}",
        "",
        "#: What a measure adds for each 1 it measures.",
        "MEASURES = {",
        *(f"    {measure}," for measure in measures),
        "}",
        "",
        "#: What a state of a field, or of two together, adds.",
        "STATES: dict[str, dict[str, float]] = {",
        *rows,
        "}  # fmt: skip",
        "",
    ]
    OUTPUT.write_text("\n".join(lines), "utf-8")


def _row(group: str, states: list[str]) -> list[str]:
    text = [line.replace("\xa0", " ") for line in textwrap.wrap(", ".join(states), 110)]
    if len(text) == 1 and len(group) + len(text[0]) < 105:
        return [f'    "{group}": {{{text[0]}}},']
    return [f'    "{group}": {{', *(f"        {line}" for line in text), "    },"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mirror", type=Path, default=BUILD / "mirror")
    parser.add_argument("--rows", type=int, default=mirror.ROWS)
    parser.add_argument("--strength", type=float, default=0.15, help="inverse of the regularisation")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, help="take every n-th query, for a quick look")
    parser.add_argument("--pairs", type=Path, help="where the candidates of each query are kept between runs")
    parser.add_argument("--predictions", type=Path, help="where to write predictions of unseen works for score.py")
    parser.add_argument("--keep", type=Path, help="where to keep outcomes, to look at")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if np is None or not (CORPUS / "matching").is_dir():
        print("left out: needs scikit-learn (pip install --group bench) and the matching benchmark")
        return
    if options.pairs and options.pairs.exists():
        data = pickle.loads(options.pairs.read_bytes())
    else:
        data = pairs(options.mirror, options.rows, options.jobs, options.every)
    if options.pairs:
        options.pairs.write_bytes(pickle.dumps(data))
    weights, bias, odds = fitted(data, options.strength)
    scale, shift = calibrated(data, odds)
    found = outcomes(data, odds, scale, shift)
    report(found)
    if options.predictions:
        predict(found, options.predictions)
    if options.keep:
        options.keep.write_bytes(pickle.dumps(found))
    if options.write:
        write(weights, bias, scale, shift)


if __name__ == "__main__":
    main()
