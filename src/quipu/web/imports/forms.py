"""What is asked at an import: the same as on the command line."""

from django import forms


class Terms(forms.Form):
    """What is said of the files, where they do not say it themselves."""

    published = forms.DateField(
        label="Day of publication",
        required=False,
        widget=forms.DateInput({"type": "date", "aria-describedby": "published-help"}),
    )
    origin = forms.CharField(
        label="Origin",
        required=False,
        max_length=200,
        widget=forms.TextInput({"aria-describedby": "origin-help"}),
    )
