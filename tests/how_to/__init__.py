"""
Tests of the programs of the how-tos; a package, so that its `conftest` is not taken for that of all tests.
"""
