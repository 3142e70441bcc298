"""Annotators besides those of the tiny corpus.

add_layer(root, "judge", lambda annotation: annotation, scope="adjudication")
"""

from dataclasses import replace
from pathlib import Path

from mepp5.annotation.annotators import read_annotators
from mepp5.annotation.exports import export_path, read_exports, write_export
from mepp5.corpus.manifest import read_manifest
from mepp5.files import write_files

READER = '[[annotator]]\nid = "a"\nemail = "a@x.org"\nprotocol = "protocols/p.md"\nscope = "all"\nkind = "person"\n'
MEMBER = """
[[annotator]]
id = "{id}"
email = "{id}@annotators.example.org"
protocol = "protocols/reader.md"
scope = "{scope}"
kind = "language model"
{more}
"""


def add_layer(root: Path, id: str, change, scope: str = "all", more: str = "") -> None:
    """Add an annotator who says what the reader says, changed: `change` maps an Annotation to another."""
    layers = {policy.id: {} for policy in read_manifest(root)}
    for layer, annotations in read_exports(root).items():
        for clause, annotation in annotations.items():
            layers[clause.rpartition("/")[0]].setdefault(layer, {})[clause] = annotation
    file = root / "annotations/annotators.toml"
    file.write_text(file.read_text() + MEMBER.format(id=id, scope=scope, more=more))
    name = next(member.layer for member in read_annotators(root).members if member.id == id)
    for policy, of_policy in layers.items():
        of_policy[name] = {clause: change(annotation) for clause, annotation in of_policy["reader"].items()}
        write_files(root, {export_path(policy): write_export(of_policy, policy, root)})


def call_it_security(annotation):
    """Return the annotation with its category changed and its slots dropped."""
    practice = replace(annotation.practices[0], category="data_security")
    return replace(annotation, practices=(practice,), slots=())
