"""One answer judged: by a model or by rules, and checked by code either way."""
