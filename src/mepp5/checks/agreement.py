"""Checks of agreement and calibration."""

from pathlib import Path

from mepp5.agreement.file import AGREEMENT, read_agreement
from mepp5.agreement.people import find_comparison_faults
from mepp5.annotation.calibration import find_calibration_faults
from mepp5.checks.findings import Check, Found
from mepp5.files import read_bytes
from mepp5.stages import generate


def _find_agreement(root: Path) -> Found:
    """The figures of agreement are those that the exports give."""
    read_agreement(root)
    for path, content in generate("agreement", root).items():
        if read_bytes(root / path) != content:
            yield AGREEMENT, "its figures are not those of the exports"


def _find_calibration(root: Path) -> Found:
    """The labels of calibration are of known segments and categories, and the comparison with people is of them."""
    yield from find_calibration_faults(root)
    yield from find_comparison_faults(root)


CHECKS = (
    Check("agreement", "Run mepp5 build.", _find_agreement),
    Check("calibration", "Label the segments again by the same protocol, ids and labels only.", _find_calibration),
)
