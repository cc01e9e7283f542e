"""What the interviewer says beside its questions, by language: to what is asked in between, to a remark, to who wants to stop."""

# Where they ask for an example: whoever gave one would say what to answer.
NO_EXAMPLE = {
    "en": "I give nobody an example, so that everyone is asked the same. Say what the situation was, what you did, and what came of it.",
    "de": "Ein Beispiel gebe ich niemandem, damit alle dasselbe gefragt werden. Sagen Sie, wie die Lage war, was Sie getan haben und was daraus wurde.",
    "es": "No doy ejemplos a nadie, para que todos reciban la misma pregunta. Diga cuál era la situación, qué hizo y en qué quedó.",
    "fr": "Je ne donne d’exemple à personne, pour que la question soit la même. Dites quelle était la situation, ce que vous avez fait et ce qui en est sorti.",
}
# After an answer to something that they asked in between.
BACK_TO = {
    "en": "Back to my question: {question}",
    "de": "Zurück zu meiner Frage: {question}",
    "es": "Vuelvo a mi pregunta: {question}",
    "fr": "Je reviens à ma question : {question}",
}
# They want to stop, or a person. What ends an interview is a button, and theirs.
STANDS_STILL = {
    "en": (
        "That is all right. The clock stands, and nothing is lost. Under “More” you can skip this question, ask people at {company} for help,"
        " or end the interview. If you want to go on, press “Go on”: {question}"
    ),
    "de": (
        "Das ist in Ordnung. Die Uhr steht, und nichts geht verloren. Unter „Mehr“ können Sie die Frage überspringen, Menschen bei {company}"
        " um Hilfe bitten oder das Gespräch beenden. Wenn Sie weitermachen möchten, drücken Sie „Weiter“: {question}"
    ),
    "es": (
        "Está bien. El reloj está parado y no se pierde nada. En «Más» puede omitir esta pregunta, pedir ayuda a personas de {company} o"
        " terminar la entrevista. Si quiere seguir, pulse «Continuar»: {question}"
    ),
    "fr": (
        "C’est entendu. L’horloge est arrêtée, et rien n’est perdu. Sous « Plus », vous pouvez passer cette question, demander de l’aide à"
        " des personnes de {company} ou terminer l’entretien. Pour continuer, appuyez sur « Continuer » : {question}"
    ),
}
# After something that is no question, where they may ask.
NOTED = {
    "en": "Thank you, I have noted that. If you have a question, ask it now. If not, say “no”.",
    "de": "Danke, das ist notiert. Wenn Sie eine Frage haben, stellen Sie sie jetzt. Wenn nicht, sagen Sie „nein“.",
    "es": "Gracias, queda anotado. Si tiene una pregunta, hágala ahora. Si no, diga «no».",
    "fr": "Merci, c’est noté. Si vous avez une question, posez-la maintenant. Sinon, dites « non ».",
}
# Of several questions at once, one that nobody can answer.
NOT_THAT = {
    "en": "On “{asked}”: I do not know that.",
    "de": "Zu „{asked}“: Das weiß ich nicht.",
    "es": "Sobre «{asked}»: eso no lo sé.",
    "fr": "Sur « {asked} » : je ne le sais pas.",
}
# What the company wrote holds for many; what of it comes for this candidate is not decided.
ITS_WAY = {
    "en": "{company} says about the way from here: “{said}” Which steps come for you, people there decide.",
    "de": "{company} sagt zum weiteren Weg: „{said}“ Welche Schritte für Sie kommen, entscheiden Menschen dort.",
    "es": "{company} dice sobre lo que sigue: «{said}» Qué pasos habrá en su caso lo deciden personas de allí.",
    "fr": "{company} dit de la suite : « {said} » Quelles étapes vous concernent, ce sont des personnes là-bas qui le décident.",
}
# After a thin answer, where nothing that somebody wrote suits it. They name nothing that was not said.
TELL_MORE = {
    "en": (
        "Could you tell a little more about that: what exactly did you do, or what would you do, and why?",
        "What happened before that, and what came of it in the end?",
        "How would somebody who was there notice that it worked?",
    ),
    "de": (
        "Können Sie etwas mehr dazu sagen: Was genau haben Sie getan, oder was würden Sie tun, und warum?",
        "Was war davor, und was ist am Ende daraus geworden?",
        "Woran würde jemand, der dabei ist, merken, dass es gelungen ist?",
    ),
    "es": (
        "¿Podría contar un poco más: qué hizo exactamente, o qué haría, y por qué?",
        "¿Qué pasó antes, y en qué quedó al final?",
        "¿En qué notaría alguien que estuviera allí que funcionó?",
    ),
    "fr": (
        "Pourriez-vous en dire un peu plus : qu’avez-vous fait exactement, ou que feriez-vous, et pourquoi ?",
        "Que s’était-il passé avant, et qu’en est-il sorti à la fin ?",
        "À quoi quelqu’un de présent verrait-il que cela a réussi ?",
    ),
}
# To who has no résumé, or one that gives nothing to ask about.
EXPERIENCE = {
    "en": "Which of the things that you have done so far fits this job best, and what was your own part in it?",
    "de": "Was von dem, was Sie bisher gemacht haben, passt am besten zu dieser Stelle, und was war Ihr eigener Anteil daran?",
    "es": "De lo que ha hecho hasta ahora, ¿qué encaja mejor con este puesto, y cuál fue su propia parte?",
    "fr": "De tout ce que vous avez fait jusqu’ici, qu’est-ce qui convient le mieux à ce poste, et quelle était votre propre part ?",
}
