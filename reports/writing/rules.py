"""A report's words without a model: what was noted, put together in plain sentences."""

from itertools import zip_longest

from reports.assessing.inputs import Language
from reports.writing.fields import Tied, Written
from reports.writing.inputs import Finding, WriteInputs

STRONG, WEAK = 3.5, 2.5
MOST = 3
MOST_TURNS = 8
SAYS = {
    Language.ENGLISH: {
        "best": "Shown best: {names}.",
        "partly": "Shown in part, with gaps: {names}.",
        "least": "Shown least of what was asked for: {names}.",
        "nothing": "Too little was said about {names} to judge it.",
        "strong": "{name}: {why}",
        "weak": "{name}: {why}",
        "ask": "Ask about {name} in the next conversation: the answers say too little about it.",
        "deepen": "Go into {name} once more: {advice}",
    },
    Language.GERMAN: {
        "best": "Am besten gezeigt: {names}.",
        "partly": "Zum Teil gezeigt, mit Lücken: {names}.",
        "least": "Von dem, wonach gefragt wurde, am wenigsten gezeigt: {names}.",
        "nothing": "Zu {names} wurde zu wenig gesagt, um es zu beurteilen.",
        "strong": "{name}: {why}",
        "weak": "{name}: {why}",
        "ask": "Im nächsten Gespräch nach {name} fragen: Die Antworten sagen dazu zu wenig.",
        "deepen": "Noch einmal auf {name} eingehen: {advice}",
    },
    Language.SPANISH: {
        "best": "Lo que mejor se mostró: {names}.",
        "partly": "Mostrado en parte, con lagunas: {names}.",
        "least": "De lo que se preguntó, lo que menos se mostró: {names}.",
        "nothing": "Se dijo demasiado poco sobre {names} para valorarlo.",
        "strong": "{name}: {why}",
        "weak": "{name}: {why}",
        "ask": "Preguntar por {name} en la próxima conversación: las respuestas dicen demasiado poco.",
        "deepen": "Volver sobre {name}: {advice}",
    },
    Language.FRENCH: {
        "best": "Ce qui a été le mieux montré : {names}.",
        "partly": "Montré en partie, avec des lacunes : {names}.",
        "least": "De ce qui a été demandé, le moins montré : {names}.",
        "nothing": "Trop peu a été dit sur {names} pour en juger.",
        "strong": "{name} : {why}",
        "weak": "{name} : {why}",
        "ask": "Interroger sur {name} lors du prochain entretien : les réponses en disent trop peu.",
        "deepen": "Revenir sur {name} : {advice}",
    },
}


def written_by_rules(inputs: WriteInputs) -> Written:
    says = SAYS[inputs.language]
    judged = sorted((found for found in inputs.findings if found.level is not None), key=lambda found: -(found.level or 0))
    strong = [found for found in judged if (found.level or 0) >= STRONG][:MOST]
    weak = [found for found in reversed(judged) if (found.level or 0) <= WEAK][:MOST]
    between = [found for found in judged if WEAK < (found.level or 0) < STRONG][:MOST]
    unknown = [found for found in inputs.findings if found.level is None and found.answers]
    summary = [
        _about(says["best"], strong),
        _about(says["partly"], between),
        _about(says["least"], weak),
        _about(says["nothing"], unknown),
    ]
    deepen = [
        _tied(says["deepen"].format(name=found.competency, advice=advice), found)
        for found in [*weak, *reversed(between)]
        if (advice := next((each for answer in found.answers for each in answer.improvements), ""))
    ]
    ask = [_tied(says["ask"].format(name=found.competency), found) for found in unknown]
    return Written(
        summary=tuple(sentence for sentence in summary if sentence),
        strengths=tuple(_tied(says["strong"].format(name=found.competency, why=_why(found)), found) for found in strong),
        weaknesses=tuple(_tied(says["weak"].format(name=found.competency, why=_why(found)), found) for found in weak),
        recommendations=tuple((ask + deepen)[:MOST]),
    )


def _why(found: Finding) -> str:
    """In the words of the plan's anchor: they say what the level looks like."""
    return found.anchor or next((answer.why for answer in found.answers), "")


def _about(words: str, found: list[Finding]) -> Tied | None:
    if not found:
        return None
    # Of each as many as there is room for.
    in_turn = zip_longest(*([answer.turn for answer in each.answers] for each in found))
    turns = dict.fromkeys(turn for row in in_turn for turn in row if turn is not None)
    return Tied(text=words.format(names=", ".join(each.competency for each in found))[:300], turns=tuple(sorted([*turns][:MOST_TURNS])))


def _tied(text: str, found: Finding) -> Tied:
    return Tied(text=text[:300], turns=tuple(answer.turn for answer in found.answers)[:MOST_TURNS])
