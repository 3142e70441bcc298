"""Tests of baselines.categories."""
