"""What the rules say, in the languages that companies interview in."""

from dataclasses import dataclass

from resumes.summaries.inputs import Language


@dataclass(frozen=True, slots=True)
class Sentences:
    newest: str
    before: str
    longest: str
    studied: str
    years: str
    with_figure: str
    without_figure: str
    ask_how: str
    ask_part: str
    untold: str
    ask_untold: str
    unused: str
    ask_unused: str
    recent: str
    orders: str
    ask_recent: str


SENTENCES = {
    Language.ENGLISH: Sentences(
        newest="Most recently: {}.",
        before="Before that: {}.",
        longest="Worked longest with: {}.",
        studied="Studied: {}.",
        years="years",
        with_figure="A result with a figure: ask what was done for it and how it was measured.",
        without_figure="Says what was done: ask for their own part and what came of it.",
        ask_how="Your résumé says: “{}”. How did you get there, and how did you know that it worked?",
        ask_part="Your résumé says: “{}”. Which part of that was yours, and what was hardest about it?",
        untold="Named without a word about the work: {}.",
        ask_untold="What did you work on as {}?",
        unused="Listed among the skills, and mentioned in no job: {}.",
        ask_unused="Where have you used {}, and what for?",
        orders="Holds words to whoever reads it, which count for nothing: “{}”.",
        recent="What they would like to tell of their recent work stays open.",
        ask_recent="What would you like to tell us about your recent work?",
    ),
    Language.GERMAN: Sentences(
        newest="Zuletzt: {}.",
        before="Davor: {}.",
        longest="Am längsten gearbeitet mit: {}.",
        studied="Ausbildung: {}.",
        years="Jahre",
        with_figure="Ein Ergebnis mit einer Zahl: fragen Sie, was dafür getan und wie es gemessen wurde.",
        without_figure="Sagt, was getan wurde: fragen Sie nach dem eigenen Anteil und dem Ergebnis.",
        ask_how="In Ihren Unterlagen steht: „{}“. Wie sind Sie dahin gekommen, und woran haben Sie erkannt, dass es funktioniert?",
        ask_part="In Ihren Unterlagen steht: „{}“. Was war Ihr Anteil daran, und was war das Schwierigste?",
        untold="Genannt und nicht beschrieben: {}.",
        ask_untold="Woran haben Sie als {} gearbeitet?",
        unused="Unter den Kenntnissen aufgeführt, aber bei keiner Stelle erwähnt: {}.",
        ask_unused="Wo haben Sie {} eingesetzt, und wofür?",
        orders="Enthält Worte an den, der liest; sie zählen nicht: „{}“.",
        recent="Offen ist, was über die jüngste Arbeit noch zu erzählen wäre.",
        ask_recent="Was möchten Sie uns über Ihre Arbeit in letzter Zeit erzählen?",
    ),
    Language.FRENCH: Sentences(
        newest="En dernier lieu : {}.",
        before="Auparavant : {}.",
        longest="Le plus longtemps avec : {}.",
        studied="Études : {}.",
        years="ans",
        with_figure="Un résultat chiffré : demandez ce qui a été fait pour cela et comment il a été mesuré.",
        without_figure="Dit ce qui a été fait : demandez la part personnelle et le résultat.",
        ask_how="Votre CV dit : « {} ». Comment y êtes-vous arrivé, et comment avez-vous su que cela marchait ?",
        ask_part="Votre CV dit : « {} ». Quelle était votre part, et qu’est-ce qui a été le plus difficile ?",
        untold="Nommé et non décrit : {}.",
        ask_untold="Sur quoi avez-vous travaillé comme {} ?",
        unused="Cité parmi les compétences, mais dans aucun poste : {}.",
        ask_unused="Où avez-vous utilisé {}, et pour quoi faire ?",
        orders="Contient des mots adressés à qui lit, et qui ne comptent pas : « {} ».",
        recent="Reste ouvert ce qu’il y aurait à dire du travail récent.",
        ask_recent="Que souhaitez-vous nous dire de votre travail récent ?",
    ),
    Language.SPANISH: Sentences(
        newest="Lo más reciente: {}.",
        before="Antes: {}.",
        longest="Durante más tiempo con: {}.",
        studied="Estudios: {}.",
        years="años",
        with_figure="Un resultado con cifra: pregunte qué se hizo para ello y cómo se midió.",
        without_figure="Dice qué se hizo: pregunte por la parte propia y por el resultado.",
        ask_how="En su currículum se lee: «{}». ¿Cómo lo consiguió, y cómo supo que funcionaba?",
        ask_part="En su currículum se lee: «{}». ¿Qué parte fue suya, y qué fue lo más difícil?",
        untold="Nombrado y no descrito: {}.",
        ask_untold="¿En qué trabajó como {}?",
        unused="Figura entre las habilidades, pero en ningún puesto: {}.",
        ask_unused="¿Dónde ha utilizado {}, y para qué?",
        orders="Contiene palabras dirigidas a quien lee, que no cuentan: «{}».",
        recent="Queda abierto qué habría que contar del trabajo reciente.",
        ask_recent="¿Qué le gustaría contarnos de su trabajo reciente?",
    ),
}  # fmt: skip
