"""The two tracks of the benchmark: what a system was allowed to learn from before it was scored."""

from typing import Literal, cast, get_args

from mepp5.errors import CorpusError

Track = Literal["closed", "open"]
CLOSED, OPEN = TRACKS = get_args(Track)
DESCRIPTIONS: dict[str, str] = {
    CLOSED: "trained on the protocol's training clauses of MEPP-5 alone",
    OPEN: "made with anything but the labels of the tested policies: other data, lists of cues, what else is known",
}
UNSTATED = "track not stated"


def check_track(track: str | None) -> Track | None:
    """Return the track, None where none is stated; raise CorpusError for a name that is no track."""
    if track is not None and track not in TRACKS:
        raise CorpusError(f"{track!r} is no track; choose one of: {', '.join(TRACKS)}.")
    return cast(Track | None, track)
