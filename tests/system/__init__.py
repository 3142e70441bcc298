"""Tests of drafts, folders and memory."""
