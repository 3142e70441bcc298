"""Tests of mepp5.invented."""
