"""Feedback without a model: how the answers were told, in plain sentences."""

from reports.assessing.inputs import Language
from reports.assessing.rules import SIGNS
from reports.assessing.sentences import own_sentences
from reports.feedback.fields import MOST, FeedbackWords
from reports.feedback.inputs import FeedbackInputs

# Of the answers: told in so many, it is a strength; in fewer, it is worth a word.
OFTEN = 0.6
WORDS = {
    Language.ENGLISH: {
        "situation": ("You set out the situation before you said what happened.", "Begin with the situation: when it was, where, and who took part."),
        "own part": ("You said what you did yourself.", "Say more about your own part, apart from what the team did."),
        "reasons": ("You gave reasons for what you did.", "Give the reasons for what you did, and what you decided against."),
        "outcome": ("You said what came of it.", "Say what came of it in the end, with a figure where there is one."),
        "answered": "You took the time to answer the questions.",
        "further": "Choose one example and go deeper: what was hard, and what you would do differently today.",
    },
    Language.GERMAN: {
        "situation": ("Sie haben erst die Lage geschildert und dann, was geschah.", "Beginnen Sie mit der Lage: wann es war, wo, und wer dabei war."),
        "own part": ("Sie haben gesagt, was Sie selbst getan haben.", "Sagen Sie mehr über Ihren eigenen Anteil, neben dem des Teams."),
        "reasons": ("Sie haben begründet, was Sie getan haben.", "Nennen Sie die Gründe für Ihr Vorgehen, und wogegen Sie sich entschieden haben."),
        "outcome": ("Sie haben gesagt, was dabei herauskam.", "Sagen Sie, was am Ende dabei herauskam, mit einer Zahl, wo es eine gibt."),
        "answered": "Sie haben sich Zeit genommen, die Fragen zu beantworten.",
        "further": "Wählen Sie ein Beispiel und gehen Sie tiefer: was schwierig war, und was Sie heute anders machen würden.",
    },
    Language.SPANISH: {
        "situation": ("Expuso la situación antes de contar lo que pasó.", "Empiece por la situación: cuándo fue, dónde y quién participó."),
        "own part": ("Dijo lo que hizo usted.", "Cuente más de su propia parte, aparte de lo que hizo el equipo."),
        "reasons": ("Dio razones de lo que hizo.", "Dé las razones de lo que hizo y de lo que descartó."),
        "outcome": ("Dijo qué resultó de ello.", "Diga qué resultó al final, con una cifra si la hay."),
        "answered": "Se tomó el tiempo de responder a las preguntas.",
        "further": "Elija un ejemplo y profundice: qué fue difícil y qué haría hoy de otra manera.",
    },
    Language.FRENCH: {
        "situation": ("Vous avez posé la situation avant de dire ce qui s’est passé.", "Commencez par la situation : quand c’était, où, et qui y prenait part."),
        "own part": ("Vous avez dit ce que vous avez fait vous-même.", "Parlez davantage de votre propre part, à côté de celle de l’équipe."),
        "reasons": ("Vous avez donné les raisons de ce que vous avez fait.", "Donnez les raisons de ce que vous avez fait, et de ce que vous avez écarté."),
        "outcome": ("Vous avez dit ce qui en est résulté.", "Dites ce qui en est résulté à la fin, avec un chiffre s’il y en a un."),
        "answered": "Vous avez pris le temps de répondre aux questions.",
        "further": "Choisissez un exemple et approfondissez : ce qui était difficile, et ce que vous feriez autrement aujourd’hui.",
    },
}  # fmt: skip


def feedback_by_rules(inputs: FeedbackInputs) -> FeedbackWords:
    words = WORDS[inputs.language]
    texts = [" ".join(own_sentences(each.answer)) for each in inputs.answers]
    share = {name: sum(bool(sign.search(text)) for text in texts) / max(len(texts), 1) for name, sign in SIGNS.items()}
    often = [name for name in sorted(SIGNS, key=lambda name: -share[name]) if share[name] >= OFTEN]
    seldom = [name for name in sorted(SIGNS, key=lambda name: share[name]) if share[name] < OFTEN]
    return FeedbackWords(
        strengths=tuple(words[name][0] for name in often)[:MOST] or (str(words["answered"]),),
        advice=tuple(words[name][1] for name in seldom)[:MOST] or (str(words["further"]),),
    )
