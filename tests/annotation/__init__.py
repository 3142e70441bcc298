"""Tests of mepp5.annotation."""
