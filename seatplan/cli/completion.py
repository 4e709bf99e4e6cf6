"""`seatplan completion`: prints the script with which a shell completes the command line."""

from __future__ import annotations

import re
from typing import Literal

from seatplan.cli.exits import Exit
from seatplan.cli.output import write

BASH = """
# Words that match nothing else can be files; after a folder, no blank is added.
_seatplan_or_file() {
  %s
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]]; then
    compopt -o nospace 2>/dev/null
  fi
}
complete -o bashdefault -o default -F _seatplan_or_file seatplan
"""

ZSH = """
compdef %s seatplan
"""


def completion(shell: Literal["bash", "zsh", "fish"], /) -> int:
    """Print the script with which a shell completes commands, options, programs and files.

    bash: seatplan completion bash > ~/.seatplan.bash, and in ~/.bashrc: source ~/.seatplan.bash

    zsh: seatplan completion zsh > ~/.seatplan.zsh, and in ~/.zshrc, after compinit: source
    ~/.seatplan.zsh

    fish: seatplan completion fish > ~/.config/fish/completions/seatplan.fish

    Example: seatplan completion bash

    Args:
        shell: bash, zsh or fish.
    """
    write(script(shell))
    return Exit.OK


def script(shell: Literal["bash", "zsh", "fish"]) -> str:
    """The completion script; bash and zsh must source it, fish finds it by its file name."""
    from seatplan.cli import make_app

    text = make_app().generate_completion(prog_name="seatplan", shell=shell)
    tail = {"bash": BASH, "zsh": ZSH}.get(shell, "")
    function = re.search(r"^(\w+)\(\) \{$", text, re.MULTILINE)
    return text + (tail % function[1] if tail and function is not None else "")
