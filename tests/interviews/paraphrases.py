"""Questions, each asked twice in other words: for tests."""

SAME = [
    ("How do you find a slow query?", "When a query is slow, how do you find it?"),
    ("Tell me about a decision that you argued against and lost.", "Describe a decision at work where you argued against it and lost."),
    ("Tell me about feedback that was hard to hear. What did you do with it?", "What did you do with feedback that you found hard to hear?"),
    ("How did you find out whether it had worked?", "How did you know whether it worked?"),
    ("Tell me about a mistake of yours that others had to live with.", "What was a mistake that you made and that others had to live with?"),
    ("Tell me about something you had to learn quickly for your work.", "What did you last have to learn quickly in your work?"),
    ("How do you decide what to test and what not?", "What do you test, what do you not test, and how do you decide?"),
    ("Tell me about a customer who was about to leave.", "Describe a customer who was close to leaving you."),
    ("How do you bring out a change so that it can be taken back?", "When you bring out a change, how do you make sure that it can be taken back?"),
    ("Which part of that was yours?", "What part of that did you do yourself?"),
    ("Wie haben Sie den Fehler in den Buchungen gefunden?", "Auf welchem Weg haben Sie den Fehler in den Buchungen entdeckt?"),
    ("Erzählen Sie von einer Rückmeldung, die schwer anzuhören war.", "Welche Rückmeldung war für Sie schwer anzuhören?"),
    ("Wie planen Sie eine Woche mit zu wenig Leuten?", "Wenn Sie zu wenig Leute haben: Wie planen Sie die Woche?"),
    ("Woran haben Sie bemerkt, dass es funktioniert?", "Woran haben Sie gemerkt, dass es wirklich funktioniert?"),
    ("¿Cómo encontró el error en las reservas?", "¿De qué manera encontró usted el error de las reservas?"),
    ("Cuénteme una crítica que fue difícil de escuchar.", "¿Qué crítica le resultó difícil de escuchar?"),
    ("¿Cómo planifica una semana con poca gente?", "Cuando hay poca gente, ¿cómo planifica la semana?"),
    ("Comment avez-vous trouvé l’erreur dans les réservations ?", "De quelle façon avez-vous trouvé l’erreur des réservations ?"),
    ("Parlez-moi d’une critique difficile à entendre.", "Quelle critique a été difficile à entendre pour vous ?"),
    ("Comment planifiez-vous une semaine avec trop peu de monde ?", "Quand il y a trop peu de monde, comment planifiez-vous la semaine ?"),
]  # fmt: skip
