"""What is said of a name that there is not."""

import click
import pytest

from mepp5.names import LISTED, check_names, find_nearest, list_names, say_unknown


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("data_secruity", ["data_security"]),
        ("DATA_SECRUITY", ["data_security"]),
        ("China", ["China"]),
        ("retention", ["data_retention"]),
        ("qqq", []),
        ("", []),
    ],
)
def test_nearest_are_those_spelt_alike_or_holding_the_name(name, nearest):
    assert find_nearest(name, ["data_security", "data_retention", "China"]) == nearest


def test_no_more_than_three_are_offered():
    assert len(find_nearest("data", [f"data_{number}" for number in range(9)])) == 3


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (["a", "b"], "no slot 'zz'; choose one of: a, b (see this lists all)."),
        ([], "no slot 'zz'; choose one of: none (see this lists all)."),
        ([str(number) for number in range(99)], "no slot 'zz'; none is near (see this lists all)."),
    ],
)
def test_where_none_is_near_a_few_are_all_listed(known, words):
    assert say_unknown("slot", "zz", known, "see this") == words


@pytest.mark.parametrize("kind", LISTED)
def test_every_kind_has_names_each_of_which_is_known(kind):
    names = list_names(kind)
    assert names
    assert len(set(names)) == len(names)
    check_names(kind, names)
    with pytest.raises(click.UsageError, match=f"^no {kind} 'never'; "):
        check_names(kind, [*names, "never"])
