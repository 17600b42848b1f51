"""What each input of the matching model adds to the log odds; made by benchmarks/fit_matching.py."""

from __future__ import annotations

#: Log odds before anything is known; then the scale and the shift that calibrate the sum.
BIAS, SCALE, SHIFT = -1.119, 1.177, 0.982

#: What a measure adds for each 1 it measures.
MEASURES = {
    "a subtitle the record has not": -0.37,
    "all stray words": -0.20,
    "other authors found": -0.62,
    "other authors' share": 1.02,
    "stray words": -2.19,
    "stray words, no title": -1.49,
    "title differs, likeness": 0.19,
    "title differs, words found": 0.12,
    "title gap": -0.35,
    "title letters": 0.13,
    "title missing, words found": -0.44,
    "title wide gap": -0.64,
}

#: What a state of a field, or of two together, adds.
STATES: dict[str, dict[str, float]] = {
    "author": {
        "absent": 0.29, "coauthor": -0.75, "early": -0.79, "first": 1.27, "later": -0.47, "missing": -1.67,
        "near": 1.23, "unrecorded": 0.30
    },
    "author:absent, issue": {"differs": -0.82, "missing": 0.13, "present": 0.17, "unknown": 0.82},
    "author:coauthor, issue": {
        "differs": -0.07, "missing": -0.28, "present": -0.05, "same": 0.03, "unknown": -0.38
    },
    "author:early, issue": {
        "differs": -0.08, "missing": -0.21, "present": 0.11, "unknown": -0.46, "unrecorded": -0.17
    },
    "author:first, issue": {
        "ahead": -0.20, "differs": 0.46, "missing": 0.07, "present": -0.06, "same": 0.28, "unknown": 0.18,
        "unrecorded": 0.55
    },
    "author:later, issue": {"differs": -0.04, "missing": -0.16, "unknown": -0.27},
    "author:missing, issue": {
        "ahead": 0.04, "differs": 0.04, "missing": -0.15, "present": -0.23, "same": -0.22, "unknown": -0.66,
        "unrecorded": -0.49
    },
    "author:near, issue": {
        "differs": 0.12, "missing": 0.28, "present": 0.07, "same": 0.06, "unknown": 0.62, "unrecorded": 0.09
    },
    "author:unrecorded, issue": {
        "differs": 0.23, "missing": 0.28, "present": 0.06, "same": 0.12, "unknown": -0.19, "unrecorded": -0.21
    },
    "container": {"missing": -0.66, "near": 0.50, "same": 0.32, "unknown": -0.75},
    "doi": {"differs": -0.50, "none": -0.31, "same": 0.22},
    "first_page": {
        "ahead": 0.11, "differs": -1.41, "missing": -0.89, "opening": 0.46, "present": 0.78, "same": 0.92,
        "unknown": -0.21, "unrecorded": -0.35
    },
    "initials": {"differ": -0.63, "none": -0.18, "same": 0.22},
    "issue": {
        "ahead": -0.16, "differs": -0.17, "missing": -0.05, "present": 0.07, "same": 0.30, "unknown": -0.35,
        "unrecorded": -0.25
    },
    "last_page": {
        "ahead": -0.16, "differs": -1.38, "missing": 0.68, "opening": -0.21, "present": 0.40, "same": 0.50,
        "unknown": 0.14, "unrecorded": -0.57
    },
    "locator": {"0": -0.92, "1": -0.37, "2": 0.70},
    "marker": {"none": 0.71, "record": 0.21, "text": -1.51},
    "title": {
        "differs": -0.66, "main": -0.70, "missing": -0.13, "near": 0.07, "renumbered": -0.46, "same": 0.85,
        "scrambled": 0.39, "similar": -0.16, "unknown": 0.21
    },
    "title differs, container": {"near": 0.06, "same": -0.90, "unknown": 0.19},
    "title differs, identifier": {"differs": -0.46, "none": -0.20},
    "title differs, locator": {"0": -0.15, "1": 0.24, "2": -0.75},
    "title differs, others agree": {"0": -0.27, "1": 0.35, "2": -0.35, "3": 0.47, "4": 0.45, "5": -1.31},
    "title differs, others contradict": {"0": -0.78, "1": 0.40, "3": -0.32, "4": -0.03, "5": 0.04},
    "title differs, page": {
        "ahead": -0.07, "differs": -0.32, "missing": -0.25, "opening": -0.07, "present": 0.19, "same": -0.46,
        "unknown": 0.16, "unrecorded": 0.16
    },
    "title long, container": {"missing": 0.11, "same": 0.86, "unknown": -0.33},
    "title long, identifier": {"none": 0.65},
    "title long, locator": {"0": 0.21, "1": -0.06, "2": 0.51},
    "title long, others agree": {"0": 0.05, "1": -0.06, "2": 0.15, "3": 0.20, "4": 0.06, "5": 0.27},
    "title long, others contradict": {"0": 0.37, "1": 0.33, "2": 0.38, "3": -0.37, "4": -0.08, "5": 0.03},
    "title long, page": {
        "ahead": 0.26, "differs": 0.23, "missing": 0.20, "opening": 0.28, "present": -0.23, "same": 0.16,
        "unknown": -0.18, "unrecorded": -0.07
    },
    "title middling, container": {"missing": 0.47, "near": 0.07, "same": 0.63, "unknown": -0.89},
    "title middling, identifier": {"none": 0.28},
    "title middling, locator": {"0": 0.28, "1": -0.11, "2": 0.11},
    "title middling, others agree": {"0": -0.11, "1": -0.05, "2": 0.37, "3": -0.40, "4": 0.43, "5": 0.05},
    "title middling, others contradict": {"0": 0.31, "1": -0.30, "2": 0.40, "3": -0.03, "4": -0.09},
    "title middling, page": {
        "differs": 0.62, "missing": -0.04, "opening": 0.05, "present": 0.07, "same": 0.08, "unrecorded": -0.53
    },
    "title missing, container": {"missing": -0.91, "near": 0.38, "same": -0.39, "unknown": 0.79},
    "title missing, identifier": {"differs": -0.04, "none": -0.09},
    "title missing, locator": {"0": -0.35, "1": 0.20},
    "title missing, others agree": {"0": -0.80, "1": -0.61, "2": 0.20, "3": 0.58, "4": 0.48},
    "title missing, others contradict": {"0": 0.35, "1": -0.36, "2": 0.10, "3": -0.24, "4": -0.07, "5": 0.10},
    "title missing, page": {
        "ahead": -0.08, "differs": -0.62, "missing": -0.61, "opening": 0.12, "present": 1.02, "same": 0.28,
        "unknown": -0.06, "unrecorded": -0.18
    },
    "title renumbered, container": {"near": 0.06, "same": -0.20, "unknown": -0.32},
    "title renumbered, identifier": {"none": -0.46},
    "title renumbered, locator": {"0": -0.03, "1": -0.40},
    "title renumbered, others agree": {"1": 0.23, "2": -0.25, "3": -0.24, "4": -0.15, "5": -0.07},
    "title renumbered, others contradict": {"0": 0.10, "1": -0.28, "2": -0.19, "3": -0.08},
    "title renumbered, page": {
        "ahead": -0.09, "differs": -0.24, "missing": -0.09, "opening": -0.25, "same": 0.07, "unknown": 0.10,
        "unrecorded": 0.04
    },
    "title short, container": {"near": -0.10, "unknown": -0.27},
    "title short, identifier": {"none": -0.32},
    "title short, locator": {"0": -0.51, "1": 0.04, "2": 0.15},
    "title short, others agree": {"0": -0.39, "1": 0.08, "2": -0.05, "3": -0.21, "4": 0.18, "5": 0.06},
    "title short, others contradict": {"0": 0.68, "1": -0.42, "2": -0.36, "3": -0.17, "4": -0.04},
    "title short, page": {
        "differs": -0.38, "missing": -0.13, "opening": -0.03, "present": -0.11, "same": 0.12, "unknown": 0.15,
        "unrecorded": 0.06
    },
    "title similar, container": {"near": -0.10, "same": -0.19, "unknown": 0.11},
    "title similar, identifier": {"none": -0.16},
    "title similar, locator": {"0": -0.21, "1": -0.16, "2": 0.21},
    "title similar, others agree": {"1": 0.05, "2": -0.29, "3": 0.06, "5": 0.04},
    "title similar, others contradict": {"1": 0.05, "3": -0.11, "4": -0.04},
    "title similar, page": {
        "ahead": 0.07, "differs": -0.17, "missing": 0.08, "opening": 0.17, "present": -0.11, "same": 0.22,
        "unknown": -0.42
    },
    "title unknown, container": {"missing": -0.36, "near": 0.11, "same": 0.49, "unknown": -0.04},
    "title unknown, identifier": {"same": 0.22},
    "title unknown, locator": {"0": -0.17, "1": -0.11, "2": 0.48},
    "title unknown, others agree": {"0": -0.05, "1": -0.23, "2": -0.37, "3": -0.08, "4": 0.30, "5": 0.64},
    "title unknown, others contradict": {"0": 1.13, "1": -0.30, "2": -0.31, "3": -0.29},
    "title unknown, page": {
        "differs": -0.53, "missing": -0.05, "opening": 0.18, "present": -0.04, "same": 0.45, "unrecorded": 0.19
    },
    "volume": {
        "ahead": 0.12, "differs": -0.81, "missing": -0.20, "present": 0.23, "same": 0.11, "unknown": 0.15,
        "unrecorded": -0.19
    },
    "volume:ahead, page": {"ahead": 0.11},
    "volume:differs, page": {
        "differs": -0.06, "missing": 0.30, "opening": -0.41, "present": 0.66, "same": -0.26, "unknown": -0.85,
        "unrecorded": -0.19
    },
    "volume:missing, page": {
        "differs": -0.07, "missing": -0.07, "opening": -0.23, "present": 0.27, "unknown": -0.22, "unrecorded": 0.09
    },
    "volume:present, page": {
        "differs": 0.21, "missing": 0.04, "opening": 0.12, "present": -0.32, "same": -0.05, "unknown": 0.25
    },
    "volume:same, page": {
        "differs": -0.69, "missing": -0.23, "opening": 0.19, "present": -0.19, "same": 0.70, "unknown": 0.15,
        "unrecorded": 0.17
    },
    "volume:unknown, page": {
        "differs": -0.38, "missing": -0.93, "opening": 0.59, "present": 0.65, "same": 0.16, "unknown": 0.57,
        "unrecorded": -0.51
    },
    "volume:unrecorded, page": {
        "differs": -0.43, "opening": 0.20, "present": -0.30, "same": 0.36, "unknown": -0.12, "unrecorded": 0.10
    },
    "year": {"ahead": -0.21, "differs": -1.75, "near": -0.95, "same": 1.22, "unknown": 1.09},
}  # fmt: skip
