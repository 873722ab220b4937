"""
Plain words: those that may begin with a capital letter in the middle of a text, and name nobody.

They do so in headings, after a bullet, in titles of months and days.
"""

from __future__ import annotations


__all__ = ["PLAIN_WORDS"]

_WORDS = """
a i an the this that these those it its they their he she his her we our us of for in on at to by from as and
or but with no not all each every some most more none nobody top key new last latest next first second third
over since after before buying group groups account accounts member members person people role roles
engagement engaged score scores completeness complete topic topics interest interests intent product products
trending trend trends activity activities missing summary highlights highlight overview decision maker makers
moment moments interesting stage stages shared colleagues opportunities opportunity open current currently
strong high medium low unknown day days week weeks note notes status momentum change january february march
april may june july august september october november december monday tuesday wednesday thursday friday
saturday sunday
"""

PLAIN_WORDS = frozenset(_WORDS.split())
