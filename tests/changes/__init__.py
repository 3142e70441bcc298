"""Tests of mepp5.changes."""
