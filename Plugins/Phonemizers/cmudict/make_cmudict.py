#!/usr/bin/env python3
"""Make `cmudict.dict.gz`, the dictionary that the phonemizer `cmudict` reads.

Usage: python3 make_cmudict.py cmu-pronouncing-dictionary-3.0.0.tgz [FILE]

Needs only Python 3. The argument is the npm package of that name and version
(`npm pack cmu-pronouncing-dictionary@3.0.0`), which holds the CMU Pronouncing
Dictionary as JavaScript. FILE is where the result goes; without it,
`cmudict.dict.gz` beside this script.

The result is the dictionary's own form, `word PHONE PHONE ...`, one a line, in
the package's order, later pronunciations as `word(2)`, comments left out. The
text is the same each time; so are the compressed bytes, with the same zlib.
The script stops with a message when the package holds anything unexpected.
"""

import gzip
import hashlib
import json
import re
import sys
import tarfile
from pathlib import Path

ENTRY = re.compile(r'  ("(?:[^"\\]|\\.)*"|[a-z]+): ("(?:[^"\\]|\\.)*"),?')
WORD = re.compile(r"[a-z'.-]+[a-z0-9'.-]*(\([0-9]+\))?")
PHONE = re.compile(r"[AEIOU][AEHIORUWY][012]|[B-DF-HJ-NP-TV-Z][GH]?|HH")


def entries(script):
    """The words of the package's script, each with its phones."""
    lines = script.split("\n")
    begin = lines.index("export const dictionary = {") + 1
    for number, line in enumerate(lines[begin : lines.index("}", begin)], begin + 1):
        match = ENTRY.fullmatch(line)
        if not match:
            sys.exit(f"index.js:{number}: is no entry: {line}")
        key, value = match.groups()
        word = json.loads(key) if key.startswith('"') else key
        phones = json.loads(value).split("#")[0].split()
        if not WORD.fullmatch(word) or not phones or not all(map(PHONE.fullmatch, phones)):
            sys.exit(f"index.js:{number}: has an unexpected word or phone: {line}")
        yield word, phones


def main(package, result):
    with tarfile.open(package) as archive:
        script = archive.extractfile("package/index.js").read().decode("utf-8")
    found = list(entries(script))
    text = "".join(f"{word} {' '.join(phones)}\n" for word, phones in found).encode("ascii")
    with open(result, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text)
    words = sum("(" not in word for word, _ in found)
    print(f"{len(found)} pronunciations of {words} words, {len(text)} bytes")
    print(f"sha256 of the text: {hashlib.sha256(text).hexdigest()}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else Path(__file__).with_name("cmudict.dict.gz"))
