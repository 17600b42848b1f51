"""``ccsvi-refs completion``: what makes a shell complete its commands, options, styles and formats."""

from __future__ import annotations

import click

#: The shells that click speaks to: https://click.palletsprojects.com/en/stable/shell-completion/
SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    r"""Print the script that makes SHELL complete commands, options, styles, formats, rules and registries.

    \b
    bash  ccsvi-refs completion bash > ~/.local/share/bash-completion/completions/ccsvi-refs
    zsh   ccsvi-refs completion zsh > ~/.ccsvi-refs.zsh, and `source ~/.ccsvi-refs.zsh` in ~/.zshrc
    fish  ccsvi-refs completion fish > ~/.config/fish/completions/ccsvi-refs.fish
    """
    from click.shell_completion import get_completion_class

    speaking = get_completion_class(shell)
    if speaking is None:
        raise click.UsageError(f"click does not know the shell {shell}")
    words = speaking(context.find_root().command, {}, "ccsvi-refs", "_CCSVI_REFS_COMPLETE")
    click.echo(words.source_template % words.source_vars())
    return 0
