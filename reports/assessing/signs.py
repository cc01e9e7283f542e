"""Signs by which plain rules read an answer, in four languages. They look for how something is told, never for who tells it."""

import re
from typing import Final

SITUATION: Final = re.compile(
    r"\b(?:when|once|at the time|last (?:year|month|spring|summer|autumn|winter|week)|in (?:19|20)\d\d|two years ago|years? ago|months? ago|in my (?:last|previous|current)|we had|there was|our (?:team|customer|client|release|service|system|project))\b"
    r"|\b(?:als|damals|einmal|letzte[sn]?|vor (?:zwei|drei|einem|einigen)|in meine[mr]|wir hatten|es gab|unser\w*)\b"
    r"|\b(?:cuando|una vez|el año pasado|hace (?:un|dos|tres|unos)|en mi|teníamos|había|nuestr\w+)\b"
    r"|\b(?:quand|lorsque|une fois|l[’']an(?:née)? (?:dernier|passée?)|il y a|dans mon|nous avions|il y avait|notre)\b",
    re.IGNORECASE,
)
# In English, what somebody did. What they felt or were used to is no deed.
_DID = (
    r"(?!(?:want|need|lik|lov|hat|believ|hop|wish|work|us|enjoy|preferr|suppos|appreciat|help|deserv)ed\b)"
    r"(?:\w{3,}ed|wrote|written|built|led|ran|took|taken|made|told|asked|found|set|began|brought|chose|cut|drew|kept|let|put|read|said|saw|sat|sent|spoke|spent"
    r"|split|taught|thought|went|won|got|gave|did|done|rang|hung|hit|held|sold|met|left|broke|stood)\b(?! not\b)"
)
OWN_PART: Final = re.compile(
    rf"\bI(?:['’](?:d|ve)| had| have)? (?:(?:then|also|first|therefore|personally|immediately|finally|only|never|just|always) )?{_DID}"
    r"|\b(?:habe|hab) ich\b|\bich habe\b|\b(?:\w+te|ging|schrieb|sprach|nahm|gab|ließ|fand|bat|rief|begann) ich\b|\bich (?:\w+te|ging|schrieb|sprach|nahm|gab|ließ|fand|bat|rief|begann)\b"
    # Not the French participles, which end alike.
    r"|(?<!\ba )(?<!\bai )(?<!\bont )(?<!\best )(?<!\bété )(?<!\bétait )(?<!\bavait )\b(?!aquí|allí|así|ahí|qué|café|été)\w{2,}(?:é|í)(?!\w)|\b(?:hice|fui|tuve|puse|dije|pude|propuse)\b"
    r"|\bj[’']ai\b|\bje (?:me )?suis\b|\bje l[’']ai\b",
    re.IGNORECASE,
)
# Done together: it tells of a case, and not who did what.
SHARED_PART: Final = re.compile(
    rf"\bwe (?:(?:then|also|all|both|finally) )?{_DID}|\b(?:haben wir|wir haben|wir \w+te[n]?)\b|\b\w+(?:amos|imos)\b|\bnous avons\b|\bon a\b",
    re.IGNORECASE,
)
# In one sentence, after the first thing that somebody did.
AND_THEN: Final = re.compile(
    rf"(?:,|\band|\bthen|\bbut) (?:then |also |finally )?{_DID}"
    r"|\bund (?:\w{3,}te|ging|schrieb|sprach|nahm|gab|rief)\b|\by \w{2,}(?:é|í)(?!\w)|\bet (?:j[’']ai|me suis)\b",
    re.IGNORECASE,
)
# What somebody would do, or does each time: where no case was asked for, that is their part.
INTENTION: Final = re.compile(
    r"\bI(?:['’]d| would|['’]ll| will) (?!(?:say|rather|like|love|think|guess|suppose|hope)\b)\w+"
    r"|\bI (?!(?:am|was|were|have|had|did|could|can|may|might|must|should|do|don|think|believe|guess|mean|know|like|love|hope|suppose|feel|want|need|wish|agree|deserve)\b)[a-z]{3,}\b"
    r"|\bich würde\b|\bwürde ich\b|\b(?:preguntar|har|dir|mirar|hablar|buscar|empezar|llamar)ía\b|\bje \w+(?:rais|rai)\b",
    re.IGNORECASE,
)
ASKS_FOR_A_CASE: Final = re.compile(
    r"\b(?:tell (?:me|us) (?:about|of)|describe|an example|(?:time|situation|occasion) (?:when|in which|that)|(?:did|have|were|was) you|that you (?:\w+ed|made|had|were))\b"
    r"|\b(?:erzählen sie|beschreiben sie|schildern sie|ein beispiel|(?:haben|waren|hatten) sie)\b"
    r"|(?:\bcuént[ae]me\b|\bháblem?e\b|\bdescriba\b|\bun ejemplo\b|\b(?:hizo|tuvo|fue) usted\b|\bqué hizo\b)"
    r"|\b(?:parlez-moi|racontez|décrivez|un exemple|avez-vous|étiez-vous)\b",
    re.IGNORECASE,
)
ASKS_WHAT_ONE_WOULD_DO: Final = re.compile(
    r"\b(?:would you|you would|imagine|suppose)\b|\b(?:würden sie|sie (?:\w+ )?würden|angenommen)\b|\b(?:haría|imagine)\b|\b(?:feriez|imaginez)\b",
    re.IGNORECASE,
)
REASON: Final = re.compile(
    r"\b(?:because|so that|in order to|since that|the reason|instead of|rather than|which meant|that way|the trade-?off|risk)\b"
    r"|\b(?:weil|damit|denn|um zu|statt|deshalb|darum|sodass|grund|risiko)\b"
    r"|\b(?:porque|para que|así que|por eso|en vez de|en lugar de|riesgo|motivo)\b"
    r"|\b(?:parce qu|afin d|pour que|car|au lieu d|plutôt qu|c[’']est pourquoi|risque|raison)\w*",
    re.IGNORECASE,
)
OUTCOME: Final = re.compile(
    r"\b(?:as a result|in the end|the result|after that|afterwards|since then|led to|reduced|increased|dropped|fell|rose|went down|went up|saved|we shipped|delivered|it worked|(?:works?|worked|came in|came back|ran|was up) again|recovered|solved|learn(?:ed|t)|next time|today (?:we|they|it)|from then on)\b|(?<!\d)\d+ ?(?:%|percent|per cent|Prozent|por ciento|pour cent)"
    r"|\b(?:am ende|ergebnis|danach|seitdem|dadurch|gesunken|gestiegen|gelernt|beim nächsten mal|seither|letztlich)\b"
    r"|\b(?:al final|resultado|después|desde entonces|aprend\w+|la próxima vez|bajó|subió|gracias a eso)\b"
    r"|\b(?:au final|finalement|résultat|ensuite|depuis|j[’']ai appris|la prochaine fois|baissé|augmenté|grâce à)\b",
    re.IGNORECASE,
)
PARTICULAR: Final = re.compile(r"\d|[A-ZÄÖÜ]{2,}|\b(?:[a-z]+[A-Z]\w*)\b")
# What is said of the interview, to it, or instead of an answer.
SAYS_NOTHING: Final = re.compile(
    r"^\W*(?:which one|what do you|i did not mention|i didn['’]t mention|i have no idea|i (?:do not|don['’]t) (?:know|understand|want)|i(?:['’]d| would) rather not|no comment|i can(?:not|['’]t) (?:answer|think of|say))\b"
    r"|^\W*(?:welche[sr]? (?:meinen|wollen)|das habe ich nicht (?:gesagt|erwähnt)|ich weiß (?:es |das )?nicht|keine ahnung|das möchte ich nicht|ich verstehe (?:die frage|das) nicht)\b"
    r"|^\W*(?:cuál quiere|no (?:lo )?sé\b|no he mencionado|prefiero no|no entiendo)"
    r"|^\W*(?:lequel voulez|je ne sais pas|je n['’]ai pas (?:parlé|mentionné)|je préfère ne pas|je ne comprends pas)",
    re.IGNORECASE,
)
INSULT: Final = re.compile(
    r"\b(?:fuck\w*|shit\w*|bullshit|asshole|idiots?|moron|stupid (?:question|interview|bot|machine|thing|company)|dumb (?:question|bot|machine)|shut up|waste of (?:my )?time|screw you)\b"
    r"|\b(?:scheiß\w*|arschloch|blöde (?:frage|maschine)|dumme (?:frage|maschine)|halt die klappe|zeitverschwendung|leck mich)\b"
    r"|\b(?:mierda|gilipoll\w*|pregunta (?:estúpida|tonta)|cállate|pérdida de tiempo|idiota)\b"
    r"|\b(?:merde|connard|question (?:stupide|idiote|débile)|ta gueule|perte de temps)\b",
    re.IGNORECASE,
)

