"""How what is written around a question is explained: in one wording, to our staff, to recruiters and to models."""

MINUTES = "For the answer with its follow-ups: 1 to 15."
# What an anchor of each level says. interviews/prompts/draft_question.md has the same sentences.
LEVELS = {
    1: "An answer that was really attempted and falls short; it is no silence, no insult and no nonsense.",
    2: "More than level 1, and not yet enough for the job.",
    3: "An answer that suffices for the job.",
    4: "One step, reason or check more than level 3 names.",
    5: "All that an answer to this question can say of the same behaviours, with reasons.",
}
