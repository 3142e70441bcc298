"""Tests of mepp5.release."""
