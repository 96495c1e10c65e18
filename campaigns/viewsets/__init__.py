from wagtail.admin.viewsets.model import ModelViewSetGroup

from campaigns.viewsets.bills import BillViewSet
from campaigns.viewsets.comments import CommentViewSet
from campaigns.viewsets.letter_group import LettersViewSetGroup
from campaigns.viewsets.mailout_group import MailoutsViewSetGroup
from campaigns.viewsets.packs import HandInPackViewSet
from campaigns.viewsets.paper import PaperBatchViewSet
from campaigns.viewsets.petitions import PetitionViewSet
from campaigns.viewsets.rules import FraudRuleViewSet
from campaigns.viewsets.signatures import SignatureViewSet


class CampaignsViewSetGroup(ModelViewSetGroup):
    menu_label = "Campaigns"
    menu_icon = "openquote"
    menu_order = 240
    items = (
        PetitionViewSet("petitions", url_prefix="petitions"),
        SignatureViewSet("signatures", url_prefix="signatures"),
        CommentViewSet("petition_comments", url_prefix="petition-comments"),
        FraudRuleViewSet("fraud_rules", url_prefix="fraud-rules"),
        BillViewSet("bills", url_prefix="bills"),
        PaperBatchViewSet("paper_batches", url_prefix="paper"),
        HandInPackViewSet("hand_in_packs", url_prefix="hand-in-packs"),
        LettersViewSetGroup(),
        MailoutsViewSetGroup(),
    )
