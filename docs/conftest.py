# ruff: noqa: INP001 - a folder of documents, not a package
"""
What pytest passes over here: programs with requirements of their own, which `tests/how_to` runs.
"""

collect_ignore = ["how-to/programs"]
