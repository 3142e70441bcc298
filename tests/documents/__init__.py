"""Tests of mepp5.documents."""
