"""A résumé in pieces, by its structure: section, entry, piece. Plain code: the same résumé gives the same pieces."""
