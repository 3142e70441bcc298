"""Tests of baselines.transfer."""
