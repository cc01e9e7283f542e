"""What is said of an answer where no model says it, in the languages that reports have."""

from dataclasses import dataclass

from reports.assessing.inputs import Language


@dataclass(frozen=True, slots=True)
class OfSign:
    # Where it is there.
    praise: str
    # Where it is not.
    advice: str
    name: str


# reports.assessing.rules.SIGNS
OF_SIGNS = {
    Language.ENGLISH: {
        "situation": OfSign("Sets out the situation before the actions.", "Say first what the situation was: when, where and with whom.", "situation"),
        "own part": OfSign("Says what they did themselves.", "Say what you yourself did, apart from the team.", "own part"),
        "reasons": OfSign("Gives reasons for what was done.", "Give the reasons for what you did, and what you decided against.", "reasons"),
        "outcome": OfSign("Says what came of it.", "Say what came of it, with a figure if there is one.", "outcome"),
    },
    Language.GERMAN: {
        "situation": OfSign("Schildert erst die Lage und dann das Vorgehen.", "Erst sagen, wie die Lage war: wann, wo und mit wem.", "Lage"),
        "own part": OfSign("Sagt, was sie oder er selbst getan hat.", "Sagen, was der eigene Anteil war, neben dem des Teams.", "eigener Anteil"),
        "reasons": OfSign("Begründet, was getan wurde.", "Die Gründe für das Vorgehen nennen, und was verworfen wurde.", "Gründe"),
        "outcome": OfSign("Sagt, was dabei herauskam.", "Sagen, was dabei herauskam, mit einer Zahl, wo es eine gibt.", "Ergebnis"),
    },
    Language.SPANISH: {
        "situation": OfSign("Expone la situación antes de lo que se hizo.", "Decir primero cuál era la situación: cuándo, dónde y con quién.", "situación"),
        "own part": OfSign("Dice lo que hizo por sí misma la persona.", "Decir cuál fue la parte propia, aparte de la del equipo.", "parte propia"),
        "reasons": OfSign("Da razones de lo que se hizo.", "Dar las razones de lo que se hizo y de lo que se descartó.", "razones"),
        "outcome": OfSign("Dice qué resultó de ello.", "Decir qué resultó de ello, con una cifra si la hay.", "resultado"),
    },
    Language.FRENCH: {
        "situation": OfSign("Pose la situation avant de dire ce qui a été fait.", "Dire d’abord quelle était la situation : quand, où et avec qui.", "situation"),
        "own part": OfSign("Dit ce que la personne a fait elle-même.", "Dire quelle était sa propre part, à côté de celle de l’équipe.", "part personnelle"),
        "reasons": OfSign("Donne les raisons de ce qui a été fait.", "Donner les raisons de ce qui a été fait, et de ce qui a été écarté.", "raisons"),
        "outcome": OfSign("Dit ce qui en est résulté.", "Dire ce qui en est résulté, avec un chiffre s’il y en a un.", "résultat"),
    },
}  # fmt: skip
SAYS = {
    Language.ENGLISH: {
        "holds": "By rules: the answer holds {named}.",
        "statement": "little more than a statement",
        "too little": "The answer says too little about this to be judged.",
        "does not know": "They said that they do not know.",
        "no quote": "The words that were given for a level do not stand in the answer.",
        "not named": "Nothing was said about this.",
        "no fair reason": "The reason that was given is left out: it spoke of more than the answer.",
    },
    Language.GERMAN: {
        "holds": "Nach Regeln beurteilt. Die Antwort enthält: {named}.",
        "statement": "kaum mehr als eine Behauptung",
        "too little": "Die Antwort sagt dazu zu wenig, um es zu beurteilen.",
        "does not know": "Sie oder er sagte, es nicht zu wissen.",
        "no quote": "Die Worte, die für eine Stufe angeführt wurden, stehen nicht in der Antwort.",
        "not named": "Dazu wurde nichts gesagt.",
        "no fair reason": "Die angeführte Begründung ist weggelassen: Sie sprach von mehr als der Antwort.",
    },
    Language.SPANISH: {
        "holds": "Valorado por reglas. La respuesta contiene: {named}.",
        "statement": "poco más que una afirmación",
        "too little": "La respuesta dice demasiado poco sobre esto para valorarlo.",
        "does not know": "La persona dijo que no lo sabe.",
        "no quote": "Las palabras que se dieron para un nivel no están en la respuesta.",
        "not named": "No se dijo nada sobre esto.",
        "no fair reason": "El motivo que se dio se ha omitido: hablaba de más que la respuesta.",
    },
    Language.FRENCH: {
        "holds": "Évalué par des règles. La réponse contient : {named}.",
        "statement": "guère plus qu’une affirmation",
        "too little": "La réponse en dit trop peu pour en juger.",
        "does not know": "La personne a dit qu’elle ne sait pas.",
        "no quote": "Les mots cités pour un niveau ne figurent pas dans la réponse.",
        "not named": "Rien n’a été dit à ce sujet.",
        "no fair reason": "Le motif donné a été omis : il parlait d’autre chose que de la réponse.",
    },
}
