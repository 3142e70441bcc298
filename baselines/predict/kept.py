"""The fitted models, kept in the user's cache: fitted once, then read in a moment (store.py says how)."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from baselines.corpus import ROOT, hash_clauses, hash_invented
from baselines.predict.fitted import Fitted
from baselines.predict.labeller import Labeller
from baselines.provenance import LIBRARIES, hash_code
from baselines.store import UnkeepableError, dump_kept, find_cache, keep, read_kept
from mepp5.files import dump_json, sha256

TRUSTED = [
    "baselines.categories.blending.SectionBlend",
    "baselines.categories.features.TermWeights",
    "baselines.categories.models.BinaryRelevance",
    "baselines.categories.models.CueMatch",
    "baselines.categories.models.LeastSquares",
    "baselines.categories.stacking.NeighbourStack",
    "baselines.categories.subjects.SubjectModel",
    "baselines.categories.vectors.MeanVectors",
    "baselines.slots.chain.ChainTagger",
    "baselines.slots.gazetteer.Gazetteer",
]
KEPT_LIBRARIES = (*LIBRARIES, "python-crfsuite", "skops", "tokenizers", "wordllama")


def load_models(
    model: str, slots: str | None, root: Path = ROOT, tell: Callable[[str], None] = lambda note: None
) -> Fitted:
    """Return the models of those names, kept ones if there are any of the same data, code and libraries.

    Else they are fitted and kept; `tell` is told in one line when a kept file is not used, or cannot be written. Raises
    CorpusError where the release cannot be loaded.
    """
    path, made = locate(model, slots), describe(model, slots, root)
    kept = read_models(path, made, tell)
    if kept is not None:
        return kept
    fitted = _fit(model, slots, root)
    keep(path, lambda: dump_models(fitted, made), tell)
    return fitted


def locate(model: str, slots: str | None) -> Path:
    """Return the file in the user's cache that keeps the models of those names."""
    return find_cache() / f"{model}.{slots or 'no-slots'}.skops"


def describe(model: str, slots: str | None, root: Path = ROOT) -> str:
    """Return what decides how the models are fitted: names, data, code and libraries, as one hash."""
    versions = {name: version(name) for name in KEPT_LIBRARIES}
    facts = [model, slots, hash_clauses(root), hash_invented(root), hash_code(), versions]
    return sha256(dump_json({"facts": facts}))


def read_models(path: Path, made: str, tell: Callable[[str], None]) -> Fitted | None:
    """Return the kept models, None where there are none or the file is not what it should be."""
    state = read_kept(path, made, TRUSTED, tell)
    if state is None:
        return None
    if not isinstance(state, dict) or state.keys() != set(Fitted.__slots__):
        tell(f"{path}: the kept models are of another form; fitting anew.")
        return None
    return Fitted(**state)


def dump_models(fitted: Fitted, made: str) -> bytes:
    """Return the content of a kept file; raise UnkeepableError for a tagger that is a function and no object."""
    state: dict[str, Any] = {name: getattr(fitted, name) for name in Fitted.__slots__}
    if fitted.tag is not None and f"{type(fitted.tag).__module__}.{type(fitted.tag).__qualname__}" not in TRUSTED:
        raise UnkeepableError("this slot tagger is fitted each time")
    return dump_kept(state, made, TRUSTED)


def _fit(model: str, slots: str | None, root: Path) -> Fitted:
    from baselines.categories.registry import BASELINES
    from baselines.corpus import load_corpus
    from baselines.predict.fitted import fit_models
    from baselines.slots.registry import SLOT_BASELINES

    return fit_models(load_corpus(root), BASELINES[model], SLOT_BASELINES[slots] if slots else None)


def load_labeller(
    root: Path,
    model: str,
    slots: str | None,
    fall_back: bool = True,
    tell: Callable[[str], None] = lambda note: None,
    explained: int = 0,
) -> Labeller:
    """Return a labeller with the models of those names, kept or fitted as load_models says."""
    return Labeller(load_models(model, slots, root, tell), fall_back, explained)
