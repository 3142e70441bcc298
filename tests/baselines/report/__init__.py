"""Tests of baselines.report."""
