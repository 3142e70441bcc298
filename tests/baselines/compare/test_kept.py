"""What decides that a kept model of links is made anew."""

import pytest

from baselines.compare import kept
from baselines.compare.kept import describe_links


@pytest.mark.parametrize("fact", ["hash_config", "hash_clauses", "hash_invented", "hash_code", "version"])
def test_whatever_the_model_is_fitted_for_decides(monkeypatch, fact):
    before = describe_links()
    assert describe_links() == before
    monkeypatch.setattr(kept, fact, lambda *args, **options: "another")
    assert describe_links() != before
