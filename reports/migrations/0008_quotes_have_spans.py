"""A level stands on quotes that have words and a place: an empty item, an object or null is none."""

from django.db import migrations, models
from django.db.models import F, Func, Q

_QUOTE = (
    '@.type() == "object" && @.text.type() == "string" && @.text != "" && @.start.type() == "number" && @.end.type() == "number"'
    " && @.start >= 0 && @.start < @.end && @.start.floor() == @.start && @.end.floor() == @.end"
)
SPANS = f'strict $ ? (@.type() == "array" && @.size() > 0 && !exists(@[*] ? (!({_QUOTE}) || ({_QUOTE}) is unknown)))'
HAS_SPANS = Func(F("quotes"), template=f"(jsonb_path_exists(%(expressions)s, '{SPANS}') IS TRUE)", output_field=models.BooleanField())


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_answers_that_were_read")]

    operations = [
        migrations.RemoveConstraint("rating", "rating_has_quote"),
        migrations.AddConstraint(
            "rating", models.CheckConstraint(condition=Q(("level", None), HAS_SPANS, _connector="OR"), name="rating_has_quote")
        ),
    ]
