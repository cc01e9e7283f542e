"""What candidates ask most, for jobs to answer in advance."""

# Offered to begin with, in the language of the job's interviews. What stays without an answer is left out.
STARTERS = {
    "en": (
        "What are the next steps after this interview?",
        "What is the salary range?",
        "Can I work remotely?",
        "Who would I work with?",
        "When does the job start?",
        "What are the working hours?",
        "Who reads my interview, and who decides?",
    ),
    "de": (
        "Wie geht es nach diesem Gespräch weiter?",
        "In welchem Rahmen liegt das Gehalt?",
        "Kann ich von zu Hause aus arbeiten?",
        "Mit wem würde ich zusammenarbeiten?",
        "Wann beginnt die Stelle?",
        "Wie sind die Arbeitszeiten?",
        "Wer liest mein Gespräch, und wer entscheidet?",
    ),
    "fr": (
        "Quelles sont les étapes après cet entretien ?",
        "Quelle est la fourchette de salaire ?",
        "Puis-je travailler à distance ?",
        "Avec qui travaillerais-je ?",
        "Quand le poste commence-t-il ?",
        "Quels sont les horaires de travail ?",
        "Qui lit mon entretien, et qui décide ?",
    ),
    "es": (
        "¿Cuáles son los pasos después de esta entrevista?",
        "¿Cuál es el rango salarial?",
        "¿Puedo trabajar a distancia?",
        "¿Con quién trabajaría?",
        "¿Cuándo empieza el trabajo?",
        "¿Cuál es el horario de trabajo?",
        "¿Quién lee mi entrevista y quién decide?",
    ),
}
EVERY_STARTER = {question for questions in STARTERS.values() for question in questions}
# The first of each: where it is answered, a candidate is told so by themselves once their interview is over.
NEXT_STEPS = {questions[0] for questions in STARTERS.values()}
