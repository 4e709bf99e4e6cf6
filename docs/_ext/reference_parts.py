"""The parts of the reference that are made from the classes and the command, as Markdown."""

import inspect
import io
import re
from collections.abc import Callable

from rich.console import Console
from where import CHECKOUT

import seatplan
from seatplan.cli import COMMANDS, make_app
from seatplan.describing import describe
from seatplan.kinds import Goal, Rule
from seatplan.program import (
    Agency,
    CrewMember,
    DockedDays,
    Fixed,
    Flight,
    Forbidden,
    Membership,
    Outage,
    Port,
    Program,
    Qualification,
    Seat,
    Spacecraft,
    Unavailable,
    Vehicle,
    Window,
)
from seatplan.selection import Members, Where, Who
from seatplan.structure import LAWS
from seatplan.worth import Term

KEYS = {
    "WHERE": "rules.md#where",
    "WHO": "rules.md#who",
    "MEMBERS": "rules.md#members",
    "every rule": "rules.md#every-rule",
    "every goal": "goals.md#every-goal",
}


def _kinds(kinds: dict[str, type]) -> str:
    return "\n".join(
        f"{_linked(describe(cls).markdown())}\n{_code_of(cls.__module__)}" for cls in kinds.values()
    )


def _linked(text: str) -> str:
    """The text, with links to the groups of keys that a rule or goal also takes."""

    def linked(line: re.Match[str]) -> str:
        words = r"WHERE|WHO|MEMBERS|every rule|every goal"
        return re.sub(words, lambda word: f"[{word[0]}]({KEYS[word[0]]})", line[0])

    return re.sub("^It also takes the keys of .*$", linked, text, flags=re.M)


def _code_of(module: str) -> str:
    """A line with the files of the code and its test."""
    code = module.replace(".", "/") + ".py"
    _, folder, name = module.rsplit(".", 2)
    test = f"tests/{folder}/test_{name.strip('_')}.py"
    if not (CHECKOUT / test).is_file():
        test = "tests/whatif/test_edits.py"
    return f"Code: `{code}`. Test: `{test}`.\n"


def _laws() -> str:
    parts = []
    for law in LAWS:
        parts.append(describe(type(law), law.id).markdown())
        parts.append(_code_of(type(law).__module__))
    return "\n".join(parts)


def _tables(*classes: type, **named: type) -> str:
    parts = [describe(cls).markdown() for cls in classes]
    parts += [describe(cls, name.replace("_", " ")).markdown() for name, cls in named.items()]
    return _linked("\n".join(parts))


def _commands() -> str:
    parts = []
    app = make_app()
    for command in COMMANDS:
        (name,) = app[command.__name__.replace("_", "-")].name
        out = io.StringIO()
        app.help_print([name], console=Console(file=out, width=84, color_system=None))
        text = "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines())
        parts.append(f"## seatplan {name}\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


def _python() -> str:
    """Every public name, except edits and modules, which have their own pages."""
    groups: dict[str, list[str]] = {
        title: [] for title in ("Functions", "Data", "Answers", "Errors", "Kinds of your own")
    }
    for name in seatplan.__all__:
        thing = getattr(seatplan, name)
        if not inspect.ismodule(thing) and thing not in seatplan.edit_kinds().values():
            groups[_group(thing)].append(f"{_directive(thing)}:: seatplan.{name}")
    return "\n".join(_directives(title, names) for title, names in groups.items())


def _group(thing: object) -> str:
    if inspect.isclass(thing) and issubclass(thing, BaseException):
        return "Errors"
    if thing.__module__.startswith(("seatplan.kinds.", "seatplan.whatif.editing")):
        return "Kinds of your own"
    if not inspect.isclass(thing):
        return "Functions"
    data = thing.__module__.startswith(("seatplan.program.", "seatplan.plan"))
    return "Data" if data else "Answers"


def _directive(thing: object) -> str:
    if not inspect.isclass(thing):
        return "autofunction"
    return "autoexception" if issubclass(thing, BaseException) else "autoclass"


def _directives(title: str, names: list[str]) -> str:
    options = "   :members:\n   :inherited-members: object, BaseException\n"
    body = "\n".join(f".. {name}\n{'' if name.startswith('autof') else options}" for name in names)
    return f"## {title}\n\n```{{eval-rst}}\n{body}\n```\n"


def _classes(title: str, names: str) -> str:
    """Classes that are not public names but are returned by them."""
    more = [name for name in names.split() if name.rpartition(".")[2] not in seatplan.__all__]
    return _directives(title, [f"autoclass:: seatplan.{name}" for name in more])


PARTS: dict[str, Callable[[], str]] = {
    "rules": lambda: _kinds(seatplan.rule_kinds()),
    "goals": lambda: _kinds(seatplan.goal_kinds()),
    "edits": lambda: _kinds(seatplan.edit_kinds()),
    "laws": _laws,
    "keys of rules": lambda: _tables(every_rule=Rule, WHERE=Where, WHO=Who, MEMBERS=Members),
    "keys of goals": lambda: _tables(Term, every_goal=Goal),
    "data": lambda: _tables(
        Program,
        Agency,
        Vehicle,
        Seat,
        Flight,
        Window,
        DockedDays,
        Port,
        Outage,
        Spacecraft,
        CrewMember,
        Membership,
        Qualification,
        Unavailable,
        Fixed,
        Forbidden,
    ),
    "commands": _commands,
    "python": _python,
    "catalog": lambda: _directives("The catalog", ["automodule:: seatplan.catalog"]),
    "what a rule sees": lambda: _classes(
        "What a rule, a goal or an edit sees",
        "modelling.Model modelling.LinearExpr modelling.SeatVariable modelling.TourVariable "
        "timeline.PlanIndex program_index.ProgramIndex stretches.Stretch "
        "stretches.AboardCounts selection.Who selection.Where "
        "modelling.PortVariable modelling.PortChange "
        "modelling.SpacecraftVariable modelling.LinearConstraint modelling.Turns "
        "tour_limits.TourLimits "
        "agreements.Claim agreements.Piece agreements.Account agreements.Entry agreements.Ending "
        "agreements.Barred agreements.ClosedDays",
    ),
}
