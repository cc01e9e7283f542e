"""What can be said of every question of a type: for drafting without a model, where the library has nothing like it."""

from interviews.models import Kind

SHOWS = {
    Kind.BEHAVIOURAL: "Tells of one real occasion: what was at stake, what they did themselves, what came of it and what they changed since.",
    Kind.SITUATIONAL: "Asks for what is missing, weighs two ways against each other, chooses one and says how they would notice that it was wrong.",
    Kind.TECHNICAL: "Explains how it works in their own words, with an example from their work, and names where it stops working.",
    Kind.WARM_UP: "Describes their own part so that a stranger can follow, and names one thing that they did.",
}
# From 1 to 5. One behaviour a type, and how much of it.
ANCHORS = {
    Kind.BEHAVIOURAL: (
        "Speaks in general or of what one should do; no occasion is named, even when asked again.",
        "Names an occasion, but tells what the team did; their own part stays unclear.",
        "Tells of one occasion and of what they did themselves; what came of it is left open.",
        "Tells of one occasion, their own steps and the result, and gives a reason for one of the steps.",
        "Tells of one occasion, their own steps with reasons, a result that can be checked, and what they do differently since.",
    ),
    Kind.SITUATIONAL: (
        "Gives a first step without asking for anything; says nothing of what could go against it.",
        "Names one way to act and keeps to it; what is unknown comes up only when asked.",
        "Asks for one missing fact, names one way to act and one risk of it.",
        "Asks for what is missing, compares two ways to act and gives the reason for the choice.",
        "Asks for what is missing, compares two ways, chooses with a reason, and says what would make them turn back and who is told.",
    ),
    Kind.TECHNICAL: (
        "Names a term or a tool; cannot say what it does.",
        "Repeats a definition; gives no example of their own when asked for one.",
        "Explains how it works and gives one example; its limits come up only when asked.",
        "Explains how it works with an example from their work and names one limit.",
        "Explains how it works and why, with an example from their work, names where it fails and what they use there instead.",
    ),
    Kind.WARM_UP: (
        "Answers with a title or a list; what they did stays unclear.",
        "Describes what the team or company does; names no part of their own.",
        "Names their own part in general words, without an example.",
        "Describes their own part with one example.",
        "Describes their own part with an example, whom it was for, and what it changed for them.",
    ),
}
FOLLOW_UPS = {
    Kind.BEHAVIOURAL: (
        ("They speak of “we” throughout.", "Which part of that was yours, and what did you do first?"),
        ("The result is missing, or cannot be checked.", "How did you find out whether it had worked?"),
    ),
    Kind.SITUATIONAL: (
        ("They act at once.", "What would you want to know before you begin, and whom would you ask?"),
        ("They name one way only.", "What speaks against that, and what would make you turn back?"),
    ),
    Kind.TECHNICAL: (
        ("They stay with the definition.", "Where did you last use that, and what did you see?"),
        ("They name no limit.", "When would that be the wrong choice?"),
    ),
    Kind.WARM_UP: (
        ("They speak of the team only.", "Which part of that did you do yourself?"),
        ("They give no example.", "Can you tell me of one day of it?"),
    ),
}
