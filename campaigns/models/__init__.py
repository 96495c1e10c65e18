from campaigns.models.campaign import CampaignPage
from campaigns.models.petition import Petition, PetitionTotal, Signature, SignatureDelta

__all__ = ["CampaignPage", "Petition", "PetitionTotal", "Signature", "SignatureDelta"]
