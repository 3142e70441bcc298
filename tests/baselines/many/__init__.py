"""Tests of baselines.many."""
