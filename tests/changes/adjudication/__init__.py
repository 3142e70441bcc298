"""Tests of disputed links and how they fell."""
