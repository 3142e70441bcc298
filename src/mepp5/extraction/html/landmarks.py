"""The parts of a page beside its text, as the page itself tells them: which of them hold furniture."""

from dataclasses import dataclass, field, replace

from mepp5.extraction.document import Line
from mepp5.extraction.prose import is_prose, is_title, names_policy
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
    titles: int = 0  # lines, no links, that name a policy
    has_prose: bool = False
    has_policy: bool = False  # prose with words of policies
    has_headings_alone: bool = True


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
        landmark.titles += names_policy(line)
        landmark.has_headings_alone &= line.kind == "heading" and not line.linked
        if is_prose(line):
            landmark.has_prose = True
            landmark.has_policy |= POLICY_WORDS.search(line.text) is not None

    def tell(self, lines: list[Line]) -> list[Line]:
        """Return the page's lines, all of them noted, those in landmarks marked as furniture or as standing aside."""
        for landmark in reversed(self.found[1:]):
            parent = self.found[landmark.parent]
            parent.unlinked += landmark.unlinked
            parent.linked += landmark.linked
            parent.titles += landmark.titles
            parent.has_prose |= landmark.has_prose
            parent.has_policy |= landmark.has_policy
        beside, aside = [False], [False]
        for landmark in self.found[1:]:
            beside.append(beside[landmark.parent] or self._is_beside(landmark))
            small = landmark.unlinked < MAIN_SHARE * self.found[0].unlinked and not landmark.titles
            aside.append(aside[landmark.parent] or (small and not landmark.has_headings_alone))
        return [self._tell(line, place, beside, aside) for line, place in zip(lines, self.places, strict=True)]

    def _tell(self, line: Line, place: int, beside: list[bool], aside: list[bool]) -> Line:
        # A page's header may hold nothing but the policy's title, which its name or tag does not make furniture.
        if beside[place] and not (is_title(line) and not self.found[place].is_strong):
            return replace(line, is_chrome=True)
        return replace(line, is_aside=True) if aside[place] else line

    def _is_beside(self, landmark: _Landmark) -> bool:
        """Return whether a landmark holds furniture: by its tag or role, unless it has the policy; by its name, if it
        has no text or little.
        """
        whole = self.found[0]
        if landmark.is_strong:
            if landmark.titles and landmark.has_policy:
                return False
            return landmark.unlinked < MAIN_SHARE * whole.unlinked or whole.titles > landmark.titles
        if landmark.unlinked >= MAIN_SHARE * whole.unlinked or landmark.has_headings_alone:
            return False
        no_text = landmark.linked > landmark.unlinked or not landmark.has_prose
        return no_text or (landmark.unlinked < SMALL_SHARE * whole.unlinked and not landmark.has_policy)
