"""How much, how long and how many: what a page of ours never passes."""

import re
import struct

VERSION = 1
HEARTBEAT_SECONDS = 15
MOST_BYTES = 64 * 1024
LONGEST_TICKET = 400
LAST_TURN = 999
LAST_SENTENCE = 200
LONGEST_HEARD_MS = 600_000
# What Postgres keeps in a positive integer.
LAST_REV = LAST_EPOCH = 2**31 - 1
# Of a binary frame: its kind, turn, epoch, segment and piece; then the sound, or what a camera recorded.
PIECE, PIECE_OF_CAMERA, HEAD = 1, 2, struct.Struct("!BIIHH")
MOST_SOUND = 48 * 1024
# How many pieces may be on their way.
CREDIT = 16
LAST_SEGMENT = MOST_SEGMENTS = 999
MOST_PIECES = 100
LONGEST_ENDED_MS = 10 * 60_000
DIGEST = re.compile(r"[0-9a-f]{64}")
