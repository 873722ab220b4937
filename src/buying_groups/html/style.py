"""
Style: how the HTML looks, in light and dark, without touching what surrounds it.

Every rule begins with the class of the root element, three times: a notebook styles tables and headings inside of its
own class, and whoever has the more classes wins. What differs between light and dark is a custom property; an email
client that knows none drops those declarations and shows its own black on white, where bars and words still stand.
"""

from __future__ import annotations

from markupsafe import Markup


__all__ = ["PAGE", "ROOT", "STYLE"]

ROOT = "buying-groups"

# Text on its background has a contrast of at least 4.5 : 1 in both (WCAG 2.2, 1.4.3), bars on their tracks 3 : 1
# (1.4.11); the tests in a browser measure the first.
_LIGHT = {
    "text": "#1c2530",
    "muted": "#55606c",
    "surface": "#ffffff",
    "raised": "#f5f7fa",
    "line": "#d5dce4",
    "link": "#0a5bb5",
    "track": "#e1e7ee",
    "shade": "#d5dce4",
    "engagement": "#1f6feb",
    "completeness": "#0f7f70",
    "high": "#0b5a26",
    "high-back": "#d6f2de",
    "medium": "#6a4300",
    "medium-back": "#ffecb8",
    "low": "#3e4a58",
    "low-back": "#e1e7ee",
}
_DARK = {
    "text": "#e6ecf2",
    "muted": "#a3aebb",
    "surface": "#12181f",
    "raised": "#1a222c",
    "line": "#333e4b",
    "link": "#79b8ff",
    "track": "#2c3743",
    "shade": "#465364",
    "engagement": "#5c9ff8",
    "completeness": "#3dbba4",
    "high": "#8ce8a8",
    "high-back": "#123f24",
    "medium": "#f6d27a",
    "medium-back": "#46360c",
    "low": "#c5ced8",
    "low-back": "#2c3743",
}

# Where a notebook or a documentation site has a theme of its own, that goes before the system's: JupyterLab, VS Code,
# Google Colab, and the pydata theme of Sphinx.
_LIGHT_THEMES = ('[data-jp-theme-light="true"]', ".vscode-light", '[data-theme="light"]')
_DARK_THEMES = ('[data-jp-theme-light="false"]', ".vscode-dark", '[theme="dark"]', '[data-theme="dark"]')

