from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify
from django.views.decorators.debug import sensitive_variables

from accounts.gateway import default_models
from accounts.models import Company, Member, ProviderKey, Role, action_label
from accounts.models.company import KEPT_DAYS, KEPT_MONTHS
from accounts.queries import address_is_taken
from accounts.services.companies import LogoUnreadable, redrawn_logo
from ai.configuration import looks_like_a_key, slots_of
from ai.presets import PRESETS, Slot

Told = Member.Told
RESERVED_ADDRESSES = {"new", "admin", "api", "static", "www", "help", "support", "status", "about", "colloquy"}
TINTS = (
    ("#0e5a50", "Green"),
    ("#2a5796", "Blue"),
    ("#8a5a0b", "Amber"),
    ("#a4322a", "Red"),
    ("#6b3fa0", "Violet"),
    ("#1d1b18", "Black"),
)


@cache
def zones() -> list[tuple[str, str]]:
    """One name a place, from the table of the time-zone database: without its hundreds of older spellings."""
    table = (files("tzdata.zoneinfo") / "zone.tab").read_text().splitlines()
    names = sorted(line.split("	")[2] for line in table if not line.startswith("#"))
    return [("UTC", "UTC"), *((name, name.replace("_", " ").replace("/", ", ")) for name in names)]


def plain_name(value: str) -> None:
    """A name goes into subjects and mails: it must be one line, and no link."""
    if "://" in value or any(not letter.isprintable() for letter in value):
        raise forms.ValidationError("A name is one line of letters and signs, without a link.")


class SignupForm(forms.Form):
    """The part of signing up that allauth does not ask."""

    name = forms.CharField(
        label="Your name", max_length=120, validators=[plain_name], widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ("name", "email", "password1")

    def signup(self, request: Any, user: Any) -> None:
        """allauth asks for this method; the adapter has saved the name already."""


class AccentMixin(forms.Form):
    accent = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label="Accent",
        initial=TINTS[0][0],
        error_messages={"invalid": "Write a colour as # and six digits, such as #0e5a50."},
        widget=forms.TextInput(attrs={"type": "color", "data-accent": ""}),
        help_text="We darken or lighten it where text on it would be hard to read.",
    )

    def clean_accent(self) -> str:
        return str(self.cleaned_data["accent"]).lower()


