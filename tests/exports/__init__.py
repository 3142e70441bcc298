"""Tests of the exports: every format is read back by a reader that is not ours."""
