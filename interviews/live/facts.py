"""What the interviewer knows of the interview itself, by language: what is asked of it, and what is true of every one.

{minutes} {company}
"""

import re

FACTS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("How long will the interview take?", "It takes about {minutes} minutes."),
        ("Can I take a break or pause?", "You may pause at any moment; the clock stands meanwhile."),
        ("Can I skip or repeat a question?", "You may skip a question, or have it repeated, at any moment."),
        ("Who reads my answers, and who decides?", "People at {company} read your answers, and they decide."),
        (
            "Is this being recorded?",
            "What you write is kept; where you speak, your voice is recorded, too. Your invitation’s page says for how long.",
        ),
        ("Are you a human, a person or an AI?", "I am an AI interviewer. I ask the questions, and I decide nothing."),
        (
            "What happens if my connection drops or the browser closes?",
            "Nothing is lost. You come back by the same link and go on where you were.",
        ),
    ),
    "de": (
        ("Wie lange dauert das Gespräch?", "Es dauert etwa {minutes} Minuten."),
        ("Kann ich eine Pause machen?", "Sie können jederzeit eine Pause machen; die Uhr steht dann."),
        (
            "Kann ich eine Frage überspringen oder wiederholen lassen?",
            "Sie können jederzeit eine Frage überspringen oder wiederholen lassen.",
        ),
        ("Wer liest meine Antworten, und wer entscheidet?", "Menschen bei {company} lesen Ihre Antworten, und sie entscheiden."),
        (
            "Wird das aufgezeichnet?",
            "Was Sie schreiben, wird aufbewahrt; wo Sie sprechen, wird auch Ihre Stimme aufgezeichnet. Wie lange, steht auf der Seite Ihrer Einladung.",
        ),
        ("Sind Sie ein Mensch oder eine KI?", "Ich bin ein KI-Interviewer. Ich stelle die Fragen und entscheide nichts."),
        (
            "Was geschieht, wenn die Verbindung abbricht oder der Browser schließt?",
            "Nichts geht verloren. Sie kommen über denselben Link zurück und machen dort weiter, wo Sie waren.",
        ),
    ),
    "es": (
        ("¿Cuánto dura la entrevista? ¿Cuánto tiempo?", "Dura unos {minutes} minutos."),
        ("¿Puedo hacer una pausa?", "Puede hacer una pausa en cualquier momento; el reloj se detiene mientras tanto."),
        ("¿Puedo omitir o repetir una pregunta?", "Puede omitir una pregunta, o pedir que se repita, en cualquier momento."),
        ("¿Quién lee mis respuestas y quién decide?", "En {company} leen sus respuestas personas, y ellas deciden."),
        (
            "¿Se graba esto?",
            "Lo que escribe se guarda; cuando habla, se graba también su voz. En la página de su invitación se dice por cuánto tiempo.",
        ),
        ("¿Es usted una persona o una IA?", "Soy un entrevistador de IA. Hago las preguntas y no decido nada."),
        (
            "¿Qué pasa si se corta la conexión o se cierra el navegador?",
            "No se pierde nada. Vuelve por el mismo enlace y sigue donde estaba.",
        ),
    ),
    "fr": (
        ("Combien de temps dure l’entretien ?", "Il dure environ {minutes} minutes."),
        ("Puis-je faire une pause ?", "Vous pouvez faire une pause à tout moment ; l’horloge s’arrête pendant ce temps."),
        ("Puis-je passer ou faire répéter une question ?", "Vous pouvez à tout moment passer une question ou la faire répéter."),
        ("Qui lit mes réponses, et qui décide ?", "Chez {company}, des personnes lisent vos réponses, et ce sont elles qui décident."),
        (
            "Est-ce enregistré ?",
            "Ce que vous écrivez est conservé ; quand vous parlez, votre voix est aussi enregistrée. La page de votre invitation dit pour combien de temps.",
        ),
        ("Êtes-vous une personne ou une IA ?", "Je suis une IA. Je pose les questions et je ne décide de rien."),
        (
            "Que se passe-t-il si la connexion est coupée ou si le navigateur se ferme ?",
            "Rien n’est perdu. Vous revenez par le même lien et continuez là où vous étiez.",
        ),
    ),
}
# How the company's own answer to this is looked for, which the goodbye ends with.
NEXT_STEPS = {
    "en": "What are the next steps after this interview? When will I hear from you?",
    "de": "Wie geht es nach diesem Gespräch weiter? Wann höre ich von Ihnen?",
    "es": "¿Cuáles son los pasos después de esta entrevista? ¿Cuándo tendré noticias?",
    "fr": "Quelles sont les étapes après cet entretien ? Quand aurai-je de vos nouvelles ?",
}


