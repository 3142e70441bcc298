"""The server that the tests of the scripts share."""

from collections.abc import Iterator

import pytest

pytest.register_assert_rewrite("tests.scripts.fixture_label_studio")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    """A real Label Studio server, the same for every test that needs one."""
    from tests.scripts.fixture_label_studio import keep_serving

    with keep_serving(tmp_path_factory.mktemp("server") / "data") as running:
        yield running


@pytest.fixture
def title(request: pytest.FixtureRequest) -> str:
    """A project of the test's own, though two modules may name tests alike; the server allows 50 characters.

    Some are left for what a test puts behind it.
    """
    return f"{request.module.__name__.rpartition('_')[2]} {request.node.name}"[:40]
