"""What campaigns know of a group, and what becomes of it when the group becomes part of another."""

from campaigns.models import Letter, LetterDraft, PaperBatch, Signature
from campaigns.services import counting
from groups.belongings import Belonging, leave, register
from groups.models import CommunityGroup

STAYING = {
    "campaigns.signaturedelta.group": "what was counted, as it was; moving a signature counts it anew",
    "campaigns.grouptotal.group": "the sum of these, which follows when they are folded",
}


def lock_signatures(group: CommunityGroup) -> None:
    """So that none is confirmed or withdrawn for the one group while it moves to the other."""
    list(Signature.objects.select_for_update(no_key=True).filter(group=group).order_by("pk").values_list("pk"))


def lock_letters(group: CommunityGroup) -> None:
    list(Letter.objects.select_for_update(no_key=True).filter(group=group).order_by("pk").values_list("pk"))


def count_anew(keys: list[int], before: CommunityGroup, after: CommunityGroup) -> None:
    """Those that count, for the one group in place of the other. Their petition's total stays what it is."""
    counting.move_to_group(keys, before=before, after=after)


def register_own() -> None:
    register(
        Belonging("Signatures by its link", Signature, lock=lock_signatures, moved=count_anew),
        Belonging("Signatures on its sheets of paper", PaperBatch),
        Belonging("Letters by its link", Letter, lock=lock_letters),
        Belonging("Letters being written by its link", LetterDraft),
    )
    leave(STAYING)
