"""
Tests of plots; a package, so that they share `cases`.
"""
