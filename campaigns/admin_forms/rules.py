"""What a rule is told, by its kind; and a network that rules by address leave alone."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from wagtail.admin.widgets import AdminDateTimeInput

from campaigns import countries
from campaigns.enums import Judgement, RuleKind
from campaigns.models import FraudRule, Petition, RuleReplay
from campaigns.services import rules

DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
LONGEST = timedelta(days=30)  # attempts are kept no longer
MOST_DOMAINS = 2000
RATES = (RuleKind.IP_RATE, RuleKind.NETWORK_RATE, RuleKind.DOMAIN_RATE, RuleKind.NAME_RATE, RuleKind.ATTACK)


class Why(forms.Form):
    why = forms.CharField(label="Reason", max_length=300, help_text="Staff read it in the history.")


class ChangeRule(Why):
    """Has only the fields that the rule's kind knows."""

    judgement = forms.ChoiceField(
        label="What it does",
        choices=[
            (Judgement.HELD, "Hold: staff release it"),
            (Judgement.REFUSED, "Refuse: nothing is kept but a count"),
        ],
    )
    order = forms.IntegerField(min_value=1, max_value=999, help_text="The first that finds something decides.")
    quota = forms.IntegerField(label="How many", min_value=1, max_value=1_000_000)
    seconds = forms.IntegerField(label="In how many seconds", min_value=1, max_value=int(LONGEST.total_seconds()))
    domains = forms.CharField(label="Domains", widget=forms.Textarea(attrs={"rows": 8}), help_text="One on each line.")
    except_domains = forms.CharField(
        label="Domains that it leaves alone",
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        help_text="One on each line: providers whose mailboxes many people have.",
    )
    countries = forms.MultipleChoiceField(choices=countries.choices, required=False, widget=forms.SelectMultiple)
    field_order = ["judgement", "order", "quota", "seconds", "domains", "except_domains", "countries", "why"]

    def __init__(self, *args: Any, rule: FraudRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_some = {"quota", "seconds", "domains", "except_domains", "countries"}
        of_those_that_judge = {"judgement", "order"} if rule.kind == RuleKind.ATTACK else set()
        for name in of_some - set(fields_of(rule)) | of_those_that_judge:
            del self.fields[name]

    def clean_domains(self) -> list[str]:
        return listed(self.cleaned_data["domains"])

    def clean_except_domains(self) -> list[str]:
        return listed(self.cleaned_data["except_domains"])

    @property
    def parameters(self) -> dict[str, Any]:
        names = {"quota": "quota", "seconds": "seconds", "domains": "domains", "except_domains": "except"}
        given = {key: self.cleaned_data[name] for name, key in names.items() if name in self.fields}
        return {**given, "countries": self.cleaned_data["countries"]} if "countries" in self.fields else given


def fields_of(rule: FraudRule) -> list[str]:
    if rule.kind == RuleKind.DOMAIN_RATE:
        return ["quota", "seconds", "except_domains"]
    if rule.kind in RATES:
        return ["quota", "seconds"]
    return {RuleKind.DOMAIN_LIST: ["domains"], RuleKind.COUNTRY: ["countries"]}.get(RuleKind(rule.kind), [])


class ReplayRule(ChangeRule):
    """A rule as it might be, and on what it is tried."""

    petition = forms.ModelChoiceField(
        Petition.objects.published(), required=False, empty_label="All petitions", label="On"
    )
    field_order = ["petition", *ChangeRule.field_order]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["why"]


def initial_of(rule: FraudRule | RuleReplay) -> dict[str, Any]:
    told = dict(rule.parameters)
    told["except_domains"] = "\n".join(told.pop("except", []))
    told["domains"] = "\n".join(told.get("domains", []))
    return {**told, "judgement": rule.judgement, "order": rule.order}


def listed(typed: str) -> list[str]:
    found = list(dict.fromkeys(line.strip().lower().removeprefix("@") for line in typed.splitlines() if line.strip()))
    wrong = [domain for domain in found if not DOMAIN.fullmatch(domain)]
    if wrong:
        raise forms.ValidationError(f"Not a domain: {', '.join(wrong[:5])}. Write what stands after the @.")
    if len(found) > MOST_DOMAINS:
        raise forms.ValidationError(f"At most {MOST_DOMAINS} domains.")
    return found


class AllowNetwork(forms.Form):
    network = forms.CharField(max_length=49, help_text="An address or a range, such as 192.0.2.0/24.")
    label = forms.CharField(label="Whose it is", max_length=120, help_text="A school, a charity, an office.")
    until = forms.DateTimeField(
        label="Until", widget=AdminDateTimeInput, required=False, help_text="Empty: until somebody removes it."
    )

    def clean_network(self) -> str:
        try:
            return rules.plain_network(self.cleaned_data["network"])
        except rules.NoNetwork as refusal:
            raise forms.ValidationError(str(refusal)) from None
