from campaigns.models.campaign import CampaignPage
from campaigns.models.petition import ConstituencyTotal, Petition, PetitionTotal, Signature, SignatureDelta

__all__ = ["CampaignPage", "ConstituencyTotal", "Petition", "PetitionTotal", "Signature", "SignatureDelta"]
