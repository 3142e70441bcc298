"""Tests of mepp5.adjudication."""
