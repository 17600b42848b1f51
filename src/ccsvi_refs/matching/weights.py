"""What each input of the matching model adds to the log odds; made by benchmarks/fit_matching.py."""

from __future__ import annotations

#: Log odds before anything is known; then the scale and the shift that calibrate the sum.
BIAS, SCALE, SHIFT = -1.121, 1.192, 0.952

#: What a measure adds for each 1 it measures.
MEASURES = {
    "a subtitle the record has not": -0.37,
    "all stray words": -0.22,
    "other authors found": -0.58,
    "other authors' share": 1.03,
    "stray words": -2.10,
    "stray words, no title": -1.54,
    "title differs, likeness": 0.20,
    "title differs, words found": 0.12,
    "title gap": -0.34,
    "title letters": 0.12,
    "title missing, words found": -0.38,
    "title wide gap": -0.63,
}

#: What a state of a field, or of two together, adds.
STATES: dict[str, dict[str, float]] = {
    "author": {
        "absent": 0.30, "coauthor": -0.74, "early": -0.84, "first": 1.27, "later": -0.53, "missing": -1.62,
        "near": 1.20, "unrecorded": 0.33
    },
    "author:absent, issue": {"differs": -0.86, "missing": 0.13, "present": 0.16, "same": 0.05, "unknown": 0.83},
    "author:coauthor, issue": {"differs": -0.06, "missing": -0.26, "present": -0.05, "unknown": -0.38},
    "author:early, issue": {
        "differs": -0.07, "missing": -0.24, "present": 0.10, "unknown": -0.48, "unrecorded": -0.16
    },
    "author:first, issue": {"ahead": -0.19, "differs": 0.50, "same": 0.29, "unknown": 0.13, "unrecorded": 0.56},
    "author:later, issue": {"differs": -0.04, "missing": -0.21, "unknown": -0.28},
    "author:missing, issue": {
        "ahead": 0.05, "missing": -0.15, "present": -0.25, "same": -0.14, "unknown": -0.64, "unrecorded": -0.50
    },
    "author:near, issue": {"differs": 0.14, "missing": 0.38, "present": 0.07, "unknown": 0.55, "unrecorded": 0.04},
    "author:unrecorded, issue": {
        "differs": 0.28, "missing": 0.35, "present": 0.06, "unknown": -0.15, "unrecorded": -0.23
    },
    "container": {"missing": -0.71, "near": 0.48, "same": 0.32, "unknown": -0.74},
    "doi": {"differs": -0.50, "none": -0.35, "same": 0.21},
    "first_page": {
        "ahead": 0.12, "differs": -1.58, "missing": -0.74, "near": -0.59, "opening": 0.57, "present": 0.84,
        "same": 1.14, "unknown": -0.14, "unrecorded": -0.27
    },
    "initials": {"differ": -0.61, "none": -0.22, "same": 0.19},
    "issue": {
        "ahead": -0.14, "differs": -0.10, "present": 0.09, "same": 0.27, "unknown": -0.40, "unrecorded": -0.32
    },
    "last_page": {
        "ahead": -0.07, "differs": -1.09, "missing": 0.76, "near": -0.48, "opening": 0.10, "same": 0.32,
        "unknown": 0.33, "unrecorded": -0.49
    },
    "locator": {"0": -1.00, "1": -0.37, "2": 0.73},
    "marker": {"none": 0.66, "record": 0.15, "text": -1.46},
    "title": {
        "differs": -0.67, "main": -0.58, "missing": -0.17, "near": 0.05, "renumbered": -0.45, "same": 0.82,
        "scrambled": 0.36, "similar": -0.18, "unknown": 0.19
    },
    "title differs, container": {"near": 0.06, "same": -0.88, "unknown": 0.17},
    "title differs, identifier": {"differs": -0.45, "none": -0.22},
    "title differs, locator": {"0": -0.14, "1": 0.22, "2": -0.76},
    "title differs, others agree": {"0": -0.26, "1": 0.34, "2": -0.36, "3": 0.42, "4": 0.47, "5": -1.29},
    "title differs, others contradict": {"0": -0.76, "1": 0.38, "3": -0.34, "4": -0.04, "5": 0.04},
    "title differs, page": {
        "ahead": -0.08, "differs": -0.23, "missing": -0.25, "near": -0.04, "opening": -0.06, "present": 0.18,
        "same": -0.51, "unknown": 0.17, "unrecorded": 0.14
    },
    "title long, container": {"missing": 0.19, "near": 0.07, "same": 0.82, "unknown": -0.39},
    "title long, identifier": {"none": 0.68},
    "title long, locator": {"0": 0.20, "1": -0.04, "2": 0.52},
    "title long, others agree": {"0": 0.07, "2": 0.14, "3": 0.28, "4": -0.07, "5": 0.29},
    "title long, others contradict": {"0": 0.47, "1": 0.21, "2": 0.36, "3": -0.36, "4": -0.03, "5": 0.04},
    "title long, page": {
        "ahead": 0.27, "differs": -0.03, "missing": 0.21, "near": 0.23, "opening": 0.31, "present": -0.21,
        "same": 0.19, "unknown": -0.23, "unrecorded": -0.07
    },
    "title middling, container": {"missing": 0.48, "same": 0.66, "unknown": -0.87},
    "title middling, identifier": {"none": 0.30},
    "title middling, locator": {"0": 0.29, "1": -0.09, "2": 0.10},
    "title middling, others agree": {"0": -0.16, "1": -0.08, "2": 0.43, "3": -0.34, "4": 0.41, "5": 0.05},
    "title middling, others contradict": {"0": 0.30, "1": -0.06, "2": 0.14, "4": -0.07},
    "title middling, page": {
        "differs": 0.26, "missing": -0.03, "near": 0.49, "opening": 0.04, "present": 0.06, "same": 0.13,
        "unknown": -0.07, "unrecorded": -0.58
    },
    "title missing, container": {"missing": -0.94, "near": 0.34, "same": -0.38, "unknown": 0.82},
    "title missing, identifier": {"differs": -0.04, "none": -0.13},
    "title missing, locator": {"0": -0.38, "1": 0.15, "2": 0.06},
    "title missing, others agree": {"0": -0.82, "1": -0.59, "2": 0.17, "3": 0.58, "4": 0.40, "5": 0.09},
    "title missing, others contradict": {"0": 0.25, "1": -0.18, "2": 0.08, "3": -0.33, "4": -0.08, "5": 0.09},
    "title missing, page": {
        "ahead": -0.07, "differs": -0.47, "missing": -0.50, "near": -0.73, "opening": 0.24, "present": 1.11,
        "same": 0.31, "unknown": 0.08, "unrecorded": -0.13
    },
    "title renumbered, container": {"near": 0.05, "same": -0.22, "unknown": -0.30},
    "title renumbered, identifier": {"none": -0.45},
    "title renumbered, locator": {"1": -0.41},
    "title renumbered, others agree": {"1": 0.21, "2": -0.24, "3": -0.25, "4": -0.14, "5": -0.06},
    "title renumbered, others contradict": {"0": 0.09, "1": -0.29, "2": -0.16, "3": -0.07},
    "title renumbered, page": {
        "ahead": -0.08, "differs": -0.20, "missing": -0.09, "near": -0.04, "opening": -0.25, "same": 0.07,
        "unknown": 0.10, "unrecorded": 0.04
    },
    "title short, container": {"near": -0.08, "same": -0.05, "unknown": -0.24},
    "title short, identifier": {"none": -0.35},
    "title short, locator": {"0": -0.57, "1": 0.05, "2": 0.17},
    "title short, others agree": {"0": -0.37, "1": 0.05, "3": -0.24, "4": 0.16, "5": 0.06},
    "title short, others contradict": {"0": 0.70, "1": -0.51, "2": -0.33, "3": -0.17, "4": -0.05},
    "title short, page": {
        "differs": -0.37, "missing": -0.11, "near": -0.26, "opening": -0.04, "present": -0.08, "same": 0.24,
        "unknown": 0.19, "unrecorded": 0.08
    },
    "title similar, container": {"near": -0.10, "same": -0.20, "unknown": 0.10},
    "title similar, identifier": {"none": -0.18},
    "title similar, locator": {"0": -0.24, "1": -0.14, "2": 0.21},
    "title similar, others agree": {"2": -0.29, "3": 0.07, "5": 0.04},
    "title similar, others contradict": {"1": 0.05, "2": -0.09, "3": -0.10, "4": -0.04},
    "title similar, page": {
        "ahead": 0.07, "differs": -0.24, "missing": 0.08, "opening": 0.15, "present": -0.12, "same": 0.29,
        "unknown": -0.39
    },
    "title unknown, container": {"missing": -0.47, "near": 0.12, "same": 0.58, "unknown": -0.03},
    "title unknown, identifier": {"same": 0.21},
    "title unknown, locator": {"0": -0.16, "1": -0.12, "2": 0.47},
    "title unknown, others agree": {"0": -0.04, "1": -0.28, "2": -0.34, "3": -0.08, "4": 0.30, "5": 0.63},
    "title unknown, others contradict": {"0": 1.03, "1": -0.26, "2": -0.27, "3": -0.28},
    "title unknown, page": {
        "differs": -0.29, "missing": -0.05, "near": -0.21, "opening": 0.18, "present": -0.11, "same": 0.41,
        "unrecorded": 0.25
    },
    "volume": {
        "ahead": 0.13, "differs": -0.83, "missing": -0.25, "present": 0.27, "same": -0.04, "unknown": 0.24,
        "unrecorded": -0.16
    },
    "volume:ahead, page": {"ahead": 0.12},
    "volume:differs, page": {
        "differs": 0.19, "missing": 0.30, "near": -0.18, "opening": -0.42, "present": 0.64, "same": -0.31,
        "unknown": -0.85, "unrecorded": -0.19
    },
    "volume:missing, page": {
        "missing": -0.05, "near": -0.21, "opening": -0.23, "present": 0.28, "same": 0.13, "unknown": -0.22,
        "unrecorded": 0.07
    },
    "volume:present, page": {
        "differs": -0.04, "missing": 0.06, "near": 0.26, "opening": 0.10, "present": -0.31, "unknown": 0.23
    },
    "volume:same, page": {
        "differs": -0.74, "missing": -0.18, "near": -0.37, "opening": 0.22, "present": -0.16, "same": 0.73,
        "unknown": 0.28, "unrecorded": 0.17
    },
    "volume:unknown, page": {
        "differs": -0.47, "missing": -0.86, "near": -0.13, "opening": 0.68, "present": 0.68, "same": 0.30,
        "unknown": 0.54, "unrecorded": -0.49
    },
    "volume:unrecorded, page": {
        "differs": -0.52, "near": 0.04, "opening": 0.23, "present": -0.29, "same": 0.31, "unknown": -0.11,
        "unrecorded": 0.18
    },
    "year": {"ahead": -0.21, "differs": -1.75, "near": -0.96, "same": 1.19, "unknown": 1.08},
}  # fmt: skip
