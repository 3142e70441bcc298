"""Checks of agreement and calibration."""

from pathlib import Path

from mepp5.agreement.file import AGREEMENT, read_agreement
from mepp5.agreement.measurement import generate
from mepp5.agreement.people import find_comparison_faults
from mepp5.annotation.calibration import find_calibration_faults
from mepp5.checks.findings import Check, Found
from mepp5.files import read_bytes


def _find_agreement(root: Path) -> Found:
    read_agreement(root)
    for path, content in generate(root).items():
        if read_bytes(root / path) != content:
            yield AGREEMENT, "its figures are not those of the exports"


def _find_calibration(root: Path) -> Found:
    yield from find_calibration_faults(root)
    yield from find_comparison_faults(root)


CHECKS = (
    Check("agreement", "Run mepp5 build.", _find_agreement),
    Check("calibration", "Label the segments again by the same protocol, ids and labels only.", _find_calibration),
)
