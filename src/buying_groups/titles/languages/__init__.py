"""
The words of each language, as tables; `buying_groups.titles.default_vocabulary` says how they read.
"""
