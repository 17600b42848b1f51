"""Where the services are and how politely they are asked, and who may say so."""

from ccsvi_refs.settings.general import Settings, from_environment
from ccsvi_refs.settings.judging import AcceptedFinding, Level, Levels
from ccsvi_refs.settings.links import HostPolicy, IgnoredLink, LinkSettings

__all__ = [
    "AcceptedFinding",
    "HostPolicy",
    "IgnoredLink",
    "Level",
    "Levels",
    "LinkSettings",
    "Settings",
    "from_environment",
]
