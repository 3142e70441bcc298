"""Who annotates a new policy alone: an entry of annotators.toml, where the others are not asked about it."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from mepp5.annotation.annotators import ANNOTATORS, REFERENCE, Annotators, read_annotators
from mepp5.errors import CorpusError
from mepp5.files import read_bytes, read_text
from mepp5.intake.skeleton import FIRST_USER, PERSON, TEMPLATES
from mepp5.reading.fields import check_email

OWN = 48  # characters of an address that become the person's id, at most
ENTRY = """
[[annotator]]
id = {id}
email = {email}
protocol = "protocols/person.md"
scope = "adjudication"
kind = "person"
policies = {policies}
"""


def name_annotator(email: str, policy_id: str, root: Path) -> dict[str, bytes]:
    """Return {path: bytes} that make the person with that e-mail address the policy's only annotator.

    The labels are the policy's reference. Raises CorpusError where the address is none, or where it is another
    annotator's who is asked about all policies.
    """
    check_address(email)
    before, annotators = read_text(root / ANNOTATORS), read_annotators(root)
    member = annotators.find_email(email)
    if member is not None and not member.policies:
        raise CorpusError(
            f"{root / ANNOTATORS}: {email} is {member.id!r}, who is asked about every policy; give another address, or "
            "leave --annotator out."
        )
    if member is None:
        after = before + _draw_entry(email, policy_id, annotators)
    else:
        old, new = (
            f"policies = {json.dumps(list(named))}" for named in (member.policies, (*member.policies, policy_id))
        )
        after = before.replace(old, new, 1)
        if before.count(old) != 1:
            raise CorpusError(f"{root / ANNOTATORS}: add {policy_id!r} to the policies of {member.id!r} by hand.")
    person = {} if (root / PERSON).exists() else {PERSON: read_bytes(TEMPLATES / "person.md")}
    return person | {ANNOTATORS: after.encode()}


def name_first_annotator(email: str, skeleton: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return {path: bytes} of a new corpus's annotators with that address in place of a server's first user's."""
    return {ANNOTATORS: skeleton[ANNOTATORS].replace(FIRST_USER.encode(), check_address(email).encode())}


def check_address(email: str) -> str:
    """Return the e-mail address; raise CorpusError where it is none."""
    try:
        return check_email(email)
    except ValueError as error:
        raise CorpusError(
            f"--annotator {email!r} is no e-mail address; give that of the user in Label Studio."
        ) from error


def _draw_entry(email: str, policy_id: str, annotators: Annotators) -> str:
    """Return the entry of a person whose labels go into the corpus's reference."""
    own = re.sub(r"[^a-z0-9]+", "-", email.partition("@")[0].lower())[:OWN].strip("-") or "person"
    name = next(id for id in (own, *(f"{own}-{number}" for number in range(2, 1000))) if id not in annotators.ids)
    if annotators.reference != REFERENCE:
        raise CorpusError(
            f"the reference is the annotator {annotators.reference!r}, who is asked about every policy; leave "
            "--annotator out."
        )
    return ENTRY.format(id=json.dumps(name), email=json.dumps(email), policies=json.dumps([policy_id]))
