"""
What pytest passes over here: programs with requirements of their own, which `tests/how_to` runs; what Sphinx runs.
"""

collect_ignore = ["_extensions", "conf.py", "how-to/programs"]