class LogoMixin(forms.Form):
    logo = forms.FileField(
        required=False,
        help_text="PNG, JPEG or WebP, up to 1 MB.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean_logo(self) -> UploadedFile[bytes] | None:
        upload: UploadedFile[bytes] | None = self.cleaned_data["logo"]
        if upload:
            try:
                redrawn_logo(upload)
            except LogoUnreadable as problem:
                raise forms.ValidationError(str(problem)) from None
            upload.seek(0)
        return upload


class CompanyForm(forms.Form):
    name = forms.CharField(
        max_length=80,
        validators=[plain_name],
        help_text="As candidates know it.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    slug = forms.RegexField(
        r"^[a-z0-9](-?[a-z0-9])+$",
        label="Address",
        max_length=40,
        required=False,
        help_text="Part of your links. Left empty, it is made from the name.",
        error_messages={"invalid": "Use small letters, digits and single hyphens, at least two characters."},
    )
    time_zone = forms.ChoiceField(choices=zones, initial="UTC", widget=forms.Select(attrs={"data-own-zone": ""}))
    language = forms.ChoiceField(label="Language of interviews, to begin with", choices=Company.Language)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "slug" not in self.errors and "name" in data:
            data["slug"] = data.get("slug") or slugify(data["name"])[:40].strip("-")
            if len(data["slug"]) < 2:
                self.add_error("slug", "No address can be made from this name; write one of small letters and digits.")
            elif data["slug"] in RESERVED_ADDRESSES:
                self.add_error("slug", "This address is kept for Colloquy itself; choose another.")
            elif address_is_taken(data["slug"]):
                self.add_error("slug", f"The address “{data['slug']}” is taken; choose another.")
        return data


LONGEST_MONTH_DAYS = 31
KEPT = ("recordings_kept_days", "reports_kept_months")
NO_CONTACT = "Left empty, their answers go to whoever invited them, whose own address they then see."


class AppearanceForm(LogoMixin, AccentMixin):
    contact_email = forms.EmailField(
        label="Who candidates can write to",
        max_length=254,
        required=False,
        help_text=f"For questions, extra time, or a talk with a person instead. {NO_CONTACT}",
    )
    field_order = ("logo", "accent", "contact_email")


class SettingsForm(LogoMixin, AccentMixin):
    name = forms.CharField(max_length=80, validators=[plain_name], help_text="As candidates know it.")
    remove_logo = forms.BooleanField(label="Remove the logo", required=False)
    time_zone = forms.ChoiceField(choices=zones)
    language = forms.ChoiceField(label="Language of interviews, to begin with", choices=Company.Language)
    contact_email = forms.EmailField(label="Who candidates can write to", max_length=254, required=False, help_text=NO_CONTACT)
    candidate_notice = forms.CharField(
        label="A word to candidates",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Shown before the interview: what the job is about, who reads the report, when they will hear from you.",
    )
    feedback = forms.ChoiceField(
        label="Candidates get feedback on their answers",
        choices=Company.Feedback,
        widget=forms.RadioSelect,
        help_text="Strengths and advice, never a score; where an interview’s plan gives any.",
    )
    recordings_kept_days = forms.TypedChoiceField(
        label="Recordings are kept for",
        choices=KEPT_DAYS,
        coerce=int,
        help_text="Of voices, and of cameras where a plan allows them. What was said stays as text.",
    )
    reports_kept_months = forms.TypedChoiceField(
        label="Transcripts and reports are kept for",
        choices=KEPT_MONTHS,
        coerce=int,
        help_text="After the end of an interview; then it is deleted. A shorter time holds at once, also for what is there already."
        " A longer one holds for whoever agrees to it from now on.",
    )
    # Shown only once something would go by it.
    sure = forms.BooleanField(label="Delete what is older", required=False)
    deletes = False
    privacy_notice = forms.CharField(
        label="Privacy notice",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Who is responsible for the data, why it is kept, for how long, and how to object.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = not isinstance(field, forms.FileField)
            # Browsers cut what is pasted beyond it, and say nothing; we would rather say how much is too much.
            field.widget.attrs.pop("maxlength", None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        days, months = data.get("recordings_kept_days"), data.get("reports_kept_months")
        if days and months and days > LONGEST_MONTH_DAYS * months:
            self.add_error("recordings_kept_days", f"A recording goes with its transcript, after {months} months: choose fewer days.")
        shorter = [name for name in KEPT if name in self.changed_data and data.get(name, self.initial[name]) < self.initial[name]]
        self.deletes = bool(shorter)
        if shorter and not data.get("sure"):
            self.add_error(
                shorter[0],
                "Within the hour, what is older than that is deleted, and nobody can bring it back. If you want that, tick “Delete what is older”.",
            )
        return data

    field_order = (
        "name",
        "logo",
        "remove_logo",
        "accent",
        "time_zone",
        "language",
        "contact_email",
        "candidate_notice",
        "feedback",
        "recordings_kept_days",
        "reports_kept_months",
        "sure",
        "privacy_notice",
    )


class InviteForm(forms.Form):
    email = forms.EmailField(label="E-mail", max_length=254)
    role = forms.ChoiceField(choices=Role, initial=Role.RECRUITER)

    def __init__(self, *args: Any, may_give_owner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_give_owner:
            self.fields["role"].choices = [(value, label) for value, label in Role.choices if value != Role.OWNER]  # type: ignore[attr-defined]


class NameForm(forms.Form):
    name = forms.CharField(
        label="Your name", max_length=120, validators=[plain_name], widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


class MailForm(forms.Form):
    """Which mails a member gets."""

    told_of_reports = forms.ChoiceField(label="When a report is ready, write to me", widget=forms.RadioSelect)
    told_of_ends = forms.ChoiceField(
        label="When an interview is over, write to me",
        help_text="Not where a report follows that you are written about: that mail tells both.",
        widget=forms.RadioSelect,
    )
    told_of_mentions = forms.BooleanField(label="Write to me when somebody mentions me in a comment", required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["told_of_reports"] = member.told_of_reports
        self.initial["told_of_ends"] = member.told_of_ends
        self.initial["told_of_mentions"] = member.told_of_mentions
        # Who reviews invites nobody.
        choices = Told.choices if member.may_recruit else [(Told.OWN, "Never"), (Told.ALL, "About each of the jobs that I was given")]
        for name in ("told_of_reports", "told_of_ends"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role)


class AuditFilterForm(forms.Form):
    words = forms.CharField(label="Person or thing", required=False, max_length=100)
    action = forms.ChoiceField(required=False)
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, actions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", "Everything"), *((action, action_label(action)) for action in actions)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("since", "until"):
            if data.get(name) and not 2000 <= data[name].year <= 2200:
                self.add_error(name, "This date lies too far away.")
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", "The end lies before the beginning.")
        return data


class BudgetForm(forms.Form):
    limit = forms.DecimalField(
        label="Most that a month may cost, in US dollars",
        required=False,
        min_value=1,
        max_value=1_000_000,
        decimal_places=2,
        help_text="Left empty, there is no limit.",
        error_messages={"min_value": "Write at least 1 dollar, or leave it empty for no limit."},
    )
    warning_percent = forms.IntegerField(
        label="Write to owners and admins at, in percent",
        min_value=1,
        max_value=100,
        help_text="And once more when it is used up.",
    )


SLOT_LABELS = {
    Slot.QUICK: "Model for asking questions",
    Slot.CAREFUL: "Model for assessing answers",
    Slot.TRANSCRIBE: "Model for hearing",
    Slot.TRANSCRIBE_AGAIN: "Model for hearing each answer once more, afterwards",
    Slot.SPEAK: "Model for speaking",
}
# A key that is pasted into the wrong field would stand on the page and in the audit log.
MODEL_NAME = r"\A(?!sk-|gsk_|sk_)[A-Za-z0-9][A-Za-z0-9_./:@-]*\Z"


class ProviderKeyForm(forms.Form):
    secret = forms.CharField(
        label="Key",
        required=False,
        strip=True,
        # Nothing that a browser would keep, and nothing that we would show again.
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, provider: ProviderKey.Provider, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = default_models(provider)
        self.slots = [slot for slot in slots_of(PRESETS[provider]) if slot in SLOT_LABELS]
        for slot in self.slots:
            self.fields[slot.value] = forms.RegexField(
                MODEL_NAME,
                label=SLOT_LABELS[slot],
                required=False,
                max_length=100,
                strip=True,
                help_text="" if slot in ours else "Left empty, nobody does this.",
                error_messages={
                    "invalid": "This is no model’s name, and may be a key. Write the name as the provider does: letters, digits and . / : @ _ - without spaces."
                },
                widget=forms.TextInput(attrs={"placeholder": ours.get(slot, "None"), "autocomplete": "off", "spellcheck": "false"}),
            )

    @sensitive_variables("secret")
    def clean_secret(self) -> str:
        secret = str(self.cleaned_data["secret"])
        if secret and not looks_like_a_key(secret):
            raise forms.ValidationError("This is no key: a key has 8 to 512 letters, digits and signs, without spaces and quotes.")
        return secret

    @property
    def model_fields(self) -> list[forms.BoundField]:
        return [self[slot.value] for slot in self.slots]

    @property
    def chosen_models(self) -> dict[str, str]:
        return {slot.value: self.cleaned_data[slot.value] for slot in self.slots if self.cleaned_data[slot.value]}
