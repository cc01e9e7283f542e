"""What an interviewer should know of a résumé: by a model or by rules, and checked by code either way."""
