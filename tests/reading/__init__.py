"""Tests of how files are read field by field."""
