"""What is asked and what is right: in comes a copy of OPP-115, out go its pages with the people's votes."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from baselines.transfer.pages import Page, read_page
from baselines.transfer.policies import REMEDY, find_counterparts, read_copy
from mepp5.errors import CorpusError
from mepp5.scheme.taxonomy import read_taxonomy

MAJORITY = 2  # of three people


@dataclass(frozen=True, slots=True)
class Exam:
    """The pages; of their N paragraphs the policy, (N,), and which of K categories each person gives, (3, N, K).

    `categories` are our names of the K, `left_out` the practices of none of them, by what they are, and `sha256` the
    hash of the files.
    """

    pages: tuple[Page, ...]
    policies: NDArray[np.str_]
    votes: NDArray[np.bool_]
    categories: tuple[str, ...]
    left_out: dict[str, int]
    sha256: str

    @property
    def names(self) -> list[str]:
        """The names of the policies, in the order of their pages."""
        return list(dict.fromkeys(self.policies.tolist()))

    @property
    def truth(self) -> NDArray[np.bool_]:
        """Which categories two people or more give, (N, K)."""
        return np.asarray(self.votes.sum(axis=0) >= MAJORITY)

    @property
    def scored(self) -> NDArray[np.bool_]:
        """Which paragraphs have a category by majority, (N,): these are scored."""
        return np.asarray(self.truth.any(axis=1))


def prepare_exam(directory: Path, root: Path) -> Exam:
    """Return the exam of the copy in a directory, its categories those of root's taxonomy.

    Raises CorpusError where the copy is incomplete, malformed or unreadable.
    """
    counterparts = find_counterparts(read_taxonomy(root))
    copy = read_copy(directory, list(counterparts.values()))
    exam = Exam(
        tuple(read_page(policy) for policy in copy.policies),
        np.array([policy.name for policy in copy.policies for _ in policy.segments]),
        np.concatenate([policy.votes for policy in copy.policies], axis=1),
        tuple(counterparts),
        copy.left_out,
        copy.sha256,
    )
    if not exam.scored.any():
        raise CorpusError(f"{directory}: no two people give a paragraph the same category; {REMEDY}.")
    return exam
