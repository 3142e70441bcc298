"""Tests of baselines.slots."""
