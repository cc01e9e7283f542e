"""What stands in the résumé of the person whom a plan is tried out on: nobody in particular, of any trade, and said to be made up; by language."""

from interviews.engine.events import ResumePoint

WORDS = {
    "en": (
        "Suppose your résumé says that you took over a task that others had left half done. What was your own part in it?",
        "Suppose you write that you brought two groups of people to one way of working. What did each of them have to give up?",
        "Suppose you changed your field of work once. What from the first one do you still use today?",
    ),
    "de": (
        "Angenommen, in Ihrem Lebenslauf steht, dass Sie eine Aufgabe übernommen haben, die andere halb fertig zurückließen. Was war Ihr eigener Anteil daran?",
        "Angenommen, Sie schreiben, dass Sie zwei Gruppen zu einer gemeinsamen Arbeitsweise gebracht haben. Was musste jede davon aufgeben?",
        "Angenommen, Sie haben einmal das Fach gewechselt. Was aus dem ersten nutzen Sie heute noch?",
    ),
    "es": (
        "Supongamos que en su currículum pone que se hizo cargo de una tarea que otros habían dejado a medias. ¿Cuál fue su propia parte?",
        "Supongamos que escribe que llevó a dos grupos a una misma forma de trabajar. ¿A qué tuvo que renunciar cada uno?",
        "Supongamos que cambió de especialidad una vez. ¿Qué de la primera sigue usando hoy?",
    ),
    "fr": (
        "Supposons que votre CV dise que vous avez repris une tâche que d’autres avaient laissée à moitié faite. Quelle a été votre part ?",
        "Supposons que vous écriviez avoir amené deux groupes à une même façon de travailler. À quoi chacun a-t-il dû renoncer ?",
        "Supposons que vous ayez changé de domaine une fois. Qu’est-ce qui, du premier, vous sert encore aujourd’hui ?",
    ),
}
POINTS = {language: tuple(ResumePoint(str(at), words) for at, words in enumerate(said)) for language, said in WORDS.items()}
