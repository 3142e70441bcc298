"""Earlier labels: how they are kept, restored and refused, and literal facts of ours."""

import pytest

from mepp5.adjudication.revisions import (
    REVISIONS,
    Revision,
    dump_revisions,
    extend_revisions,
    find_revision_faults,
    rank_version,
    read_revisions,
    restore,
)
from mepp5.annotation.annotators import REFERENCE
from mepp5.annotation.exports import read_exports
from mepp5.annotation.spans import Annotation, Practice, SlotSpan
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl, write_files


def annotate(clause: str, value: str) -> Annotation:
    practice = Practice(0, 9, "data_security", "affirmed")
    return Annotation(clause, REFERENCE, (practice,), (SlotSpan(2, 7, "security_measure", value),))


TODAY = {"a/0001": annotate("a/0001", "generic"), "b/0001": annotate("b/0001", "training")}
CHANGES = [
    Revision("0.3.0", annotate("a/0001", "other")),
    Revision("0.10.0", annotate("a/0001", "encryption")),
    Revision("0.10.0", annotate("b/0001", "audit_review")),
]


def list_values(layer) -> list[str]:
    return [layer[clause].slots[0].value for clause in ("a/0001", "b/0001")]


@pytest.mark.parametrize(
    ("version", "values"),
    [
        ("0.2.0", ["other", "audit_review"]),
        ("0.3.0", ["encryption", "audit_review"]),
        ("0.9.9", ["encryption", "audit_review"]),
        ("0.10.0", ["generic", "training"]),
        ("1.0.0", ["generic", "training"]),
    ],
)
def test_every_release_is_restored(version, values):
    assert list_values(restore(TODAY, CHANGES, version)) == values


def test_revisions_survive_the_file(tmp_path):
    write_files(tmp_path, {REVISIONS: dump_revisions(CHANGES)})
    assert read_revisions(tmp_path) == CHANGES
    assert read_revisions(tmp_path / "nowhere") == []


def test_subjects_are_part_of_what_a_release_changed(tmp_path):
    about = Annotation("a/0001", REFERENCE, (Practice(0, 9, "specific_audiences", "affirmed", ("data_security",)),), ())
    plain = Annotation("a/0001", REFERENCE, (Practice(0, 9, "specific_audiences", "affirmed"),), ())
    revisions = extend_revisions([], {"a/0001": about}, {"a/0001": plain}, "0.4.0")
    write_files(tmp_path, {REVISIONS: dump_revisions(revisions)})
    assert restore({"a/0001": plain}, read_revisions(tmp_path), "0.3.0") == {"a/0001": about}
    # Releases before there were subjects have lines without the key, and so does what has none.
    before = extend_revisions([], {"a/0001": plain}, {"a/0001": about}, "0.4.0")
    assert b"subjects" not in dump_revisions(before)
    assert restore({"a/0001": about}, before, "0.3.0") == {"a/0001": plain}


def test_a_change_keeps_the_labels_of_the_release_before():
    once = extend_revisions([], TODAY, {"a/0001": annotate("a/0001", "other")}, "0.3.0")
    assert once == [Revision("0.3.0", TODAY["a/0001"])]
    both = {"a/0001": annotate("a/0001", "encryption"), "b/0001": annotate("b/0001", "other")}
    twice = extend_revisions(once, {"a/0001": annotate("a/0001", "other"), "b/0001": TODAY["b/0001"]}, both, "0.3.0")
    assert twice == [Revision("0.3.0", TODAY["a/0001"]), Revision("0.3.0", TODAY["b/0001"])]
    assert list_values(restore(both, twice, "0.2.0")) == list_values(TODAY)


def test_what_is_put_back_or_not_looked_at_is_no_new_revision():
    changed = extend_revisions(CHANGES[:1], TODAY, {"a/0001": annotate("a/0001", "other")}, "0.4.0")
    assert changed == [CHANGES[0], Revision("0.4.0", TODAY["a/0001"])]
    assert extend_revisions(changed, {"a/0001": annotate("a/0001", "other")}, TODAY, "0.4.0") == CHANGES[:1]
    assert extend_revisions(changed, {"b/0001": TODAY["b/0001"]}, {"b/0001": TODAY["b/0001"]}, "0.4.0") == changed


def test_a_revision_that_changes_nothing_is_a_fault():
    assert find_revision_faults(TODAY, CHANGES) == []
    idle = [
        *CHANGES,
        Revision("0.11.0", annotate("b/0001", "training")),
        Revision("0.11.0", annotate("c/0001", "training")),
    ]
    assert find_revision_faults(TODAY, idle) == [
        ("c/0001", "no such clause"),
        ("b/0001", "release 0.11.0 did not change it"),
    ]


SPAN = {"start": 0, "end": 3, "category": "data_security", "polarity": "affirmed"}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda rows: [rows[1], rows[0]], "line 2: after a later release"),
        (lambda rows: [rows[0], rows[0]], "line 2: a/0001 stands twice"),
        (lambda rows: [rows[0] | {"before": {"practices": []}}], "line 1: before"),
        (
            lambda rows: [{**rows[0], "before": {"practices": [SPAN | {"start": "0"}], "slots": []}}],
            r'before\.practices\[0\]\.start: "0" should be a valid integer',
        ),
        (lambda rows: [{**rows[0], "id": 3}], "id: 3 should be a valid string"),
        (
            lambda rows: [{**rows[0], "before": {"practices": [{"start": 0}], "slots": []}}],
            "line 1: before",
        ),
    ],
)
def test_malformed_revisions_are_refused(tmp_path, change, complaint):
    write_files(tmp_path, {REVISIONS: dump_revisions(CHANGES)})
    rows = [{"version": r.version, "id": r.before.id, "before": {"practices": [], "slots": []}} for r in CHANGES]
    write_files(tmp_path, {REVISIONS: dump_jsonl(change(rows))})
    with pytest.raises(CorpusError, match=complaint):
        read_revisions(tmp_path)


def test_a_version_is_numbers_and_dots():
    assert rank_version("0.10.0") > rank_version("0.9.9")
    for version in ("0.x", None):
        with pytest.raises(CorpusError, match="is no version"):
            rank_version(version)


def test_every_revision_of_ours_changed_something():
    assert read_revisions()
    assert find_revision_faults(read_exports()[REFERENCE], read_revisions()) == []
