"""A made-up copy of OPP-115: three policies, three people each.

copy = make_copy(tmp_path)
"""

import csv
from pathlib import Path

from tests.scripts.fixture_calibration import write_row

FIRST, THIRD = "First Party Collection/Use", "Third Party Sharing/Collection"
SECURITY, RETENTION = "Data Security", "Data Retention"
INTERNATIONAL, CHOICE = "International and Specific Audiences", "User Choice/Control"
INTRODUCTION, CONTACT = "Other: Introductory/Generic", "Other: Privacy contact information"
NOTHING = "Other: Other"
LAMPS, FORUM, BAKERY = "12_lamps.example", "7_forum.example", "90_bakery.example"

# policy -> its segments, each with what the three people say of it.
SEGMENTS: dict[str, list[tuple[str, list[list[str]]]]] = {
    LAMPS: [
        (
            "<strong> Lamps and your data </strong> <br> <br> This page explains how we work.",
            [[INTRODUCTION], [INTRODUCTION], [NOTHING]],
        ),
        (
            "<strong> What we collect </strong> <br> <br> We collect your name and your e-mail address. "
            "We encrypt what we store on our servers. <br> <br>",
            [[FIRST, FIRST, SECURITY], [FIRST], [SECURITY]],
        ),
        ("We never sell your personal information to anybody. <br>", [[THIRD], [THIRD], [THIRD]]),
        ("<strong> Where to write </strong> <br>", [[NOTHING], [], [CONTACT]]),
        ("Write to privacy@lamps.example. We keep your letters for thirty days.", [[CONTACT], [CONTACT], [RETENTION]]),
    ],
    FORUM: [
        ("<strong> Sharing </strong> <br> <br> We do not sell your personal information.", [[THIRD], [THIRD], [FIRST]]),
        (
            "<strong> What we keep </strong> <br> <br> We collect the following information: <ul> "
            "<li> your name; </li> <li> your heart rate. </li> </ul>",
            [[FIRST], [FIRST], [FIRST, RETENTION]],
        ),
        ("We encrypt what we store on our servers, always. <br> <br>", [[SECURITY], [SECURITY], [SECURITY]]),
    ],
    BAKERY: [
        ("We collect the names of our customers and their orders.", [[FIRST], [FIRST], [FIRST]]),
        ("<strong> Children </strong> <br> <br> No child may order bread here.", [[INTERNATIONAL]] * 3),
        ("We sell bread and nothing else.", [[INTRODUCTION], [CHOICE], []]),
    ],
}
PEOPLE = ("31", "32", "40")


def make_copy(directory: Path) -> Path:
    """Write the copy in the layout of the original and return its directory."""
    copy = directory / "OPP-115"
    for folder in ("annotations", "sanitized_policies"):
        (copy / folder).mkdir(parents=True)
    for policy, segments in SEGMENTS.items():
        rows = [
            (person, number, said)
            for place, person in enumerate(PEOPLE)
            for number, (_, of_people) in enumerate(segments)
            for said in of_people[place]
        ]
        with (copy / "annotations" / f"{policy}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(write_row(number, *row) for number, row in enumerate(rows))
        page = copy / "sanitized_policies" / f"{policy}.html"
        page.write_text("|||".join(words for words, _ in segments), encoding="utf-8")
    return copy
