"""Tests of mepp5.agreement."""
