"""What people are told when a file cannot be read: what is the matter, and what to do. Candidates are told in their language."""

from django.utils.translation import gettext_noop as _

from resumes.reading.verdict import Problem

NOT_KEPT = _(
    "We could not keep this file, as our store of files does not answer. Nothing was saved. Please upload it again in a few minutes."
)
SENTENCES = {
    Problem.EMPTY: _("This file is empty. Please choose the file again, or type the text instead."),
    Problem.TOO_LARGE: _("This file is larger than 10 MB. Please save it smaller, for instance without pictures, and upload it again."),
    Problem.UNKNOWN_FORMAT: _("This is no PDF, Word document (DOCX) or plain text. Please save the résumé as one of these."),
    Problem.OLD_WORD: _("This is a Word document of the old kind (DOC). Please open it and save it as DOCX or PDF."),
    Problem.ENCRYPTED: _("This file is protected by a password. Please save it without one and upload it again."),
    Problem.DAMAGED: _("This file is damaged and cannot be read. Please save it anew from the program it was made with."),
    Problem.NO_TEXT: _("This file holds pictures of text and no text, as a scan does. Please upload another file, or type the text."),
    Problem.TOO_MANY_PAGES: _("This file is far longer than a résumé: 50 pages is the most. Please upload a shorter one."),
    Problem.BOMB: _("This file unpacks to far more than a résumé could hold, so we did not read it. Please save it anew as PDF."),
    Problem.PROGRAM_INSIDE: _(
        "This document holds a program (macros), so we did not open it. Please save it as PDF or as DOCX without macros."
    ),
    Problem.TOO_SLOW: _("This file took too long to read. Please save it anew as PDF, or type the text."),
    Problem.TOO_MUCH_MEMORY: _("This file is too complicated to read. Please save it anew as a plain PDF, or type the text."),
    Problem.VIRUS: _("Our virus scanner stopped this file. Please check your computer, and upload a clean copy."),
}
