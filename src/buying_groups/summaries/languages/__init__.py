"""
The languages that summaries are written in.
"""
