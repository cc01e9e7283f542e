"""What the interviewer says without a model, by language: kind, short, and the same for everybody."""

import re

from interviews.engine.commands import Purpose

# {company} {job} {minutes} {competency} {question} {contact} {more} {next_steps} {feedback}
LINES: dict[str, dict[Purpose, str]] = {
    "en": {
        Purpose.WELCOME: (
            "Hello, and thank you for taking the time. I am an AI interviewer, and I ask the questions for {company} about the"
            " position “{job}”. It takes about {minutes} minutes. You may pause, have a question repeated or skip one at any"
            " moment. People at {company} read your answers, and they decide. Are you ready to begin?"
        ),
        Purpose.WAIT_FOR_READY: "There is no hurry. Tell me when you are ready.",
        Purpose.WARMUP: "{question}",
        Purpose.RESUME_POINT: "{question}",
        Purpose.QUESTION: "{question}",
        Purpose.NEW_QUESTION: "Can you tell me about one situation from your work in which it mattered?",
        Purpose.FOLLOW_UP: "{question}",
        Purpose.INVITE_QUESTIONS: "That was my last question. What would you like to know about the job or about {company}?",
        Purpose.ANSWER_CANDIDATE: "I do not know that, and I will not guess. {contact} {more}",
        Purpose.GOODBYE: (
            "Thank you for your answers. That was all from my side. This is what happens next: people at {company} read them, and"
            " they decide. {next_steps} {feedback} You find everything on the same link as before. Goodbye, and all the best!"
        ),
    },
    "de": {
        Purpose.WELCOME: (
            "Guten Tag, und danke, dass Sie sich die Zeit nehmen. Ich bin ein KI-Interviewer und stelle für {company} die Fragen"
            " zur Stelle „{job}“. Es dauert etwa {minutes} Minuten. Sie können jederzeit eine Pause machen, eine Frage wiederholen"
            " lassen oder überspringen. Menschen bei {company} lesen Ihre Antworten, und sie entscheiden. Sind Sie bereit?"
        ),
        Purpose.WAIT_FOR_READY: "Es eilt nicht. Sagen Sie mir, wenn Sie bereit sind.",
        Purpose.WARMUP: "{question}",
        Purpose.RESUME_POINT: "{question}",
        Purpose.QUESTION: "{question}",
        Purpose.NEW_QUESTION: "Können Sie mir von einer Situation aus Ihrer Arbeit erzählen, in der es darauf ankam?",
        Purpose.FOLLOW_UP: "{question}",
        Purpose.INVITE_QUESTIONS: "Das war meine letzte Frage. Was möchten Sie über die Stelle oder über {company} wissen?",
        Purpose.ANSWER_CANDIDATE: "Das weiß ich nicht, und ich will nicht raten. {contact} {more}",
        Purpose.GOODBYE: (
            "Vielen Dank für Ihre Antworten. Das war alles von meiner Seite. So geht es weiter: Menschen bei {company} lesen sie,"
            " und sie entscheiden. {next_steps} {feedback} Alles finden Sie unter demselben Link wie bisher. Auf Wiedersehen und"
            " alles Gute!"
        ),
    },
    "es": {
        Purpose.WELCOME: (
            "Buenos días, y gracias por su tiempo. Soy un entrevistador de IA y hago las preguntas de parte de {company} sobre el"
            " puesto «{job}». Dura unos {minutes} minutos. Puede hacer una pausa, pedir que repita una pregunta u omitirla en"
            " cualquier momento. En {company} leen sus respuestas personas, y ellas deciden. ¿Empezamos?"
        ),
        Purpose.WAIT_FOR_READY: "No hay prisa. Dígame cuándo está a punto.",
        Purpose.WARMUP: "{question}",
        Purpose.RESUME_POINT: "{question}",
        Purpose.QUESTION: "{question}",
        Purpose.NEW_QUESTION: "¿Puede contarme una situación de su trabajo en la que fue importante?",
        Purpose.FOLLOW_UP: "{question}",
        Purpose.INVITE_QUESTIONS: "Esa era mi última pregunta. ¿Qué le gustaría saber del puesto o de {company}?",
        Purpose.ANSWER_CANDIDATE: "Eso no lo sé, y no quiero adivinarlo. {contact} {more}",
        Purpose.GOODBYE: (
            "Gracias por sus respuestas. Por mi parte eso es todo. Lo que sigue: en {company} las leen personas, y ellas deciden."
            " {next_steps} {feedback} Todo está en el mismo enlace de antes. ¡Adiós y mucha suerte!"
        ),
    },
    "fr": {
        Purpose.WELCOME: (
            "Bonjour, et merci de prendre ce temps. Je suis un recruteur virtuel (une IA) et je pose les questions pour {company}"
            " au sujet du poste « {job} ». Cela dure environ {minutes} minutes. Vous pouvez à tout moment faire une pause, faire"
            " répéter une question ou la passer. Chez {company}, des personnes lisent vos réponses, et ce sont elles qui décident."
            " Êtes-vous prêt(e) à commencer ?"
        ),
        Purpose.WAIT_FOR_READY: "Rien ne presse. Dites-moi quand vous serez prêt(e).",
        Purpose.WARMUP: "{question}",
        Purpose.RESUME_POINT: "{question}",
        Purpose.QUESTION: "{question}",
        Purpose.NEW_QUESTION: "Pouvez-vous me raconter une situation de votre travail où cela comptait ?",
        Purpose.FOLLOW_UP: "{question}",
        Purpose.INVITE_QUESTIONS: "C’était ma dernière question. Que souhaitez-vous savoir sur le poste ou sur {company} ?",
        Purpose.ANSWER_CANDIDATE: "Je ne le sais pas, et je ne veux pas deviner. {contact} {more}",
        Purpose.GOODBYE: (
            "Merci pour vos réponses. C’est tout de mon côté. Voici la suite : chez {company}, des personnes les lisent, et ce"
            " sont elles qui décident. {next_steps} {feedback} Tout se trouve sous le même lien qu’avant. Au revoir et bonne"
            " chance !"
        ),
    },
}
# Where something is said more than once in an interview, it is in other words each time.
VARIED: dict[str, dict[Purpose, tuple[str, ...]]] = {
    "en": {
        Purpose.SIMPLER: (
            "That is fine. Let me ask it differently: have you seen anything that has to do with {competency}, even in small, at work or"
            " elsewhere? What happened, and what did you do?",
            "No problem. Think of any job, a course or your free time: where did you come near to {competency}? What did you do there?",
            "All right. Then from another side: if {competency} mattered tomorrow, what would you do first, and why?",
        ),
        Purpose.CLARIFY: (
            "Let me put it once more: {question} An example from your own work is what helps most. There is no right length.",
            "I am asking for something that you have lived through: what the situation was, what you did, and what came of it. {question}",
            "I would like to hear it in your own words, and nothing certain is meant. {question} If nothing comes to mind, say so, or skip it.",
        ),
        Purpose.RETURN: (
            "There is still time for {competency}. Which situation from your work shows best how you go about it?",
            "Let me also ask about {competency}: what from your work would you like people to know about it?",
            "One more chance to speak about {competency}, if you like: what have you done that has to do with it?",
        ),
    },
    "de": {
        Purpose.SIMPLER: (
            "Das ist in Ordnung. Ich frage es anders: Haben Sie etwas erlebt, das mit {competency} zu tun hat, auch im Kleinen, bei der"
            " Arbeit oder anderswo? Was ist geschehen, und was haben Sie getan?",
            "Kein Problem. Denken Sie an irgendeine Arbeit, einen Kurs oder Ihre Freizeit: Wo hatten Sie mit {competency} zu tun? Was haben"
            " Sie da gemacht?",
            "Gut. Dann von einer anderen Seite: Wenn es morgen auf {competency} ankäme, was würden Sie zuerst tun, und warum?",
        ),
        Purpose.CLARIFY: (
            "Ich sage es noch einmal: {question} Am meisten hilft ein Beispiel aus Ihrer eigenen Arbeit. Eine richtige Länge gibt es nicht.",
            "Ich frage nach etwas, das Sie selbst erlebt haben: wie die Lage war, was Sie getan haben und was daraus wurde. {question}",
            "Ich möchte es in Ihren eigenen Worten hören, etwas Bestimmtes ist nicht gemeint. {question} Wenn Ihnen nichts einfällt, sagen"
            " Sie es, oder überspringen Sie die Frage.",
        ),
        Purpose.RETURN: (
            "Für {competency} ist noch Zeit. Welche Situation aus Ihrer Arbeit zeigt am besten, wie Sie dabei vorgehen?",
            "Ich frage auch noch nach {competency}: Was aus Ihrer Arbeit sollte man dazu wissen?",
            "Wenn Sie mögen, noch ein Wort zu {competency}: Was haben Sie getan, das damit zu tun hat?",
        ),
    },
    "es": {
        Purpose.SIMPLER: (
            "No pasa nada. Se lo pregunto de otra manera: ¿ha vivido algo que tenga que ver con {competency}, aunque fuera en pequeño, en el"
            " trabajo o fuera de él? ¿Qué pasó y qué hizo usted?",
            "No importa. Piense en cualquier trabajo, un curso o su tiempo libre: ¿dónde se encontró con {competency}? ¿Qué hizo allí?",
            "De acuerdo. Entonces desde otro lado: si mañana importara {competency}, ¿qué haría primero, y por qué?",
        ),
        Purpose.CLARIFY: (
            "Se lo digo otra vez: {question} Lo que más ayuda es un ejemplo de su propio trabajo. No hay una extensión correcta.",
            "Le pregunto por algo que usted haya vivido: cuál era la situación, qué hizo y en qué quedó. {question}",
            "Quisiera oírlo con sus propias palabras; no espero nada en concreto. {question} Si no se le ocurre nada, dígalo, u omita la"
            " pregunta.",
        ),
        Purpose.RETURN: (
            "Todavía hay tiempo para {competency}. ¿Qué situación de su trabajo muestra mejor cómo lo aborda?",
            "Le pregunto también por {competency}: ¿qué de su trabajo convendría saber sobre ello?",
            "Si quiere, una palabra más sobre {competency}: ¿qué ha hecho que tenga que ver con ello?",
        ),
    },
    "fr": {
        Purpose.SIMPLER: (
            "Ce n’est pas grave. Je le demande autrement : avez-vous vécu quelque chose qui touche à {competency}, même en petit, au travail"
            " ou ailleurs ? Que s’est-il passé, et qu’avez-vous fait ?",
            "Pas de souci. Pensez à n’importe quel travail, à un cours ou à votre temps libre : où avez-vous rencontré {competency} ?"
            " Qu’avez-vous fait ?",
            "D’accord. Alors d’un autre côté : si demain {competency} comptait, que feriez-vous d’abord, et pourquoi ?",
        ),
        Purpose.CLARIFY: (
            "Je le redis : {question} Ce qui aide le plus, c’est un exemple de votre propre travail. Il n’y a pas de bonne longueur.",
            "Je vous demande quelque chose que vous avez vécu : quelle était la situation, ce que vous avez fait et ce qui en est sorti."
            " {question}",
            "J’aimerais l’entendre avec vos propres mots ; je n’attends rien de précis. {question} Si rien ne vous vient, dites-le, ou"
            " passez la question.",
        ),
        Purpose.RETURN: (
            "Il reste du temps pour {competency}. Quelle situation de votre travail montre le mieux comment vous vous y prenez ?",
            "Je vous interroge aussi sur {competency} : qu’est-ce qui, dans votre travail, mérite d’être su à ce sujet ?",
            "Si vous voulez, encore un mot sur {competency} : qu’avez-vous fait qui s’y rapporte ?",
        ),
    },
}
CONTACTS = {
    "en": "You can ask at {address}.",
    "de": "Sie können unter {address} nachfragen.",
    "es": "Puede preguntarlo en {address}.",
    "fr": "Vous pouvez le demander à {address}.",
}
# After an answer to the candidate: on with their questions, or to the beginning.
MORE = {
    "en": "Is there anything else?",
    "de": "Möchten Sie noch etwas wissen?",
    "es": "¿Hay algo más que quiera saber?",
    "fr": "Y a-t-il autre chose ?",
}
BEGIN = {
    "en": "Shall we begin?",
    "de": "Wollen wir beginnen?",
    "es": "¿Empezamos?",
    "fr": "On commence ?",
}
# They said that they want to ask, and not yet what.
GO_AHEAD = {
    "en": "Please go ahead: what would you like to know?",
    "de": "Bitte, was möchten Sie wissen?",
    "es": "Adelante, ¿qué le gustaría saber?",
    "fr": "Je vous en prie : que souhaitez-vous savoir ?",
}
# For further questions of one competency that has none of its own.
FURTHER = {
    "en": (
        "Tell me about a time when it was harder than you expected, or went wrong. What did you do then?",
        "Looking back, what would you do differently today, and why?",
    ),
    "de": (
        "Erzählen Sie mir von einem Mal, als es schwieriger war als erwartet oder schiefging. Was haben Sie dann getan?",
        "Was würden Sie im Rückblick heute anders machen, und warum?",
    ),
    "es": (
        "Cuénteme una vez en que fue más difícil de lo que esperaba o salió mal. ¿Qué hizo entonces?",
        "Mirando atrás, ¿qué haría hoy de otra manera, y por qué?",
    ),
    "fr": (
        "Racontez-moi une fois où c’était plus difficile que prévu, ou a mal tourné. Qu’avez-vous fait alors ?",
        "Avec le recul, que feriez-vous autrement aujourd’hui, et pourquoi ?",
    ),
}
FEEDBACK = {
    "en": ("You hear from them either way.", "You hear from them either way, and you are given feedback on your answers."),
    "de": ("Sie hören in jedem Fall von ihnen.", "Sie hören in jedem Fall von ihnen und bekommen eine Rückmeldung zu Ihren Antworten."),
    "es": (
        "En cualquier caso tendrá noticias suyas.",
        "En cualquier caso tendrá noticias suyas y recibirá comentarios sobre sus respuestas.",
    ),
    "fr": (
        "Vous aurez de leurs nouvelles dans tous les cas.",
        "Vous aurez de leurs nouvelles dans tous les cas, avec un retour sur vos réponses.",
    ),
}
# Where neither the plan nor a bank has one.
WARMUPS = {
    "en": "To begin with: what have you been working on lately that you enjoyed?",
    "de": "Zum Einstieg: Woran haben Sie in letzter Zeit gern gearbeitet?",
    "es": "Para empezar: ¿en qué ha trabajado últimamente que le haya gustado?",
    "fr": "Pour commencer : sur quoi avez-vous travaillé récemment avec plaisir ?",
}
MOMENTS = {
    "en": "Take your time. Write on when you are ready.",
    "de": "Nehmen Sie sich Zeit. Schreiben Sie weiter, wenn Sie so weit sind.",
    "es": "Tómese su tiempo. Siga escribiendo cuando esté a punto.",
    "fr": "Prenez votre temps. Continuez à écrire quand vous serez prêt(e).",
}


class _Said(dict[str, object]):
    """What nobody said is left out."""

    def __missing__(self, name: str) -> str:
        return ""


def line(purpose: Purpose, language: str, before: int = 0, **said: object) -> str:
    """`before`: how often it was said already."""
    varied = VARIED[language].get(purpose)
    words = varied[before % len(varied)] if varied else LINES[language][purpose]
    return filled(words, **said)


def filled(words: str, **said: object) -> str:
    return re.sub(" {2,}", " ", words.format_map(_Said(said))).strip()
