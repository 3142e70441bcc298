"""Tests of baselines.changes."""
