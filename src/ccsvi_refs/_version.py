"""The version, read by the build and by the HTTP user agent."""

__version__ = "0.1.0"
