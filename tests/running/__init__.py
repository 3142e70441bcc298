"""Tests of how commands run."""
