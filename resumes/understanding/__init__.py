"""What a résumé says, as fields: by a model where there is one, by rules where there is none, and checked by code either way."""
