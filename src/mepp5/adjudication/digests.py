"""Short hashes that tie a line of a decision file to the labels it is of, so that neither moves without the other."""

import json
from typing import Annotated

from pydantic import Field

from mepp5.adjudication.revisions import describe_labels
from mepp5.annotation.spans import Annotation
from mepp5.files import sha256

DIGITS = 16
DigestOrNone = Annotated[str, Field(pattern=rf"\A([0-9a-f]{{{DIGITS}}})?\z")]


def digest(value: object) -> str:
    """Return the first DIGITS hexadecimal digits of the SHA-256 of the value's canonical JSON.

    That is UTF-8 without white space, keys sorted, no character escaped that JSON allows as it is.
    """
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode())[:DIGITS]


def digest_labels(annotation: Annotation) -> str:
    """Return the digest of {"id", "practices", "slots"}, sorted, as `annotations/revisions.jsonl` writes them.

    Who annotated is not part of it; the clause's id is, so that equal labels of two clauses have two digests.
    """
    own = Annotation(
        annotation.id,
        annotation.annotator,
        tuple(sorted(annotation.practices)),
        tuple(sorted(annotation.slots)),
    )
    return digest({"id": own.id} | describe_labels(own))


def seal(what: object, reason: str, decided: str) -> str:
    """Return the digest of a line: what it is of (a clause's id, a link's clauses), its reason, what was decided."""
    return digest([what, reason, decided])
