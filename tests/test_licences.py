"""The page on licences lists what an installation brings, with the licence that each distribution says it is under."""

import re
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT

#: How distributions without an expression, https://spdx.org/licenses/, call their licences.
CALLED = {
    "Apache Software License": "Apache-2.0", "Apache 2.0": "Apache-2.0", "BSD License": "BSD-3-Clause", "MIT License": "MIT",
    "ISC License (ISCL)": "ISC", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "Python Software Foundation License": "PSF-2.0",
    "Public Domain AND BSD License AND GNU General Public License (GPL)": "public domain AND BSD-2-Clause AND GPL-3.0-or-later",
    "BSD-2-Clause-Views": "BSD-2-Clause", "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}  # fmt: skip


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def installed():
    """Return what the package and its extras need, and what that needs in turn, as far as it is installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    waiting, found = [*map(Requirement, project["dependencies"] + extras)], {}
    while waiting:
        name = waiting.pop().name
        if normal(name) in found:
            continue
        try:
            found[normal(name)] = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        needed = map(Requirement, metadata.requires(name) or ())
        waiting += [one for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    return found


def licence(told):
    classifiers = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if one.startswith("License ::")]
    told_freely = told.get("License", "UNKNOWN").replace("UNKNOWN", "")
    said = told.get("License-Expression") or told_freely or " AND ".join(classifiers)
    return CALLED.get(said, said)


LISTED = {
    name: said.strip()
    for names, said in re.findall(
        r"^\| ([\w, -]+) \| ([\w. -]+) \|$", (ROOT / "docs/reference/licences.md").read_text("utf-8"), re.MULTILINE
    )
    for name in names.split(", ")
    if said != "licence"
}


@pytest.mark.parametrize(("name", "told"), sorted(installed().items()))
def test_a_distribution_is_listed_with_its_licence(name, told):
    assert LISTED.get(name) == licence(told)
