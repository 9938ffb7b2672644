"""A document of XML cut at some elements: what stands between them is compared as text, before any of it is read."""

from collections.abc import Sequence

from remediate.package.xml import Element, find


class Cut:
    """A text with the elements at some paths (`Root/Child`), and the pieces of the text between them.

    Raises:
        PackageError: the text is no XML.
    """

    def __init__(self, text: str, *paths: str) -> None:
        self.text = text
        self._found = find(text, *paths)
        self.elements = sorted((one for found in self._found.values() for one in found), key=lambda one: one.start)

    def first(self, path: str) -> Element | None:
        """The first element at a path."""
        return next(iter(self._found[path]), None)

    @property
    def paths(self) -> Sequence[tuple[str, ...]]:
        """The path of each element, in the order of the text."""
        known = {id(one): tuple(path.split("/")) for path, found in self._found.items() for one in found}
        return [known[id(one)] for one in self.elements]

    @property
    def pieces(self) -> Sequence[str]:
        """The text before, between and after the elements."""
        at, pieces = 0, []
        for one in self.elements:
            pieces.append(self.text[at : one.start])
            at = one.end
        return [*pieces, self.text[at:]]
