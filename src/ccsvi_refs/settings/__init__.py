"""Where the services are and how politely they are asked, and who may say so."""

from ccsvi_refs.settings.general import Settings, from_environment
from ccsvi_refs.settings.links import HostPolicy, IgnoredLink, LinkSettings

__all__ = ["HostPolicy", "IgnoredLink", "LinkSettings", "Settings", "from_environment"]
