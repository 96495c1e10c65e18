from django import forms

from campaigns.models import Petition


class AskForm(forms.Form):
    petition = forms.ModelChoiceField(Petition.objects.published(), empty_label="Choose")
