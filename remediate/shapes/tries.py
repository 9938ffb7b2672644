"""Patterns that look for many words at once. They see every text of a flow, so they are made to be fast.

Each is a trie (each character is compared once) over text in lower case (a pattern that ignores case is slower).
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

Ended = tuple[str, str]
"""A word, and a pattern for what must be true at its end."""

#: The characters of texts in flows, the most common first; all others are rare.
_COMMON = " etaoinsrdlp'mcu\"_fybhg\n/)(wv:<>-=0,1kx[]2q@5"
_RARITY = {character: rarity for rarity, character in enumerate(_COMMON)}
_RARE = len(_COMMON)
#: So many times a word is met before a text is taken to be made of them.
_MOST = 100


def trie(words: Iterable[str], ended: Iterable[Ended] = ()) -> str:
    """A pattern that finds each of the words, and of those of `ended` with what must be true at their end."""
    return _branches([(word, "") for word in words] + list(ended))


def any_of(words: Iterable[str], ended: Iterable[Ended] = ()) -> str:
    """A pattern that tells whether one of the words stands in a text, and not where: twice as fast as `trie`.

    Each word is looked for from one of its rarer characters on, and what stands before that is looked at last. So most
    characters of a text begin nothing, and those the engine passes over without a branch.
    """
    sought = dict.fromkeys((*((word, "") for word in words), *ended))
    return _anchored(sought, _anchors({word for word, _ in sought}))


def _anchored(sought: Iterable[Ended], anchors: dict[str, int]) -> str:
    return _branches([(word[anchors[word] :], _front(word, anchors[word]) + ending) for word, ending in sought])


def _front(word: str, anchor: int) -> str:
    return f"(?<={re.escape(word)})" if anchor else ""


def beyond_ascii(words: Collection[str], pattern: str) -> Callable[[str], Iterator[re.Match[str]]]:
    """A function that finds what `pattern` does, which looks for words that all hold a character beyond ASCII.

    Only around such characters is a text read: in most there are few, a dash or a blank. Stretches that are farther
    apart than two words have no word in common.
    """
    longest = max(map(len, words))
    find = re.compile(pattern).finditer
    stretches = re.compile(rf"[^\x00-\x7f](?:[\x00-\x7f]{{0,{2 * longest}}}+[^\x00-\x7f])*").finditer

    def found(text: str) -> Iterator[re.Match[str]]:
        for stretch in stretches(text):
            yield from find(text, max(0, stretch.start() - longest), stretch.end() + longest)

    return found


def standing(words: Iterable[str]) -> Callable[[str], Collection[str]]:
    """A function that gives those of the words that stand in a text: it reads the text once, however many there are."""
    anchors = _anchors(set(words))
    search = re.compile(_anchored([(word, "") for word in anchors], anchors)).search
    by_anchor: dict[str, list[tuple[str, int]]] = {}
    for word, at in anchors.items():
        by_anchor.setdefault(word[at], []).append((word, at))

    def stand(text: str) -> Collection[str]:
        found: set[str] = set()
        near = search(text)
        for _ in range(_MOST):
            if near is None:
                return found
            start = near.start()
            found.update(word for word, at in by_anchor[text[start]] if text.startswith(word, max(start - at, 0)))
            near = search(text, start + 1)
        return [word for word in anchors if word in text]  # made of them: now one after the other is quicker

    return stand


def _begun(word: str) -> str:
    """All but its last character: of two, the second is compared before anything is tried."""
    return word[:-1] or word


def _rarity(character: str) -> int:
    return _RARITY.get(character, _RARE)


def _anchors(words: set[str]) -> dict[str, int]:
    """Where in each word the character stands from which on it is looked for."""
    begin = _beginnings(words)
    return {word: max(range(len(_begun(word))), key=lambda at: begin.get(word[at], -1)) for word in sorted(words)}


def _beginnings(words: set[str]) -> dict[str, int]:
    """Few and rare characters of which each word has one, with how rare they are."""
    left = {word: set(_begun(word)) for word in words}
    holding: dict[str, list[set[str]]] = {}
    for characters in left.values():
        for character in characters:
            holding.setdefault(character, []).append(characters)
    for character in sorted(holding, key=lambda one: (_rarity(one), one)):
        if all(len(characters) > 1 for characters in holding[character]):
            for characters in holding.pop(character):
                characters.discard(character)
    return {character: _rarity(character) for character in holding}


def _branches(words: list[Ended]) -> str:
    """Words (or what is left of them), each with what must be true at its end."""
    rest: dict[str, list[Ended]] = {}
    ends = [ending for word, ending in words if not word]
    if "" in ends:
        return ""  # a shorter word stands here already
    for word, ending in words:
        if word:
            rest.setdefault(word[0], []).append((word[1:], ending))
    branches = [re.escape(first) + _branches(tails) for first, tails in rest.items()] + ends
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
