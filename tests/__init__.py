"""Tests: a folder for each package, with the fixtures that its tests share; tests of the whole at the root."""
