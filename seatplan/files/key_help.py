"""Descriptions of a class and its keys, from the docstrings, for people who write files."""

from __future__ import annotations

from seatplan.describing import in_a_file, meanings_of, sections_of


def about(cls: type) -> str:
    """The docstring of a class, with only the section on its unit; each paragraph on one line."""
    sentence, text, sections = sections_of(vars(cls).get("__doc__") or "")
    paragraphs = [sentence, *filter(None, text.split("\n\n"))]
    if "Counts" in sections:
        paragraphs.append(f"Counts {sections['Counts']}.")
    return "\n\n".join(" ".join(part.split()) for part in paragraphs).strip()


def about_keys(cls: type) -> dict[str, str]:
    """The entry of each field in the sections `Attributes` of a class and its bases."""
    found: dict[str, str] = {}
    for owner in reversed(cls.__mro__):  # entries of a subclass replace those of its bases
        found |= {name: in_a_file(text) for name, text in meanings_of(owner).items()}
    return found
