"""What ``mkdocs.yml`` may say of the plugin, https://www.mkdocs.org/dev-guide/plugins/#config_scheme."""

from __future__ import annotations

from mkdocs.config import config_options as option
from mkdocs.config.base import Config


class Options(Config):  # type: ignore[no-untyped-call]  # a call of MkDocs' own
    """The plugin's options; docs/how-to/in-documentation-builds.md says what each does."""

    enabled = option.Type(bool, default=True)
    links = option.Type(bool, default=True)
    offline = option.Optional(option.Type(bool))
    registries = option.Optional(option.ListOfItems(option.Type(str)))
    fail_on = option.Choice(("error", "warning", "info", "never"), default="warning")
    rules = option.Type(dict, default={})
    exclude = option.ListOfItems(option.Type(str), default=[])
    lock = option.Type(str, default="")
    report = option.Type(str, default="")
    bibliography = option.ListOfItems(option.File(exists=True), default=[])
    cite = option.Type(str, default="")
