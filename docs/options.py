"""The directive ``options``: every command's usage and options, as its ``--help`` tells them."""

import click
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ccsvi_refs.cli import command


class Options(SphinxDirective):
    """Sets a section for each command, from the commands themselves."""

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        return self.parse_text_to_nodes(text(), allow_section_headings=True)


def text() -> str:
    """Return Markdown with a section for each command, in the order of ``--help``."""
    context = click.Context(command, info_name="ccsvi-refs")
    named = [(name, command.get_command(context, name)) for name in command.list_commands(context)]
    return "\n\n".join(section(name, found, context) for name, found in named if found)


def section(name: str, found: click.Command, parent: click.Context) -> str:
    """Return one command's section, and those of its own commands."""
    context = click.Context(found, info_name=name, parent=parent)
    shown = [one for one in found.params if isinstance(one, click.Option)]
    told = [record for one in shown if (record := one.get_help_record(context))]
    rows = [f"`{options.replace('`', '')}`\n: {said or '–'}" for options, said in told]
    usage = f"`{context.command_path} {' '.join(found.collect_usage_pieces(context))}`"
    below = found.commands.items() if isinstance(found, click.Group) else ()
    said = (found.help or "").partition("\n\n")[0].replace("\n", " ")
    parts = [f"## {name}", usage, said, *rows]
    return "\n\n".join([*parts, *(section(f"{name} {one}", sub, parent) for one, sub in below)])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("options", Options)
    return {"parallel_read_safe": True}