_RULES = """
& { box-sizing: border-box; position: relative; max-width: 1120px; margin: 0 auto; padding: 20px; text-align: left;
  font: 400 max(14px, .9375rem)/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  color: var(--buying-text); background: var(--buying-surface); overflow-wrap: break-word }
& * { box-sizing: border-box }
& h1, & h2, & h3, & h4, & h5 { margin: 0; padding: 0; border: 0; color: inherit; font-weight: 600; line-height: 1.3;
  letter-spacing: normal }
& .buying-title { font-size: 1.7em }
& .buying-heading { font-size: 1.2em; margin-bottom: .7em }
& .buying-subheading { font-size: 1em; margin-bottom: .4em }
& p, & ul, & dl, & dd { margin: 0; padding: 0 }
& p { color: inherit }
& section { margin-top: 20px; padding: 18px; border: 1px solid var(--buying-line); border-radius: 10px;
  background: var(--buying-surface) }
& .buying-part { margin-top: 16px }
& .buying-heading + .buying-part, & section > .buying-part:first-child { margin-top: 0 }
& .buying-muted { color: var(--buying-muted) }
& .buying-small { font-size: .87em }
& .buying-light { font-weight: 400 }
& code { padding: 0; border: 0; font: .85em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  color: var(--buying-muted); background: none; white-space: normal; overflow-wrap: anywhere }
& .buying-id { display: block }
& a { color: var(--buying-link); text-decoration: underline }
& a[href^="tel:"] { white-space: nowrap }
& .buying-columns { display: grid; gap: 14px 28px;
  grid-template-columns: repeat(auto-fit, minmax(min(230px, 100%), 1fr)) }
& .buying-columns > * { min-width: 0 }
& .buying-facts dt { float: none; width: auto; margin: 0; padding: 0; font-weight: 400; font-size: .87em;
  color: var(--buying-muted) }
& .buying-facts dd { float: none; width: auto; margin: 0 }
& .buying-list { list-style: none }
& .buying-list > li { margin: 0 }
& .buying-list > li + li { margin-top: 5px }
& time { white-space: nowrap }
& .buying-highlights { margin: 8px 0 0; padding-left: 1.2em; list-style: disc }
& .buying-highlights > li { margin: 2px 0 }
& .buying-summary { margin-top: 16px; padding: 12px 14px; border-left: 3px solid #1f6feb;
  border-left-color: var(--buying-engagement); border-radius: 0 8px 8px 0; background: var(--buying-raised) }
& .buying-summary p + p { margin-top: 8px }
& .buying-score { display: flex; align-items: center; gap: 10px; min-width: 90px }
& .buying-track { flex: 1 1 auto; display: block; min-width: 40px; max-width: 260px; height: 8px; overflow: hidden;
  border-radius: 4px; background: var(--buying-track) }
& .buying-bar { display: block; height: 8px; border-radius: 4px; background: #1f6feb;
  background: var(--buying-engagement) }
& .buying-bar.buying-of-completeness { background: #0f7f70; background: var(--buying-completeness) }
& .buying-number { flex: none; min-width: 3em; text-align: right; font-variant-numeric: tabular-nums;
  font-weight: 600 }
& .buying-number:first-child { min-width: 0 }
& .buying-large .buying-number { font-size: 1.9em; line-height: 1.1; min-width: 0 }
& .buying-large .buying-track, & .buying-large .buying-bar { height: 12px; border-radius: 6px }
& .buying-large .buying-track { max-width: none; order: 2 }
& .buying-level { display: inline-block; padding: 1px 9px; border: 1px solid transparent; border-radius: 10px;
  font-size: .87em; font-weight: 600; line-height: 1.45; white-space: nowrap }
& .buying-level::first-letter { text-transform: uppercase }
& .buying-high { color: var(--buying-high); background: var(--buying-high-back) }
& .buying-medium { color: var(--buying-medium); background: var(--buying-medium-back) }
& .buying-low { color: var(--buying-low); background: var(--buying-low-back) }
& .buying-unknown { color: var(--buying-muted); border: 1px dashed var(--buying-muted) }
& .buying-chips { display: flex; flex-wrap: wrap; gap: 8px; list-style: none }
& .buying-chips > li { margin: 0; max-width: 100%; padding: 3px 5px 3px 11px; border: 1px solid var(--buying-line);
  border-radius: 16px; background: var(--buying-raised) }
& .buying-scroll { overflow-x: auto;
  background: linear-gradient(90deg, var(--buying-surface) 24px, transparent 48px) local,
  linear-gradient(270deg, var(--buying-surface) 24px, transparent 48px) local,
  linear-gradient(90deg, var(--buying-shade), transparent 16px),
  linear-gradient(270deg, var(--buying-shade), transparent 16px) }
& .buying-scroll tbody th { min-width: 8.5em }
& table { width: 100%; margin: 0; border: 0; border-collapse: collapse; table-layout: auto; font-size: .94em;
  color: inherit; background: none }
& thead tr, & tbody tr { border: 0; background: none }
& th, & td { max-width: none; padding: 7px 10px 7px 0; border: 0; border-bottom: 1px solid var(--buying-line);
  text-align: left; vertical-align: top; font-weight: 400; color: inherit; background: none;
  white-space: normal; overflow-wrap: break-word }
& thead th { font-size: .92em; color: var(--buying-muted); vertical-align: bottom }
& tbody th { font-weight: 600 }
& th:last-child, & td:last-child { padding-right: 0 }
& tbody tr:last-child > * { border-bottom: 0 }
& .buying-narrow { table-layout: fixed }
& .buying-narrow th:first-child { width: 36% }
& .buying-narrow th:last-child { width: 36% }
& .buying-cards { display: grid; gap: 14px; align-items: start; list-style: none;
  grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr)) }
& .buying-card { min-width: 0; margin: 0; padding: 14px 16px; border: 1px solid var(--buying-line); border-radius: 10px;
  background: var(--buying-raised) }
& .buying-card > .buying-small { margin-top: 8px }
& details { margin: 10px 0 0; padding: 0; border: 0; background: none }
& summary { margin: 0; padding: 3px 0; border: 0; cursor: pointer; font-weight: 400; color: var(--buying-link);
  background: none; list-style: disclosure-closed inside }
& details[open] > summary { list-style-type: disclosure-open }
& summary:focus-visible, & a:focus-visible, & .buying-scroll:focus-visible { outline: 2px solid #1f6feb;
  outline: 2px solid var(--buying-link); outline-offset: 2px }
& details .buying-facts { grid-template-columns: minmax(0, 1fr); gap: 10px; margin-top: 8px }
& details .buying-summary { margin-top: 8px; background: var(--buying-surface) }
& .buying-tree { margin: 6px 0 0; padding-left: 1.2em; list-style: none }
& .buying-tree > li { margin: 4px 0 }
& footer { margin-top: 18px; font-size: .87em; color: var(--buying-muted) }
@media (max-width: 480px) { & { padding: 12px } & section { margin-top: 14px; padding: 14px 12px }
  & .buying-card { padding: 12px }
  & .buying-facts { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px 16px } }
"""


def _declared(palette: dict[str, str], scheme: str) -> str:
    colours = "; ".join(f"--buying-{name}: {colour}" for name, colour in palette.items())
    return f"{{ color-scheme: {scheme}; {colours} }}"


def _within(themes: tuple[str, ...]) -> str:
    return ", ".join(f"{theme} .{ROOT}" for theme in themes)


def _compact(css: str) -> str:
    lines = " ".join(css.split()).replace("&", f".{ROOT}" * 3)
    for mark in "{};,":
        lines = lines.replace(f"{mark} ", mark).replace(f" {mark}", mark)
    return lines.replace(": ", ":").replace("}", "}\n").replace("}\n}", "}}")


STYLE = Markup(  # noqa: S704 - nothing in it comes from data
    _compact(
        f".{ROOT} {_declared(_LIGHT, 'light')}"
        f"@media (prefers-color-scheme: dark) {{ .{ROOT} {_declared(_DARK, 'dark')} }}"
        f"{_within(_LIGHT_THEMES)} {_declared(_LIGHT, 'light')}"
        f"{_within(_DARK_THEMES)} {_declared(_DARK, 'dark')}"
        f"{_RULES}"
    )
)
"""The style sheet of a piece of HTML."""

PAGE = Markup(  # noqa: S704 - as above
    f"body{{margin:0;background:{_LIGHT['surface']};color:{_LIGHT['text']}}}\n"
    f"@media (prefers-color-scheme:dark){{body{{background:{_DARK['surface']};color:{_DARK['text']}}}}}\n"
)
"""What a whole page needs besides."""
