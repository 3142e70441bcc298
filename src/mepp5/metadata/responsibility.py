"""What Croissant's vocabulary for responsible AI asks: how texts and labels came about, and what not to conclude.

DATASHEET.md says the same at length. What can be counted or read from the corpus is, so that it cannot go stale.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from mepp5.annotation.annotators import Annotator, read_annotators
from mepp5.changes.annotators import ChangeAnnotator, read_change_annotators
from mepp5.files import Object
from mepp5.paths import ROOT
from mepp5.release.features import CHANGES, list_splits
from mepp5.release.loading import read_rows

# In the words and the order of the vocabulary, http://mlcommons.org/croissant/RAI/.
STATED: dict[str, str | list[str]] = {
    "dataCollectionType": ["Document analysis"],
    "dataCollectionMissingData": (
        "Some texts lost parts before they were received: sentence breaks and punctuation of one, links and the cells "
        "of a table of another, spaces at line ends of a third. What was mended stands in corpus/corrections.toml; a "
        "polarity is unknown only where the source has lost what decides it."
    ),
    "dataCollectionRawData": "The files as received stand in corpus/raw, byte for byte; every offset maps to them.",
    "dataPreprocessingProtocol": [
        "Mechanical rules removed markup and surplus white space; every other correction was decided by hand.",
        "The texts were cut into sentences, list items, table rows and headings; every boundary was read.",
    ],
    "dataAnnotationProtocol": [
        "Every annotator was told what stands in annotations/protocols; the rules are annotations/GUIDELINES.md.",
        "Annotators worked by reading, without each other's work. Disputed clauses, and some others, were adjudicated.",
        "Links of clauses between two policies follow annotations/CHANGES.md.",
        "Invented clauses were written with their labels by runs of a language model; a part was read blind by others.",
    ],
    "dataAnnotationPlatform": ["Label Studio"],
    "dataAnnotationAnalysis": [
        "annotations/agreement.json has agreement of every two annotators, with intervals. All are the same kind of "
        "model: it is no measure of how well people would agree.",
    ],
    "dataUseCases": [
        "Intended: clause classification and span extraction from privacy policies, comparison of versions of a "
        "policy, studies of how texts are reused between companies, teaching.",
        "Not intended: to judge whether a company obeys the law or treats users well, to say how common a practice is, "
        "legal advice, evidence of how well people would agree.",
    ],
    "dataBiases": [
        "One kind of language model made and adjudicated the labels, and it may have met similar corpora in training.",
        "The policies belong to one ecosystem of hardware and copy from each other; they are no sample of policies.",
        "The training split has the wording of one company.",
        "The guidelines quote clauses of the test split as worked examples.",
    ],
    "dataLimitations": [
        "Few documents, all in English, of few companies. Differences between scores hold for these texts.",
        "Some categories, and values of slots, have few clauses or none.",
        "The reference was built from the annotators' labels, so their scores against it are no independent ceiling.",
        "The invented clauses are no sample of real policies and no part of the corpus.",
    ],
    "dataSocialImpact": (
        "Tools that read policies can help people to see what is done with their data. Labels that are wrong can "
        "mislead them, so nothing here should stand in for reading the policy or for legal advice."
    ),
    "personalSensitiveInformation": [
        "None of private persons: the texts are published documents of companies, and the addresses in them are theirs."
    ],
    "dataReleaseMaintenancePlan": (
        "Releases are numbered; what changes texts, units, splits or existing labels raises the major version (before "
        "1.0.0 the minor). CHANGELOG.md says what changed, annotations/known_issues.toml what is known to be wrong."
    ),
}


def list_responsibility(root: Path = ROOT) -> Object:
    """Return {"rai:...": text or texts} of the release in root; raise CorpusError where it cannot be read."""
    annotators: list[Annotator | ChangeAnnotator] = [*read_annotators(root).members]
    if CHANGES in list_splits(root):
        annotators += read_change_annotators(root)
    policies = read_rows("policies", "corpus", root)
    counted = {
        "dataCollection": _tell_collection(policies),
        "annotationsPerItem": _tell_annotations(root),
        "annotatorDemographics": _tell_people(annotators),
        "machineAnnotationTools": _tell_tools(annotators),
    }
    return {f"rai:{name}": told for name, told in {**counted, **STATED}.items()}


def _tell_collection(policies: Sequence[Object]) -> str:
    publishers = "; ".join(dict.fromkeys(row["publisher"] for row in policies))
    return (
        f"The whole texts of {len(policies)} published privacy policies of {publishers}. They were received as text "
        "files; how they were fetched is known only where the config policies has a url and a day of capture."
    )


def _tell_annotations(root: Path) -> str:
    splits = list_splits(root)["annotators"]
    rows = [row for split in splits for row in read_rows("annotators", split, root)]
    counts = Counter(row["id"] for row in rows).values()
    number = f"{min(counts)}" if min(counts) == max(counts) else f"{min(counts)} to {max(counts)}"
    return f"{number} annotators a clause, each with labels of its own in the config annotators, before adjudication."


def _tell_people(annotators: Sequence[Annotator | ChangeAnnotator]) -> list[str]:
    people = [annotator.id for annotator in annotators if annotator.kind == "person"]
    if people:
        return [f"Persons, of whom nothing is recorded: {', '.join(people)}."]
    return ["None: every annotator and adjudicator is a language model. No person has labelled anything."]


def _tell_tools(annotators: Sequence[Annotator | ChangeAnnotator]) -> list[str]:
    model = "runs of a large language model; which one, in which version, is not recorded with certainty"
    told = []
    for annotator in annotators:
        gives = "links between policies" if isinstance(annotator, ChangeAnnotator) else ", ".join(annotator.gives)
        if annotator.kind == "language model":
            told.append(f"{annotator.id}: {model}. It gives {gives}, by annotations/{annotator.protocol}.")
    return told
