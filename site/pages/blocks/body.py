"""What a page's body is made of; each block has its template in templates/pages/blocks/."""

from wagtail.blocks import ListBlock, RichTextBlock, StaticBlock, StreamBlock

from pages.blocks import samples
from pages.blocks.chart import ChartBlock
from pages.blocks.features import PROSE
from pages.blocks.links import ActionBlock, CardsBlock, DownloadBlock
from pages.blocks.media import DescribedImageBlock, VideoBlock
from pages.blocks.words import (
    AccordionBlock,
    CalloutBlock,
    ExplainerBlock,
    FigureBlock,
    QuoteBlock,
    SignsBlock,
    SourceBlock,
    StepsBlock,
    TimelineBlock,
)


class BodyBlock(StreamBlock):
    text = RichTextBlock(
        features=PROSE,
        icon="pilcrow",
        template="pages/blocks/text.html",
        description="Paragraphs, with headings, lists and links.",
        preview_value=samples.PROSE,
    )
    figures = ListBlock(
        FigureBlock(),
        min_num=1,
        max_num=4,
        icon="order",
        template="pages/blocks/figures.html",
        description="One to four facts of the registry, shown large with their source.",
        preview_value=samples.figures,
    )
    explainer = ExplainerBlock(icon="help", template="pages/blocks/explainer.html")
    cards = CardsBlock(icon="grip", template="pages/blocks/cards.html")
    callout = CalloutBlock(icon="warning", template="pages/blocks/callout.html")
    help = StaticBlock(
        icon="mobile-alt",
        template="pages/blocks/help.html",
        admin_text="Where to get help now. The numbers come from the facts registry.",
        description="Where to get help now: the emergency number, the police and the helpline.",
        preview_value=None,
    )
    steps = StepsBlock(icon="list-ol", template="pages/blocks/steps.html")
    quote = QuoteBlock(icon="openquote", template="pages/blocks/quote.html")
    image = DescribedImageBlock(icon="image", template="pages/blocks/image.html")
    accordion = AccordionBlock(icon="collapse-down", template="pages/blocks/accordion.html")
    action = ActionBlock(icon="arrow-right", template="pages/blocks/action.html")
    timeline = TimelineBlock(icon="history", template="pages/blocks/timeline.html")
    chart = ChartBlock(icon="order-up", template="pages/blocks/chart.html")
    signs = SignsBlock(icon="view", template="pages/blocks/signs.html")
    video = VideoBlock(icon="media", template="pages/blocks/video.html")
    download = DownloadBlock(icon="download", template="pages/blocks/download.html")
    sources = ListBlock(
        SourceBlock(),
        icon="link",
        template="pages/blocks/sources.html",
        description="Where the page has its facts from.",
        preview_value=samples.SOURCES,
    )
