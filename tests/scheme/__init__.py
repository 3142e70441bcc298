"""Tests of mepp5.scheme."""
