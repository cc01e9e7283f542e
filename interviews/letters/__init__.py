"""What candidates are written, in each of their languages: words in the TOML files, put together by writing.py.

A letter is written anew in each language, as a whole, by somebody who would send it; so its words stand together in a file,
and are no translations of single sentences.
"""
