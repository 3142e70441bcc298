"""The parts of a page beside its text, as the page itself tells them: which of them hold furniture."""

from dataclasses import dataclass, field

from mepp5.extraction.document import Line
from mepp5.extraction.prose import is_prose, is_title
from mepp5.extraction.region import POLICY_WORDS

MAIN_SHARE = 0.4  # of a page's unlinked words: a landmark with more is no furniture but holds the policy
SMALL_SHARE = 0.02  # of them: what has less, and no word of a policy, is furniture for its name alone


@dataclass(slots=True)
class _Landmark:
    """A part of a page: the one that it stands in, whether its tag or role tells, and how many code points it holds."""

    parent: int
    is_strong: bool
    unlinked: int = 0
    linked: int = 0
    has_prose: bool = False
    has_policy: bool = False  # prose with words of policies


@dataclass(slots=True)
class Landmarks:
    """The landmarks of a page, those that are open in the walk through it, and the lines in each."""

    found: list[_Landmark] = field(default_factory=lambda: [_Landmark(-1, True)])
    open: list[int] = field(default_factory=lambda: [0])
    places: list[int] = field(default_factory=list)

    def enter(self, is_strong: bool) -> None:
        """Open a landmark within those that are open."""
        self.found.append(_Landmark(self.open[-1], is_strong))
        self.open.append(len(self.found) - 1)

    def leave(self) -> None:
        """Close the innermost landmark."""
        self.open.pop()

    def note(self, line: Line) -> None:
        """Note the next line of the page as one of the innermost landmark."""
        place = self.open[-1]
        self.places.append(place)
        landmark = self.found[place]
        landmark.unlinked += len(line.text) - line.linked
        landmark.linked += line.linked
        if is_prose(line):
            landmark.has_prose = True
            landmark.has_policy |= POLICY_WORDS.search(line.text) is not None

    def find_beside(self, lines: list[Line]) -> list[bool]:
        """Return which of the page's lines, all of them noted, stand in a landmark that holds furniture."""
        for landmark in reversed(self.found[1:]):
            parent = self.found[landmark.parent]
            parent.unlinked += landmark.unlinked
            parent.linked += landmark.linked
            parent.has_prose |= landmark.has_prose
            parent.has_policy |= landmark.has_policy
        beside = [False]
        for landmark in self.found[1:]:
            beside.append(beside[landmark.parent] or self._is_beside(landmark))
        # A page's header may hold nothing but the policy's title, which its name or tag does not make furniture.
        return [
            beside[place] and not (is_title(line) and not self.found[place].is_strong)
            for line, place in zip(lines, self.places, strict=True)
        ]

    def _is_beside(self, landmark: _Landmark) -> bool:
        whole = self.found[0].unlinked
        if landmark.unlinked >= MAIN_SHARE * whole:
            return False
        no_text = landmark.linked > landmark.unlinked or not landmark.has_prose
        is_small = landmark.unlinked < SMALL_SHARE * whole and not landmark.has_policy
        return landmark.is_strong or no_text or is_small
