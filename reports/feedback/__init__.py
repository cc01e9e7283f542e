"""What a candidate is told of their answers: by a model or by rules, without scores, and checked by code either way."""
