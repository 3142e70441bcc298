"""What the server's own settings come to, as it reads them, whatever the user's environment says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixture_corpus import REPOSITORY
from tests.scripts.fixture_label_studio import Running

pytestmark = pytest.mark.label_studio
sys.path.insert(0, str(REPOSITORY / "scripts"))

# What would open a server, under each name that it takes a setting by.
OPENING = {
    "LOCAL_FILES_SERVING_ENABLED": "true",
    "SSRF_PROTECTION_ENABLED": "false",
    "DEBUG": "true",
    "ALLOWED_HOSTS": "*",
}
OPENING |= {"DISABLE_SIGNUP_WITHOUT_LINK": "false", "COLLECT_ANALYTICS": "true", "CONVERTER_DOWNLOAD_RESOURCES": "true"}
PROGRAM = """
import json, os, sys
from pathlib import Path
import label_studio
sys.path.insert(0, str(Path(label_studio.__file__).parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "core.settings.label_studio"
from django.conf import settings
names = ("LOCAL_FILES_SERVING_ENABLED", "SSRF_PROTECTION_ENABLED", "DEBUG", "ALLOWED_HOSTS")
names += ("DISABLE_SIGNUP_WITHOUT_LINK", "COLLECT_ANALYTICS", "CONVERTER_DOWNLOAD_RESOURCES")
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


@pytest.mark.parametrize("prefix", ["LABEL_STUDIO_", "HEARTEX_", ""])
def test_no_setting_of_the_users_opens_the_server(prefix: str, tmp_path: Path) -> None:
    from label_studio_server import ENVIRONMENT, _clean

    (tmp_path / "mydata").mkdir()  # what the server would serve files from
    opened = {**os.environ, **{f"{prefix}{name}": value for name, value in OPENING.items()}}
    environment = {**_clean(opened), **ENVIRONMENT, "LABEL_STUDIO_BASE_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "LOCAL_FILES_SERVING_ENABLED": False,
        "SSRF_PROTECTION_ENABLED": True,
        "DEBUG": False,
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost"],
        "DISABLE_SIGNUP_WITHOUT_LINK": True,
        "COLLECT_ANALYTICS": False,
        "CONVERTER_DOWNLOAD_RESOURCES": False,
    }


def test_nobody_signs_up_and_nothing_is_told_without_the_token(server: Running) -> None:
    import httpx

    with httpx.Client(trust_env=False) as client:
        form = {"email": "stranger@a.example", "password": "correct-horse-battery"}
        token = client.get(f"{server.url}/user/signup").cookies.get("csrftoken", "")
        said = client.post(f"{server.url}/user/signup", data={**form, "csrfmiddlewaretoken": token})
        assert said.status_code in (401, 403)
        assert client.get(f"{server.url}/api/projects").status_code == 401
        assert client.get(f"{server.url}/api/users").status_code == 401
