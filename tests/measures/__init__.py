"""Tests of mepp5.measures."""
