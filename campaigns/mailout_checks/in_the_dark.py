"""A message as mail programs show it that follow a dark scheme: what it asks for in the dark stands in its places."""

import re

import css_inline

DARK = re.compile(r"@media[^{]*prefers-color-scheme:\s*dark[^{]*\{")
GROUND = re.compile(r"\bbackground\s*:")
_inliner = css_inline.CSSInliner(load_remote_stylesheets=False)  # a style marked important goes before one in its place


def darkened(html: str) -> str:
    return _inliner.inline(html.replace("</head>", f"<style>{dark_styles(html)}</style></head>", 1))


def dark_styles(html: str) -> str:
    """A ground is named as one colour, so that it takes the place of either way in which a style may name it."""
    styles = "\n".join(block(html, found.end()) for found in DARK.finditer(html))
    return GROUND.sub("background-color:", styles)


def block(text: str, begin: int) -> str:
    """What stands between the brace before `begin` and the one that closes it."""
    depth = 1
    for place, letter in enumerate(text[begin:], begin):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if not depth:
            return text[begin:place]
    return ""