# What candidates ask most, in whichever words: a question that speaks of one is answered by what speaks of it, too.
# Who asks how long it takes until these does not ask about the interview.
THEIR_NEWS = r".*(?:\bhear\b|decid|decision|answer from|reply|result|probation|\bnews\b|von ihnen|bescheid|entscheid|rückmeldung|noticias|respuesta|decisión|nouvelles|réponse|décision)"
MATTERS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"salar|\bpay\b|\bpaid\b|wage|compensation|\bearn|gehalt|verdien|lohn|vergütung|bezahl|sueldo|remunera|\bgan(?:ar|o)|rémunér|\bpaye|combien.*gagne",
        r"remote|home ?office|from home|hybrid|zu hause|von daheim|teletrabajo|distancia|desde casa|télétravail|à distance|de chez",
        r"next steps?|hear (?:back|from|something|anything)|(?:get|have|receive) (?:an? |the |your )?(?:answer|result|decision|reply|response)|(?:when|how long).*(?:decid|decision|know more)|wann.*(?:entscheid|bescheid)|wie lange.*(?:entscheid|bescheid|antwort)|(?:cuándo|cuánto).*(?:respuesta|decid|decisión)|(?:quand|combien).*(?:réponse|décid|décision)|what happens (?:next|after|now)|nächsten schritte|geht es.*weiter|von ihnen hören|höre ich|rückmeldung|siguientes? pasos?|pasos después|tendré noticias|después de (?:la|esta) entrevista|étapes|la suite|aurai-je.*nouvelles|prochaines? ",
        r"when (?:does|would|do|can|could) .*(?:start|begin)|start date|wann .*(?:beginn|anfang|los)|eintritt|cuándo (?:empie|comien|se empie)|incorporación|quand .*(?:commenc|début)",
        r"working hours|work(?:ing)? time|schedule|\bshifts?\b|overtime|arbeitszeit|überstunden|schicht|horario|turnos|horas de trabajo|horaires|heures de travail",
        r"who would i work|\bteam\b|colleagues|report to|mit wem|kolleg|equipo|compañer|con quién|équipe|collègues|avec qui",
        r"holiday|vacation|days off|urlaub|vacaciones|congés|vacances",
        rf"(?:how long (?:does|will|is|would) (?:this|it|that|the (?:interview|conversation|whole))|how much time|wie lange (?:dauert (?:das|es|dieses)|wird (?:das|es))|wie lange dauert|cuánto (?:dura|tiempo)|combien de temps)(?!{THEIR_NEWS})",
        r"\bbreaks?\b|\bpauses?\b|\bpausa|unterbrech",
        r"record|aufgezeichnet|aufgenommen|mitgeschnitten|\bgraba|enregistr",
        r"who (?:(?:will|is going to|can|gets to) )?(?:reads?|decides?|sees?)|wer (?:liest|entscheidet|sieht|wird)|quién (?:lee|decide|va a leer)|qui (?:lit|décide|va lire)",
        r"human|robot|\bbot\b|\bai\b|a machine|real person|mensch|\bki\b|roboter|maschine|humano|\bia\b|máquina|humaine?|machine",
    )
)


def facts(language: str, **said: object) -> tuple[tuple[str, str], ...]:
    return tuple((question, answer.format(**said)) for question, answer in FACTS[language])
