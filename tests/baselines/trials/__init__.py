"""Tests of baselines.trials."""
