"""A documentation build's pages → what is wrong with them, told as a build tells its warnings."""

from ccsvi_refs.building.checking import Checked, KnownLink, Plan, check, plan
from ccsvi_refs.building.keeping import Kept, unpacked
from ccsvi_refs.building.reading import Reading, Source, shared, shown
from ccsvi_refs.building.telling import (
    Notice,
    Threshold,
    as_notice,
    check_free,
    notices,
    report_format,
    summed_up,
    threshold,
    write_report,
)

__all__ = [
    "Checked",
    "Kept",
    "KnownLink",
    "Notice",
    "Plan",
    "Reading",
    "Source",
    "Threshold",
    "as_notice",
    "check",
    "check_free",
    "notices",
    "plan",
    "report_format",
    "shared",
    "shown",
    "summed_up",
    "threshold",
    "unpacked",
    "write_report",
]
