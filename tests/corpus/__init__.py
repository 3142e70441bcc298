"""Tests of mepp5.corpus."""
