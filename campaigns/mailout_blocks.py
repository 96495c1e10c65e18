"""What a mail-out's body is made of: blocks for mail programs, which know less than browsers do."""

from wagtail.blocks import CharBlock, StreamBlock, TextBlock


class MailBodyBlock(StreamBlock):
    heading = CharBlock(max_length=120)
    text = TextBlock()
