"""Questions from files: read without a database, compared with what is there, written all or not at all.

    decoding → opening → csv_rows or json_rows → reading        what a file says, row by row
    comparing → writing                                         what that means for the banks
    intake, running, files                                      the row that somebody waits for

Nothing holds a whole file. What grows with it are the keys that it names, once each.
"""
