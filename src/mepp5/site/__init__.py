"""The explorer: the release as static pages that are opened from disk, to be read, filtered, cited and scored against.

In comes the release with its annotators, reasons and results; out go whole HTML files by name. Here nothing is decided
or scored anew, and no page asks anything of any other place: style and script stand in each.
"""
