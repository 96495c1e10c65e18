"""Whom a mail-out is for: conditions on people, joined by "and", "or" and "not".

An audience is groups of conditions: within a group all or any of them must be met, and all or any of the groups; each
condition may be turned round. That says everything that "and", "or" and "not" can say, and no more than two levels have
to be understood. It is kept as JSON:

    {"join": "all", "groups": [{"join": "any", "conditions": [{"is": "signed", "petition": 3, "not": true}]}]}

and {} is everybody. Whether somebody agreed to be written to is not among the conditions: it is asked always.
"""

from campaigns.audiences.errors import BadAudience
from campaigns.audiences.opinion import COVERS_OPINION, refusal
from campaigns.audiences.sentence import sentence
from campaigns.audiences.tree import Audience, parse

__all__ = ["COVERS_OPINION", "Audience", "BadAudience", "parse", "refusal", "sentence"]