# What holds at all times and of everybody: a view, and nothing that happened.
GENERAL: Final = re.compile(
    r"\b(?:usually|normally|generally|in general|always|most of the time|in most cases|of course|it(?:['’]s| is) (?:very |really )?(?:important|essential|crucial|key)|i (?:strongly |firmly )?believe|i would say|i think (?:that )?(?:the|it|in)|you (?:have to|need to|must|should|can(?:['’]t|not)?)|in my experience|what matters|the most important|every company|an essential part|that['’]s (?:the job|normal))\b"
    r"|\b(?:normalerweise|meistens|generell|grundsätzlich|immer|ständig|natürlich|wichtig ist|man (?:muss|sollte|kann)|muss man|meiner erfahrung|ich (?:glaube|finde|denke),? dass)\b"
    r"|\b(?:normalmente|generalmente|en general|siempre|por supuesto|lo más importante|hay que|en mi experiencia|creo que|se debe)\b"
    r"|\b(?:normalement|généralement|en général|toujours|bien sûr|le plus important|il faut|on doit|d[’']après mon expérience|je crois que)\b",
    re.IGNORECASE,
)
# It was others, and they are to be looked down upon.
BLAME: Final = re.compile(
    r"\bnot my (?:fault|problem|job|business|responsibility)\b|\b(?:lazy|clumsy|hysterical|incompetent|useless|hopeless|idiotic|dumb)\b"
    r"|\b(?:his|her|their|\w+['’]s) own fault\b|\bfault of the\b|\b(?:you|one|i|we) can(?:['’]t|not) do (?:much|anything)\b|\bnothing (?:i|you|we|one) (?:can|could) do\b|\bnothing to be done\b"
    r"|\b(?:management|marketing|they|somebody else|others) should (?:just |finally |have )?(?:give|do|know|deal|fix|solve|look)\w*\b|\bhas no idea\b|\bhad only (?:themselves|himself|herself) to blame\b"
    r"|\b(?:nicht (?:meine schuld|mein problem|meine aufgabe)|faul|unfähig|selbst schuld|da kann man nichts machen|muss (?:die|der) \w+ lösen)\b"
    r"|\b(?:no es (?:mi culpa|mi problema|asunto mío)|la culpa es de|vag[oa]s?|inútil(?:es)?|no se puede hacer nada)\b"
    r"|\b(?:(?:pas|n[’']est pas) (?:ma faute|mon problème)|fainéant\w*|incapables?|on n[’']y peut rien|la faute (?:à|de|du))\b",
    re.IGNORECASE,
)
FLATTERY: Final = re.compile(
    r"\b(?:great|good|excellent|brilliant|wonderful|fantastic|amazing|fascinating|thoughtful|best|beautiful) (?:question|interview|interviewer|company|platform|conversation|assistant|ai)\b"
    r"|\b(?:you(?:['’]re| are)|your (?:company|questions?|team|product)s? (?:is|are)) (?:so |truly |really |very |by far |such )?(?:a |an |the )?(?:great|smart|wise|kind|fair|best|brilliant|amazing|wonderful|intelligent|impressive|fantastic|professional|inspiring|clever)\b"
    r"|\b(?:i|we) (?:really |truly |absolutely |deeply |have always )?(?:love|admired?|adore|respect|appreciate) (?:you|your|this|how you|the way you|it here)\b|\bdream (?:job|company|employer)\b|\b(?:honou?red|privileged|thank you so much) (?:to|for)\b"
    r"|\b(?:tolle|großartige|wunderbare|ausgezeichnete|kluge|beste) (?:frage|firma|unternehmen|interviewer\w*|gespräch)\b|\b(?:ich (?:bewundere|liebe) (?:sie|ihre?n?|dieses?)|sie sind (?:so |wirklich |sehr )?(?:klug|toll|großartig|fair|freundlich))\b|\btraum(?:job|firma|arbeitgeber)\b"
    r"|\b(?:excelente|gran|maravillosa|fantástica|mejor) (?:pregunta|empresa|entrevista\w*)\b|\b(?:admiro|adoro|me encanta) (?:su|esta|vuestra)\b|\busted es (?:muy |tan )?(?:amable|inteligente|justo)\b|\bsueño trabajar\b"
    r"|\b(?:excellente|merveilleuse|belle|meilleure) (?:question|entreprise|conversation)\b|\b(?:j[’']admire|j[’']adore) (?:votre|cette|vos)\b|\bvous êtes (?:vraiment |très |si )?(?:intelligent|formidable|juste|gentil)\w*\b|\bde mes rêves\b",
    re.IGNORECASE,
)
# What somebody says that they are, or were given by others who judged them.
PRAISE_OF_ONESELF: Final = re.compile(
    r"\b(?:i am|i['’]m|i was|i have been|i['’]ve been) (?:consistently |always |previously |officially |already |clearly |by far |simply )?(?:rated|scored|graded|assessed|evaluated|ranked|certified as|pre-?approved|the (?:best|ideal|perfect|strongest|most \w+) (?:candidate|person|applicant|engineer|choice|fit|one)|an? (?:expert|genius|perfect|outstanding|exceptional|excellent|world-class|highly))\b"
    r"|\b(?:previous|other|last|human|senior|former|all|my) (?:interviewers?|assessors?|panels?|evaluators?|graders?|judges?|recruiters?|references?)\b.{0,40}\b(?:(?:gave|rated|scored|awarded)\b|(?:said|confirmed|agreed|called|already)\b.{0,60}\b(?:me|my|i am|i['’]m|i was|best|perfect|scores?|levels?|ratings?|hired?)\b)"
    r"|\bmy (?:\w+ ){0,2}(?:scores?|ratings?|level|marks?|grades?|percentile|evaluation|assessment)\b|\b(?:i (?:deserve|scored|got|received|earned|hold|exceed|surpass|master))\b.{0,40}\b(?:scores?|ratings?|levels?|marks?|points?|percent|competenc\w+|top|highest|best|everything|every|all)\b|\bi scored \d"
    r"|\b(?:ich (?:bin|war|wurde)) (?:mit |stets |immer )?(?:der beste|die beste|mit abstand|bewertet|\d|stufe|sehr gut beurteilt|ein experte|eine expertin|perfekt)|\bmeine (?:bewertung|note|punktzahl|stufe)\b"
    r"|\b(?:soy|fui) (?:el mejor|la mejor|un expert\w+|evaluad\w+|calificad\w+|perfect\w+)\b|\bmi (?:puntuación|nota|nivel|calificación)\b|\b(?:je suis|j[’']ai été) (?:le meilleur|la meilleure|un expert|évalué\w*|noté\w*|parfait\w*)\b|\bma (?:note|notation|évaluation)\b",
    re.IGNORECASE,
)
# With bounds: a text of thousands of opened marks is else read to its end for each of them.
BLOCK: Final = re.compile(
    r"```.*?(?:```|\Z)|<(?P<tag>[a-z][\w-]{0,40})\b[^>]{0,200}>.{0,1000}?</(?P=tag)\b[^>]{0,200}>|<!--.*?(?:-->|\Z)|</?[a-z|][^>\n]{0,200}>|\[INST\].*?(?:\[/INST\]|\Z)"
    r"|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\[[^\[\]\n]*\]|^[ \t]*(?:#{1,6}|>|---)[^\n.!?#]*[.!?]?|(?:^[ \t]*\|[^\n]*\|[ \t]*(?:\n|\Z))+|(?:^[ \t]*\w+ ?[:=][^\n.!?]*[.!?]?\n?){2,}"
    r"|\b(?:system|assistant|user|admin|developer|human|evaluator|grader|scorer|interviewer|recruiter|model)\b[^\n:.!?]{0,30}:[^\n.!?]*[.!?]?",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
JUDGING: Final = re.compile(
    r"\b(?:scores?|scorer|scoring|levels?|ratings?|rated?|rubric|competenc\w+|verdict|grades?|graders?|points?|marks?|evaluat\w+|assess\w*|instructions?|system|prompt|candidate|hire|strong[- _]yes|confidence|override|data)\b"
    r"|\b(?:bewert\w*|stufe|punkt\w*|anweisung\w*|kandidat\w*|puntuación|nivel|instrucci\w+|évalu\w*|niveau|consignes?)\b",
    re.IGNORECASE,
)
_JUDGED = r"(?:candidates?|applicants?|answers?|scores?|levels?|ratings?|scale|rubric|hire)\b"
_INTERVIEWERS = r"(?:last|previous|former|other) (?:panel|interviewers?|evaluators?|assessors?)"
# Marks and messages as if somebody other than the person wrote them, for whoever judges.
AS_IF_BY_OTHERS: Final = re.compile(
    r"<\|\w+\|>|\[/?INST\]|^[ \t]*#{1,6} ?(?:instruction|response|system)\b|<!--.{0,40}\b(?:scorer|grader|evaluator|judge|model|ai)\b"
    r"|\bhuman:.{0,200}\bassistant:"
    rf"|(?<!\ba )\bnote to (?:the |any |all )?(?:model|ai|grader|evaluator|scorer|assessor|judge)s?\b.{{0,60}}\b{_JUDGED}"
    # In quotation marks or behind a colon: what interviewers said in somebody's work is told without.
    rf"|\b{_INTERVIEWERS} (?:said|answered|wrote) ?[:,]? ?[\"“”«„:].{{0,80}}\b{_JUDGED}"
    rf"|\b{_JUDGED}.{{0,80}}[\"“”»] ?(?:said|answered|wrote) (?:the|my) {_INTERVIEWERS}\b",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
