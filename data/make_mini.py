#!/usr/bin/env python3
"""Make the small aligned speech corpus `mini` with the synthesiser flite 2.2.

Usage: python3 make_mini.py [FOLDER]

Needs only Python 3 and `flite` on the path (Debian: apt-get install flite).
FOLDER is where the corpus goes; without it, `mini` beside this script.

Three voices say ten sentences in five styles, which makes 150 utterances:

    FOLDER/wav/<id>.wav            16 kHz, mono, 16-bit PCM
    FOLDER/textgrid/<id>.TextGrid  Praat, long text format, one tier `phones`
    FOLDER/metadata.csv            id,text,speaker,emotion
    FOLDER/held-out.txt            the sentences never to train on, one a line

The same flite gives the same bytes each time. The script stops with a message
when a check fails: clipping, a held-out phoneme that training hardly has, or
files left over from an older corpus.
"""

import csv
import math
import struct
import subprocess
import sys
import tempfile
import wave
from collections import Counter
from pathlib import Path
from typing import NamedTuple

SAMPLE_RATE = 16000
PAUSE = "pau"
EDGE_PAUSE_SECONDS = 0.1
HIGHEST_PEAK = 0.95
FEWEST_TRAINING_SENTENCES = 2


class Voice(NamedTuple):
    """A flite voice and the F0 settings of its neutral style, in Hz."""
    name: str
    f0_mean: float
    f0_stddev: float


class Style(NamedTuple):
    """A speaking style, relative to the voice's neutral F0."""
    name: str
    duration_stretch: float
    f0_mean_ratio: float
    f0_spread_ratio: float  # of stddev / mean, so of the spread in semitones
    level_db: float         # RMS between the edge pauses, 0 dB = full scale


class Segment(NamedTuple):
    """One phoneme and where it ends, in seconds."""
    label: str
    end: float


class Utterance(NamedTuple):
    """One line of metadata.csv."""
    id: str
    text: str
    speaker: str
    emotion: str


VOICES = (
    Voice("slt", f0_mean=170, f0_stddev=40),
    Voice("awb", f0_mean=130, f0_stddev=18),
    Voice("kal16", f0_mean=100, f0_stddev=12),
)

STYLES = (
    Style("neutral", 1.00, 1.00, 1.0, -27.0),
    Style("happy", 0.90, 1.25, 1.5, -24.0),
    Style("sad", 1.25, 0.85, 0.5, -32.0),
    Style("angry", 0.78, 1.08, 1.4, -21.0),
    Style("surprise", 1.10, 1.50, 2.0, -25.0),
)

TRAINING_TEXTS = (
    "The young boy found a toy.",
    "She usually measures milk.",
    "You should change both chairs.",
    "They saw three books over there.",
    "He was singing a happy song.",
    "My brother drove home by five.",
    "Good news travels far today.",
    "I got up early to catch the bird.",
)

HELD_OUT_TEXTS = (
    "The cat was running up the road.",
    "We took the early bus home.",
)


def flite_settings(voice, style):
    """The three flite features that make the style in this voice."""
    stddev = voice.f0_stddev * style.f0_mean_ratio * style.f0_spread_ratio
    return {
        "duration_stretch": f"{style.duration_stretch:.2f}",
        "int_f0_target_mean": f"{voice.f0_mean * style.f0_mean_ratio:.1f}",
        "int_f0_target_stddev": f"{stddev:.1f}",
    }


