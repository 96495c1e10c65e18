from campaigns.models.batch import DecisionBatch
from campaigns.models.bill import Bill, BillSitting, BillStage
from campaigns.models.campaign import (
    CampaignFact,
    CampaignIndexPage,
    CampaignPage,
    CampaignSupporter,
    CampaignUpdate,
)
from campaigns.models.counts import (
    ConstituencyTotal,
    CountRepair,
    CountryTotal,
    GroupTotal,
    HourTotal,
    PetitionTotal,
    SignatureDelta,
)
from campaigns.models.follow import CampaignFollow
from campaigns.models.fraud import (
    AllowedNetwork,
    Attempt,
    FraudRule,
    RuleReplay,
    RuleTotal,
    SpentChallenge,
    TallyMark,
)
from campaigns.models.letter import Letter, LetterBand, LetterDraft, LetterSketch, LetterStep
from campaigns.models.letter_action import Election, LetterAction, Position, TalkingPoint
from campaigns.models.letter_answer import LetterAnswer, PrintFile, PrintRun, Questionnaire
from campaigns.models.log import LogEntry, LogHead, LogNode
from campaigns.models.mailout import Mailout, MailoutClicks, MailoutLink, MailoutReply, Segment
from campaigns.models.mailout_action import MailoutAction
from campaigns.models.paper import HandInPack, PackArchive, PaperBatch, PaperScan
from campaigns.models.petition import Milestone, Petition, PetitionCorrection, PetitionNews
from campaigns.models.series import Series, SeriesStep
from campaigns.models.signature import ErasedSignature, Signature, SignatureDecision
from campaigns.models.supporter_import import SupporterImport, SupporterLine

__all__ = [
    "AllowedNetwork",
    "Attempt",
    "Bill",
    "BillSitting",
    "BillStage",
    "CampaignFact",
    "CampaignFollow",
    "CampaignIndexPage",
    "CampaignPage",
    "CampaignSupporter",
    "CampaignUpdate",
    "ConstituencyTotal",
    "CountRepair",
    "CountryTotal",
    "DecisionBatch",
    "Election",
    "ErasedSignature",
    "FraudRule",
    "GroupTotal",
    "HandInPack",
    "HourTotal",
    "Letter",
    "LetterAction",
    "LetterAnswer",
    "LetterBand",
    "LetterDraft",
    "LetterSketch",
    "LetterStep",
    "LogEntry",
    "LogHead",
    "LogNode",
    "Mailout",
    "MailoutAction",
    "MailoutClicks",
    "MailoutLink",
    "MailoutReply",
    "Milestone",
    "PackArchive",
    "PaperBatch",
    "PaperScan",
    "Petition",
    "PetitionCorrection",
    "PetitionNews",
    "PetitionTotal",
    "Position",
    "PrintFile",
    "PrintRun",
    "Questionnaire",
    "RuleReplay",
    "RuleTotal",
    "Segment",
    "Series",
    "SeriesStep",
    "Signature",
    "SignatureDecision",
    "SignatureDelta",
    "SpentChallenge",
    "SupporterImport",
    "SupporterLine",
    "TalkingPoint",
    "TallyMark",
]
