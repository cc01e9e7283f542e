"""What résumés announce to the apps above. Ids only; receivers load what they need."""

from django.dispatch import Signal

# Two candidates become one: `company_id`, `kept_id`, `gone_id`, and `resumes`, the ids of files that both had, each with the id
# of the one that stays in its place.
#
# It is sent inside the transaction, before a row goes. Whoever has rows of the one that goes moves them to the one that stays
# there and then. On commit it would be too late: the rows would have gone with the candidate, or, where they must not, would
# have stopped the merge. A receiver that raises takes the whole merge back.
candidates_merged = Signal()
