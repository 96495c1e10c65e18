"""All screens about letters, in a menu of their own below that of campaigns."""

from wagtail.admin.viewsets.model import ModelViewSetGroup

from campaigns.viewsets.letter_actions import LetterActionViewSet
from campaigns.viewsets.letter_answers import LetterAnswerViewSet
from campaigns.viewsets.letter_dashboard import LetterDashboardViewSet
from campaigns.viewsets.letter_desk import LetterViewSet
from campaigns.viewsets.letter_elections import ElectionViewSet
from campaigns.viewsets.letter_positions import PositionViewSet
from campaigns.viewsets.letter_print_runs import PrintRunViewSet


class LettersViewSetGroup(ModelViewSetGroup):
    menu_label = "Letters"
    menu_icon = "mail"
    add_to_admin_menu = False  # it stands in the menu of campaigns
    items = (
        LetterViewSet("letter_desk", url_prefix="letters"),
        LetterActionViewSet("letter_actions", url_prefix="letter-actions"),
        PrintRunViewSet("print_runs", url_prefix="print-runs"),
        LetterAnswerViewSet("letter_answers", url_prefix="letter-answers"),
        PositionViewSet("mp_positions", url_prefix="positions-of-mps"),
        ElectionViewSet("elections", url_prefix="elections"),
        LetterDashboardViewSet("letter_dashboard", url_prefix="letters-dashboard"),
    )
