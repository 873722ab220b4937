"""
Plain words: those that may begin with a capital letter in the middle of a text, and name nobody.

They do so in headings, after a bullet, in titles of months and days.
"""

from __future__ import annotations


__all__ = ["OPENING_WORDS", "PLAIN_WORDS"]

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

_OPENING = """
about above across after again almost already also although altogether amid among another any around ask asked
attention because before behind below beside besides between beyond both brief bright broad but by call called calls
care certainly check clear clearly closest combined compared contact contacted contrast customer despite down due during
earlier either elsewhere email employee entire even ever everybody everyone except few find finally focus follow
followed former formerly fresh full fully further general given good great half head here higher highest hold how
however if ignore inactive indeed instead invite involve join just keep known large late lately later lead leader
leading least led less like little long lost lower lowest mail main mainly many maybe meanwhile meet mention minor more
moreover mostly much near nearly neither never nor nothing now off often old once one only other others out outreach
outside own partly past per perhaps personal plan please plus positive possible prior prioritise prioritize priority
progress promising purchase question quiet rather reach read recent recently regarding remember renewed rise rising see
seen several short show shows silent similar single slight small so some someone somewhat soon start starts still
stronger strongest such sudden support sure surge talk team than thank thanks then there therefore thing though three
through throughout thus together too total towards trust two under unlike until up upon urgent usual very via visit warm
watch weak well what when where whereas whether which while who whole whom whose why within without work worth yet you
your zero fellow senior junior chief director manager engineer architect analyst consultant developer
"""

OPENING_WORDS = PLAIN_WORDS | frozenset(_OPENING.split())
"""Words that may open a sentence or a highlight where else a name stands: "Contact Ada Berg", "Silent in the group"."""
