"""Tests of mepp5.checks."""
