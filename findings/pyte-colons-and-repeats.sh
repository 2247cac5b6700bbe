#!/usr/bin/env bash
# pyte 0.8.2
#
# pyte reads a colour written with colons (ESC [ 38:2::10:20:30 m, ESC [ 38:5:75 m) or a curly underline (ESC [ 4:3 m)
# as the start of a sequence and puts the rest on the screen as text; and it drops ESC [ 5 b, "repeat the last
# character 5 times", so a repeated rule is one cell long.
#
# Why a good guess misses: it is the emulator that tests of terminal programs are written with; the forms with
# semicolons work, and colons are the standard's own form and what terminfo has for xterm-direct and its kin. A test
# fails far from the colour: the line is shifted by some digits.
#
# For somebody who steps through RNNs: bars and rules of a recorded screen are wrong in the picture and right in the
# terminal; record with TERM=xterm-256color, or rewrite the colons before feeding.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pyte==0.8.2 wcwidth==0.9.4

"$work/venv/bin/python" - <<'PY'
import pyte

def shown(text):
    screen = pyte.Screen(24, 1)
    pyte.Stream(screen).feed(text)
    return screen.display[0].rstrip(), screen.buffer[0][0].fg

cases = [("colour, semicolons", "\x1b[38;2;10;20;30mh", ("h", "0a141e")),
         ("colour, colons", "\x1b[38:2::10:20:30mh", ("2::10:20:30mh", "default")),
         ("palette, colons", "\x1b[38:5:75mh", ("5:75mh", "default")),
         ("curly underline", "\x1b[4:3mh", ("3mh", "default")),
         ("rule of six", "─\x1b[5b|", ("─|", "default"))]
for name, text, expected in cases:
    print(f"{name:20}{shown(text)[0]}")
    assert shown(text) == expected, name
PY
