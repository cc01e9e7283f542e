"""The demo company's own bank: two questions that it wrote, and one that it copied from the library and adapted."""

from dataclasses import replace

from django.utils.text import slugify

from accounts.models import Company
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Bank, Question
from interviews.services.own_banks import make_bank
from interviews.services.questions import Wording, Written, WrittenFollowUp, as_written, copy_question, edit_question, write_question

BANK = "Depot and transport"
COPIED = "support-outage-first-message"
WRITTEN = (
    Written(
        Wording(
            text="Tell me about a day on which a tour fell apart after the drivers had left. What did you do in the first half hour?",
            competency="Planning tours",
            difficulty="medium",
            kind="behavioural",
            domain="logistics",
            language="en",
            shows="Tells of one real day, puts what cannot wait first, and says whom they told and how they knew that it had worked.",
            anchors=(
                "Speaks of difficult days in general; no tour of their own is named when asked.",
                "Names a day and what went wrong, but not what they did first.",
                "Names a day and their first steps; what came of it for the other stops is left open.",
                "Names a day, their first steps in order with a reason, and what came of it for the other stops.",
                "Names a day, their first steps in order with reasons, who was told when, how they checked, and what they plan differently since.",
            ),
            minutes=5,
            roles=("dispatcher", "transport planner"),
        ),
        follow_ups=(
            WrittenFollowUp("They tell what the team did.", "Which of these calls did you make yourself?"),
            WrittenFollowUp("They solved it for one customer only.", "What did that mean for the stops that came after?"),
        ),
        ideal_answers=(
            "In March a lorry broke down near Linköping at seven, with eleven stops on it, two of them hospitals. I looked first at what could not"
            " wait: the two had to have theirs by ten. I rang the driver of the nearest tour, who had room for four pallets, and sent him there. Then"
            " I rang the hospitals myself and told them half past nine. For the rest I asked the workshop how long it would take; they said four"
            " hours, so I moved those stops to the afternoon and had the office write to the customers. At ten I checked the scans for both hospitals."
            " Since then each morning’s plan says which stops have a hard time, and who could take them over.",
        ),
    ),
    Written(
        Wording(
            text="You load one lorry for six stops, and the heaviest pallets are for the last one. How do you load it?",
            competency="Safe loading",
            difficulty="easy",
            kind="situational",
            domain="logistics",
            language="en",
            shows="Puts weight before order where the two disagree, secures it, and says what that costs at the stops.",
            anchors=(
                "Names an order of loading without weight or stops.",
                "Loads by the order of stops alone; weight comes up only when asked.",
                "Names both weight and stops, and lets one of them go first without a reason.",
                "Spreads the weight first, then orders by stops, and says how the load is secured.",
                "Spreads the weight first, orders by stops, says how it is secured, what has to be moved on the way and who is told of it.",
            ),
            minutes=3,
            roles=("warehouse worker", "dispatcher"),
        ),
        follow_ups=(
            WrittenFollowUp("They load by stops only.", "Where does the weight lie when the first three stops are done?"),
            WrittenFollowUp("They move pallets on the way.", "Who does that at the stop, and how long does it take?"),
        ),
        ideal_answers=(
            "Weight first: the heavy pallets go over the axles, in the middle, even if they leave last. If they stood at the very front, the load"
            " would be wrong once the back is empty. Around them I put the others in reverse order of the stops, so that each can be reached. What"
            " stands in front of the heavy ones has to be moved once, at stop four, so I write that on the sheet and choose a stop that has a"
            " forklift. Then straps and bars, and at each stop the driver tightens them again, because with every pallet that goes there is a gap.",
        ),
    ),
)
ADAPTED = {
    "text": "A motorway is closed, and forty of today’s deliveries will be late; nobody knows yet by how much. What does your first message to the customers say?",
    "roles": ("customer service", "dispatcher"),
    "shows": "Says early what is known and what is not, what it means for the delivery, what is being done, and when they will hear again.",
    "anchors": (
        "Waits until the new times are known, or writes an apology without facts.",
        "Says that there are delays, without which deliveries or until when.",
        "Says which deliveries are late and why; when they will hear again is left open.",
        "Says which deliveries are late, why, and when they will hear again; who cannot wait comes up only when asked.",
        "Says which deliveries are late, why, what is not known, when they will hear again, and offers a way for those who cannot wait.",
    ),
}


def add_questions(company: Company, by: Actor) -> None:
    """Needs the library. Doing it again changes nothing."""
    with company_scope(company):
        if Bank.objects.filter(company=company, slug=slugify(BANK)).exists():
            return
        bank = make_bank(company=company, name=BANK, language="en", by=by)
        for written in WRITTEN:
            write_question(bank=bank, written=written, by=by)
        original = Question.objects.get(company=None, key=COPIED, is_current=True)
        copy = copy_question(question=original, bank=bank, by=by)
        as_copied = as_written(copy)
        edit_question(question=copy, written=replace(as_copied, wording=replace(as_copied.wording, **ADAPTED), ideal_answers=()), by=by)  # type: ignore[arg-type]
