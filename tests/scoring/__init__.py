"""Tests of mepp5.scoring."""
