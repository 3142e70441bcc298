"""Tests of mepp5.past."""
