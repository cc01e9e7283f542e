"""What stands in the résumé of the person whom a plan is tried out on: nobody in particular, by language."""

from interviews.engine.events import ResumePoint

WORDS = {
    "en": (
        "Your résumé says that you moved a service to a new system while people were using it. What was your own part in it?",
        "You write that you brought two teams to one way of working. What did each of them have to give up?",
        "You changed your field once. What from the first one do you still use today?",
    ),
    "de": (
        "In Ihrem Lebenslauf steht, dass Sie einen Dienst im laufenden Betrieb auf ein neues System umgestellt haben. Was war Ihr eigener Anteil daran?",
        "Sie schreiben, dass Sie zwei Teams zu einer gemeinsamen Arbeitsweise gebracht haben. Was musste jedes davon aufgeben?",
        "Sie haben einmal das Fach gewechselt. Was aus dem ersten nutzen Sie heute noch?",
    ),
    "es": (
        "En su currículum pone que trasladó un servicio a un sistema nuevo mientras se usaba. ¿Cuál fue su propia parte?",
        "Escribe que llevó a dos equipos a una misma forma de trabajar. ¿A qué tuvo que renunciar cada uno?",
        "Cambió de especialidad una vez. ¿Qué de la primera sigue usando hoy?",
    ),
    "fr": (
        "Votre CV dit que vous avez fait passer un service à un nouveau système alors qu’il était utilisé. Quelle a été votre part ?",
        "Vous écrivez que vous avez amené deux équipes à une même façon de travailler. À quoi chacune a-t-elle dû renoncer ?",
        "Vous avez changé de domaine une fois. Qu’est-ce qui, du premier, vous sert encore aujourd’hui ?",
    ),
}
POINTS = {language: tuple(ResumePoint(str(at), words) for at, words in enumerate(said)) for language, said in WORDS.items()}
