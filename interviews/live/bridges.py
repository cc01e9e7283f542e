"""What leads from one matter to the next, by language, where no model finds words for it. The same for everybody who comes this way."""

from interviews.engine.choosing import point_key
from interviews.engine.commands import Draft, Purpose
from interviews.live.setting import NO_POINT, Setting

TO_RESUME = {
    "en": ("Thank you. I have read your résumé, and I would like to ask about it.", "One more point from it."),
    "de": ("Danke. Ich habe Ihre Unterlagen gelesen und möchte danach fragen.", "Noch ein Punkt daraus."),
    "es": ("Gracias. He leído su currículum y quisiera preguntarle por él.", "Otro punto de él."),
    "fr": ("Merci. J’ai lu votre CV, et j’aimerais vous interroger à ce sujet.", "Encore un point de celui-ci."),
}
# Where no résumé says anything to ask about.
TO_EXPERIENCE = {
    "en": "Thank you. Before we come to the job, one question about your experience.",
    "de": "Danke. Bevor wir zur Stelle kommen, eine Frage zu Ihrer Erfahrung.",
    "es": "Gracias. Antes de hablar del puesto, una pregunta sobre su experiencia.",
    "fr": "Merci. Avant d’en venir au poste, une question sur votre expérience.",
}
TO_FIRST = {
    "en": "Now to the job itself. The first topic is: {competency}.",
    "de": "Nun zur Stelle selbst. Das erste Thema: {competency}.",
    "es": "Pasemos al puesto. El primer tema: {competency}.",
    "fr": "Passons au poste lui-même. Le premier sujet : {competency}.",
}
TO_NEXT = {
    "en": (
        "Thank you. The next topic is: {competency}.",
        "Let us go on to another topic: {competency}.",
        "Now to something else: {competency}.",
    ),
    "de": (
        "Danke. Das nächste Thema: {competency}.",
        "Kommen wir zu einem anderen Thema: {competency}.",
        "Nun zu etwas anderem: {competency}.",
    ),
    "es": ("Gracias. El siguiente tema: {competency}.", "Pasemos a otro tema: {competency}.", "Ahora, otra cosa: {competency}."),
    "fr": (
        "Merci. Le sujet suivant : {competency}.",
        "Passons à un autre sujet : {competency}.",
        "Maintenant, autre chose : {competency}.",
    ),
}
BACK = {
    "en": ("Back to a topic that we had: {competency}.", "Once more about {competency}."),
    "de": ("Noch einmal zu einem Thema von vorhin: {competency}.", "Und wieder zum Thema {competency}."),
    "es": ("Volvamos a un tema de antes: {competency}.", "Otra vez sobre {competency}."),
    "fr": ("Revenons à un sujet d’avant : {competency}.", "Encore au sujet de {competency}."),
}
STAYING = {
    "en": ("Let us stay with this topic for another question.", "One more question on this."),
    "de": ("Bleiben wir für eine weitere Frage bei diesem Thema.", "Noch eine Frage dazu."),
    "es": ("Sigamos con este tema con otra pregunta.", "Una pregunta más sobre esto."),
    "fr": ("Restons sur ce sujet pour une autre question.", "Encore une question là-dessus."),
}


def bridge(draft: Draft, setting: Setting) -> str:
    language = setting.language
    if draft.question == point_key(NO_POINT):
        return TO_EXPERIENCE[language]
    if draft.purpose is Purpose.RESUME_POINT:
        return TO_RESUME[language][min(setting.how_often(Purpose.RESUME_POINT), 1)]
    if draft.purpose not in (Purpose.QUESTION, Purpose.NEW_QUESTION) or not draft.competency:
        return ""
    if draft.competency == setting.last_competency:
        # As many as were asked about it before, however they came about.
        return _turn_about(STAYING[language], setting.asked_about(draft.competency) - 1)
    questions = setting.how_often(Purpose.QUESTION) + setting.how_often(Purpose.NEW_QUESTION)
    if not questions:
        words = TO_FIRST[language]
    else:
        words = _turn_about((BACK if setting.asked_about(draft.competency) else TO_NEXT)[language], questions - 1)
    return words.format(competency=setting.name_of(draft.competency))


def _turn_about(lines: tuple[str, ...], place: int) -> str:
    return lines[place % len(lines)]
