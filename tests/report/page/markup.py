"""A reader of pages as strict as XML: every element must be closed, in order."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import chain

from attrs import define, field

VOID = {"br", "input", "link", "meta"}
RAW = {"script", "style"}


@define
class Element:
    """An element of a page."""

    tag: str
    attrs: dict[str, str]
    children: list[Element | str] = field(factory=list)

    @property
    def text(self) -> str:
        """All text in it, joined without blanks."""
        return "".join(one if isinstance(one, str) else one.text for one in self.children)

    def all(self, tag: str | None = None, **wanted: str) -> list[Element]:
        """Return the elements below it with the given tag, class (`cls`) and attributes."""
        found = []
        for one in self.children:
            if isinstance(one, Element):
                if tag in (None, one.tag) and all(_has(one, *item) for item in wanted.items()):
                    found.append(one)
                found += one.all(tag, **wanted)
        return found


def _has(one: Element, name: str, value: str) -> bool:
    if name == "cls":
        return value in one.attrs.get("class", "").split()
    return one.attrs.get(name.replace("_", "-")) == value


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        one = self._made(tag, attrs)
        if tag not in VOID:
            self.open.append(one)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Only elements of SVG can be self-closing: `<b/>` in HTML stays open.
        assert any(one.tag == "svg" for one in self.open), tag
        self._made(tag, attrs)

    def _made(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        assert len({name for name, _ in attrs}) == len(attrs), f"{tag} has an attribute twice"
        one = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(one)
        return one

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def read(page: str) -> Element:
    """Return the page as a tree.

    Raises:
        AssertionError: if it is not well-formed, if it has an id twice, or if a link has no target.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == [reader.root], f"not closed: {reader.open[-1].tag}"
    everything = reader.root.all()
    ids = [one.attrs["id"] for one in everything if "id" in one.attrs]
    assert len(set(ids)) == len(ids), "an id comes twice"
    for one in everything:
        for place in _places(one):
            assert place.removeprefix("#") in ids, f"{place} leads nowhere"
    return reader.root


def _places(one: Element) -> list[str]:
    """Return the anchors that an element refers to: as a link, a drawing or in `data-of`."""
    words = one.attrs.get("data-of", "").split()
    return list(chain([one.attrs["href"]] if one.tag in ("a", "use") else [], words))


def seen(page: Element) -> str:
    """Return the visible text: everything but the style sheet and the script."""
    return "".join(
        piece if isinstance(piece, str) else seen(piece)
        for piece in page.children
        if isinstance(piece, str) or piece.tag not in RAW
    )
