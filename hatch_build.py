"""Build hook: a wheel carries the data, an editable install reads it from the clone."""

from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("corpus", "annotations", "invented", "data")


class CustomBuildHook(BuildHookInterface[BuilderConfig]):
    """Puts corpus/, annotations/, invented/ and data/ under mepp5/_files/ in a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders; in an editable install a copy would go stale, so it gets none."""
        if version != "standard":
            return
        for folder in CARRIED:
            if not (Path(self.root) / folder).is_dir():
                raise FileNotFoundError(f"{folder}/ is missing: build the wheel from the whole repository.")
            build_data["force_include"][str(Path(self.root) / folder)] = f"mepp5/_files/{folder}"
