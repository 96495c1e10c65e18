"""Workers ask for addresses in messages without loading all those of the site: both ways lead to the same."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from campaigns import mailout_compile
from mail import list_headers

MESSAGE = UUID("5e1f0000-7a11-4c0d-8e55-9b0d1e5a3c7f")


def test_addresses_in_messages_are_those_of_the_site() -> None:
    asked: list[tuple[str, str, list[Any]]] = [
        ("mail_choices", list_headers.ADDRESSES, ["token"]),
        ("mail_one_click", list_headers.ADDRESSES, ["token", "campaign_news", MESSAGE]),
        ("mailout", mailout_compile.ADDRESSES, ["news"]),
        ("mailout_go", mailout_compile.ADDRESSES, [3, "a"]),
    ]
    for name, some, arguments in asked:
        assert reverse(name, some, args=arguments) == reverse(name, args=arguments)
