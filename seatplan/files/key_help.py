"""What a class and its keys mean, taken from the docstrings, for whoever fills in a file."""

from __future__ import annotations

from seatplan.describing import in_a_file, meanings_of, sections_of


def about(cls: type) -> str:
    """The docstring of a class without its sections but the unit; a paragraph on each line."""
    sentence, text, sections = sections_of(vars(cls).get("__doc__") or "")
    paragraphs = [sentence, *filter(None, text.split("\n\n"))]
    if "Counts" in sections:
        paragraphs.append(f"Counts {sections['Counts']}.")
    return "\n\n".join(" ".join(part.split()) for part in paragraphs).strip()


def about_keys(cls: type) -> dict[str, str]:
    """The text about each field in the `Attributes` sections of a class and its bases."""
    found: dict[str, str] = {}
    for owner in reversed(cls.__mro__):  # a subclass may declare more than its base
        found |= {name: in_a_file(text) for name, text in meanings_of(owner).items()}
    return found
