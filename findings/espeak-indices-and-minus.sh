#!/usr/bin/env bash
# espeak-ng 1.52.0, as espeakng-loader 0.2.4 ships it; voice en-us
#
# Of "h₁" it says "h one", of "h₁₀", "h₁₂" and "h₃₄" only "h": two lowered or raised digits in a row are silent. 10⁻³ is
# read "ten three", 10⁻⁶ "ten". "10 - 5" with a hyphen is read "ten five", with the sign U+2212 "ten minus five"; and
# 0.5·0.5, 0.5⊙0.5, a < b lose their sign.
#
# Why a good guess misses: one digit is spoken, so one takes indices for supported; and the plain hyphen is thought to
# be the safe minus for speech and the typographic one the risk. It is the other way round.
#
# For somebody who steps through RNNs: what a screen reader does not name itself reaches the synthesizer so. A
# derivation read aloud is right up to t = 9 and then loses its t; a difference becomes a list of two numbers. Say the
# index and the sign in words, or write × and − and put digits on the line.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check espeakng-loader==0.2.4
"$work/venv/bin/python" - <<'PY'
import ctypes

import espeakng_loader

speech = ctypes.CDLL(espeakng_loader.get_library_path())
speech.espeak_Info.restype = speech.espeak_TextToPhonemes.restype = ctypes.c_char_p
speech.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
synchronous, utf8, ipa = 2, 1, 2
assert speech.espeak_Initialize(synchronous, 0, espeakng_loader.get_data_path().encode(), 0) > 0
assert speech.espeak_SetVoiceByName(b"en-us") == 0
version = speech.espeak_Info(None).decode()


def said(text):
    rest, parts = ctypes.c_char_p(text.encode()), []
    while rest.value:
        parts.append(speech.espeak_TextToPhonemes(ctypes.byref(rest), utf8, ipa).decode())
    return " ".join(" ".join(parts).split())


print(f"espeak-ng {version}")
same = (
    ("one digit", "h₁", "h 1"), ("two digits", "h₁₀", "h"), ("two digits", "h₁₂", "h"), ("two digits", "h₃₄", "h"), ("two raised", "x¹⁰", "x"),
    ("power", "10⁻³", "10 3"), ("power", "10⁻⁶", "10"),
    ("hyphen", "10 - 5", "10 5"), ("hyphen", "h - 0.5", "h 0.5"), ("U+2212", "10 − 5", "10 minus 5"), ("U+2212", "h − 0.5", "h minus 0.5"),
    ("dot", "0.5·0.5", "0.5 0.5"), ("circled dot", "0.5 ⊙ 0.5", "0.5 0.5"), ("times", "0.5 × 0.5", "0.5 times 0.5"), ("order", "a < b", "a b"),
)
for kind, written, words in same:
    print(f"{kind:12}{written:12} is said as “{words}”: {said(written)}")
    assert said(written) == said(words), (said(written), said(words))
assert version == "1.52.0" and said("h₁") != said("h") and said("10 − 5") != said("10 - 5")
PY