def run_flite(voice, style, text, wav_path):
    """Let flite say the text; return its segments and the samples."""
    command = ["flite", "-voice", voice.name]
    for feature, value in flite_settings(voice, style).items():
        command += ["--setf", f"{feature}={value}"]
    command += ["-psdur", "-t", text, str(wav_path)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return parse_segments(printed), read_samples(wav_path)


def parse_segments(printed):
    """Read what -psdur prints: `pau:0.184 dh:0.246 ...`, times being ends."""
    segments = []
    for word in printed.split():
        label, end = word.rsplit(":", 1)
        segments.append(Segment(label, float(end)))
    if len(segments) < 3 or segments[0].label != PAUSE or segments[-1].label != PAUSE:
        sys.exit(f"flite printed no segments between pauses: {printed!r}")
    return segments


def read_samples(wav_path):
    with wave.open(str(wav_path), "rb") as file:
        form = (file.getframerate(), file.getnchannels(), file.getsampwidth())
        if form != (SAMPLE_RATE, 1, 2):
            sys.exit(f"flite wrote {form} and not 16 kHz mono 16-bit")
        data = file.readframes(file.getnframes())
    return struct.unpack(f"<{len(data) // 2}h", data)


def write_samples(wav_path, samples):
    with wave.open(str(wav_path), "wb") as file:
        file.setframerate(SAMPLE_RATE)
        file.setnchannels(1)
        file.setsampwidth(2)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


def trim(segments, samples):
    """Shorten the edge pauses, and let the last segment end with the audio."""
    speech_start, speech_end = segments[0].end, segments[-2].end
    first = max(0, round((speech_start - EDGE_PAUSE_SECONDS) * SAMPLE_RATE))
    last = min(len(samples), round((speech_end + EDGE_PAUSE_SECONDS) * SAMPLE_RATE))
    kept = samples[first:last]
    shift = first / SAMPLE_RATE
    moved = [Segment(segment.label, segment.end - shift) for segment in segments[:-1]]
    moved.append(Segment(PAUSE, len(kept) / SAMPLE_RATE))
    if moved[-1].end <= moved[-2].end:
        sys.exit("flite's audio ends before its last phoneme")
    return moved, kept


def scale(segments, samples, level_db):
    """Bring the RMS between the edge pauses to the level."""
    start = round(segments[0].end * SAMPLE_RATE)
    end = round(segments[-2].end * SAMPLE_RATE)
    speech = samples[start:end]
    rms = math.sqrt(sum(sample * sample for sample in speech) / len(speech))
    gain = 32768 * 10 ** (level_db / 20) / rms
    scaled = [round(sample * gain) for sample in samples]
    peak = max(abs(sample) for sample in scaled) / 32768
    if peak > HIGHEST_PEAK:
        sys.exit(f"peak {peak:.3f} is over {HIGHEST_PEAK}: lower the level {level_db} dB")
    return scaled


def textgrid(segments):
    """The segments as the text of a Praat TextGrid."""
    length = f"{segments[-1].end:.7f}"
    lines = [
        'File type = "ooTextFile"',
        'Object class = "TextGrid"',
        "",
        "xmin = 0",
        f"xmax = {length}",
        "tiers? <exists>",
        "size = 1",
        "item []:",
        "    item [1]:",
        '        class = "IntervalTier"',
        '        name = "phones"',
        "        xmin = 0",
        f"        xmax = {length}",
        f"        intervals: size = {len(segments)}",
    ]
    start = "0"
    for number, segment in enumerate(segments, 1):
        end = f"{segment.end:.7f}"
        lines += [
            f"        intervals [{number}]:",
            f"            xmin = {start}",
            f"            xmax = {end}",
            f'            text = "{segment.label}"',
        ]
        start = end
    return "\n".join(lines) + "\n"


def make_utterance(folder, voice, style, number, text):
    """Write the WAV and the TextGrid of one utterance; return it and its phonemes."""
    utterance = Utterance(f"{voice.name}_{style.name}_{number:02}", text, voice.name, style.name)
    with tempfile.TemporaryDirectory() as scratch:
        segments, samples = run_flite(voice, style, text, Path(scratch) / "flite.wav")
    segments, samples = trim(segments, samples)
    samples = scale(segments, samples, style.level_db)
    write_samples(folder / "wav" / f"{utterance.id}.wav", samples)
    write_text(folder / "textgrid" / f"{utterance.id}.TextGrid", textgrid(segments))
    return utterance, {segment.label for segment in segments}


def write_text(path, text):
    path.write_bytes(text.encode("utf-8"))


def write_metadata(path, utterances):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Utterance._fields)
        writer.writerows(utterances)


def check_held_out_phonemes(voice, phonemes_of_text):
    """Stop unless training has every phoneme of the held-out sentences often enough."""
    trained = Counter(phoneme for text in TRAINING_TEXTS for phoneme in phonemes_of_text[text])
    for text in HELD_OUT_TEXTS:
        rare = [p for p in sorted(phonemes_of_text[text]) if trained[p] < FEWEST_TRAINING_SENTENCES]
        if rare:
            sys.exit(f"{voice.name}: {text!r} has phonemes that training hardly has: {rare}")


def check_no_left_overs(folder, utterances):
    """Stop when the folders hold files of another corpus."""
    ids = {utterance.id for utterance in utterances}
    strangers = [path for kind in ("wav", "textgrid")
                 for path in sorted((folder / kind).iterdir()) if path.stem not in ids]
    if strangers:
        sys.exit("not of this corpus, remove them: " + ", ".join(map(str, strangers)))


def make_corpus(folder):
    for kind in ("wav", "textgrid"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    utterances = []
    for voice in VOICES:
        phonemes_of_text = {}
        for style in STYLES:
            for number, text in enumerate(TRAINING_TEXTS + HELD_OUT_TEXTS, 1):
                utterance, phonemes = make_utterance(folder, voice, style, number, text)
                utterances.append(utterance)
                phonemes_of_text[text] = phonemes
        check_held_out_phonemes(voice, phonemes_of_text)
    write_metadata(folder / "metadata.csv", utterances)
    write_text(folder / "held-out.txt", "".join(text + "\n" for text in HELD_OUT_TEXTS))
    check_no_left_overs(folder, utterances)
    return utterances


def main(arguments):
    if len(arguments) > 1 or arguments[:1] in (["-h"], ["--help"]):
        sys.exit(__doc__.strip())
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent / "mini"
    try:
        utterances = make_corpus(folder)
    except FileNotFoundError as error:
        sys.exit(f"{error}. Is flite installed?")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {len(utterances)} utterances, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
