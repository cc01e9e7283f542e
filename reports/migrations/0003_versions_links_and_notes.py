"""Versions of a report, links by which one is shown to others, and what candidates' pages told; each with its lock."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from accounts.policies import NEVER_CHANGED, bind, bindable, let_see, lock


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_told_of_ends"),
        ("interviews", "0023_bound_to_parents"),
        ("reports", "0002_locks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PageNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("left", "Left the page"), ("pasted", "Pasted text")], max_length=6)),
                ("amount", models.PositiveIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="ReportLink",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("label", models.CharField(blank=True, max_length=80)),
                ("without_names", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="assessment",
            name="assessment_once",
        ),
        migrations.AddField(
            model_name="assessment",
            name="version",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="report",
            name="asked_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="rubric",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="interviews.plan"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(fields=("turn", "answer_hash", "judge", "version"), name="assessment_once"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(condition=models.Q(("state", "waiting")), fields=("interview",), name="report_waits_once"),
        ),
        migrations.AddField(
            model_name="pagenote",
            name="company",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.company"),
        ),
        migrations.AddField(
            model_name="pagenote",
            name="interview",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="page_notes", to="interviews.interview"),
        ),
        migrations.AddField(
            model_name="pagenote",
            name="turn",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="page_notes", to="interviews.turn"),
        ),
        migrations.AddField(
            model_name="reportlink",
            name="company",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.company"),
        ),
        migrations.AddField(
            model_name="reportlink",
            name="made_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="reportlink",
            name="report",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="links", to="reports.report"),
        ),
        migrations.AddConstraint(
            model_name="pagenote",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", ["left", "pasted"])), name="pagenote_kind_known"),
        ),
        migrations.AddConstraint(
            model_name="reportlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("made_at"))), name="reportlink_ends_after_it_began"
            ),
        ),
        lock("reports_reportlink"),
        lock("reports_pagenote", commands=NEVER_CHANGED),
        # reports.access.link_by_token
        let_see("reports_reportlink", "who_holds_the_link", "token_hash = (SELECT current_bearer())"),
        bindable("reports_report"),
        bind("reports_report", "rubric_id", "interviews_plan"),
        bind("reports_reportlink", "report_id", "reports_report"),
        bind("reports_pagenote", "interview_id", "interviews_interview"),
        bind("reports_pagenote", "turn_id", "interviews_turn"),
    ]
