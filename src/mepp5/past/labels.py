"""The labels of every release, restored from today's exports and the kept earlier ones; compared with the record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mepp5.adjudication.outcome import FIRST_ANNOTATOR, FIRST_REFERENCE, drop_subjects
from mepp5.adjudication.revisions import REVISIONS, Revision, describe_labels, rank_version, read_revisions, restore
from mepp5.annotation.annotators import REFERENCE, read_annotators
from mepp5.annotation.exports import read_exports
from mepp5.annotation.spans import Annotation
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl, sha256
from mepp5.past.releases import RELEASES, Release, find_release, read_releases
from mepp5.paths import ROOT
from mepp5.release.rows import find_reference

Layer = Mapping[str, Annotation]
FIRST_SUBJECTS = "0.4.0"  # two annotators were asked for subjects then, of what they had labelled before


@dataclass(frozen=True, slots=True)
class Archive:
    """What earlier labels are restored from: all annotators' layers, today's reference, revisions, releases."""

    layers: Mapping[str, Layer]
    reference: Layer
    revisions: tuple[Revision, ...]
    releases: tuple[Release, ...]
    reference_name: str = REFERENCE  # the layer whose labels the reference is

    @property
    def _is_first(self) -> bool:
        """Whether this is the corpus that had a first annotator alone, and subjects later: no other one has."""
        return self.reference_name == REFERENCE and FIRST_ANNOTATOR in self.layers

    def find(self, version: str) -> Release:
        """Return the release of that version; raise UnknownVersionError otherwise."""
        return find_release(version, self.releases)

    def restore(self, version: str) -> dict[str, Annotation]:
        """Return {clause id: Annotation} of the reference as it was in `version`, of the policies that it had.

        Before FIRST_REFERENCE it was what FIRST_ANNOTATOR had given. A version that is not recorded is taken to have
        had all policies. Raises CorpusError where those labels are missing.
        """
        if not self._is_first or rank_version(version) >= rank_version(FIRST_REFERENCE):
            labels = restore(self.reference, self.revisions, version)
        else:
            labels = dict(drop_subjects(find_reference(FIRST_ANNOTATOR, self.layers)))
        had = next((release.policies for release in self.releases if release.version == version), None)
        return labels if had is None else {clause: own for clause, own in labels.items() if policy_of(clause) in had}

    def restore_layers(self, version: str) -> dict[str, Layer]:
        """Return {annotator: {clause id: Annotation}} as a recorded release had them: its annotators and policies.

        What an annotator said and was released does not change, save that subjects were asked for later, and save the
        labels of an annotator that are the reference, where nobody adjudicates: these are restored as that is.
        """
        release = self.find(version)
        layers: dict[str, Layer] = {}
        for name in release.annotators:
            own = self.restore(release.version) if name == self.reference_name else self.layers.get(name, {})
            if self._is_first and rank_version(release.version) < rank_version(FIRST_SUBJECTS):
                own = drop_subjects(own)
            layers[name] = {clause: said for clause, said in own.items() if policy_of(clause) in release.policies}
        return layers

    def restore_release(self, version: str) -> dict[str, Annotation]:
        """Return the same of a recorded release; raise CorpusError where the labels do not hash to the record."""
        release = self.find(version)
        labels = self.restore(release.version)
        for problem in compare(release, labels):
            raise CorpusError(f"{RELEASES}: {release.version}: {problem}; restore annotations/ as it was committed.")
        return labels


def policy_of(clause: str) -> str:
    """Return the id of the policy that a clause is of, given the clause's."""
    return clause.rpartition("/")[0]


def read_archive(root: Path = ROOT) -> Archive:
    """Return the archive of the corpus in root; raise CorpusError where a file of annotations/ cannot be read."""
    layers = read_exports(root)
    name = read_annotators(root).reference
    reference, revisions = find_reference(name, layers), tuple(read_revisions(root))
    return Archive(layers, reference, revisions, tuple(read_releases(root)), name)


def hash_labels(labels: Layer) -> str:
    """Return the SHA-256 of the labels: a JSON line {"id", "practices", "slots"} for each clause, sorted by id.

    Offsets are code points of the clause's text, half-open. Keys stand in this order, texts as UTF-8; practices and
    slots are sorted; `subjects` of a practice stand only where there are some.
    """
    rows = []
    for clause in sorted(labels):
        own = labels[clause]
        ordered = Annotation(clause, own.annotator, tuple(sorted(own.practices)), tuple(sorted(own.slots)))
        rows.append({"id": clause} | describe_labels(ordered))
    return sha256(dump_jsonl(rows))


def compare(release: Release, labels: Layer) -> Iterator[str]:
    """Yield what is recorded of the release and is not so of these labels."""
    if len(labels) != release.clauses:
        yield f"{release.clauses} clauses were released, {len(labels)} are restored"
    elif hash_labels(labels) != release.labels:
        yield f"the labels restored from the exports and {REVISIONS} are not those released (another SHA-256)"
