from django import template
from django.template.base import Parser, Token

from mail.wording import WordingNode

register = template.Library()


@register.tag
def wording(parser: Parser, token: Token) -> WordingNode:
    """{% wording "opening" %}…{% endwording %}: our words, unless staff wrote their own; {% wording "title" line %}."""
    match token.split_contents():
        case [_, quoted]:
            is_line = False
        case [_, quoted, "line"]:
            is_line = True
        case _:
            raise template.TemplateSyntaxError('It takes the name of a slot: {% wording "opening" %}')
    nodelist = parser.parse(("endwording",))
    parser.delete_first_token()
    return WordingNode(quoted.strip("\"'"), is_line=is_line, nodelist=nodelist, parser=parser)
