"""Tests of baselines.predict."""
