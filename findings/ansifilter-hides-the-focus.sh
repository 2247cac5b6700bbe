#!/usr/bin/env bash
# ansifilter 2.18 (ansifilter 2.18+dfsg1-2 of Debian 12)
#
# Reverse video in the default colours (ESC [ 7 m, by which a program marks a row) is black text on black in
# HTML and Pango, and plain text in LaTeX, SVG and BBCode. Colours are exchanged when the 7 is read: 38;5;117;7 is right,
# 7;38;5;117 is a coloured text as if without the 7, and bold with reverse is black on grey.
#
# Why a good guess misses: the converter knows bold, underlined, 256 colours, 24-bit colours and reverse; the exchange is
# there, only both defaults are one black. The text is still in the file, so a search finds it.
#
# For somebody who steps through RNNs: on a page made of a recorded screen the chosen row is a black bar, and the number
# that the page is about cannot be read. Ask the program for SVG, or give the focus a colour before converting.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"
apt-get download -qq ansifilter=2.18+dfsg1-2 2> said || { cat said; echo "this version of ansifilter is not to be had here"; exit 1; }
dpkg -x ansifilter_*.deb root

expect() {
    local seen
    seen=$(printf "$2\n" | root/usr/bin/ansifilter "--$1" --fragment --no-version-info | grep -o 'h3.*x' | head -n 1)
    printf '%-8s%-40s%s\n' "$1" "$2" "$seen"
    [ "$seen" = "$3" ] || { echo "expected $3"; exit 1; }
}
expect html 'h3 \033[0;7m0.7589\033[0m x' 'h3 <span style="color:#000000;background-color:#000000;">0.7589</span> x'
expect pango 'h3 \033[0;7m0.7589\033[0m x' 'h3 <span  fgcolor="#000000" bgcolor="#000000">0.7589</span> x'
expect html 'h3 \033[0;1;7m0.7589\033[0m x' 'h3 <span style="font-weight:bold;color:#000000;background-color:#7f7f7f;">0.7589</span> x'
expect svg 'h3 \033[0;7m0.7589\033[0m x' 'h3&#160;<tspan style="fill:#000000;">0.7589</tspan>&#160;x'
expect bbcode 'h3 \033[0;7m0.7589\033[0m x' 'h3 [color=#000000]0.7589[/color] x'
expect latex 'h3 \033[0;7m0.7589\033[0m x' 'h3\ws{\ }{\color[rgb]{0,0,0}0.7589}\ws{\ }x'
expect html 'h3 \033[0;38;5;117;7m0.7589\033[0m x' 'h3 <span style="color:#000000;background-color:#87d7ff;">0.7589</span> x'
expect html 'h3 \033[0;7;38;5;117m0.7589\033[0m x' 'h3 <span style="color:#87d7ff;background-color:#000000;">0.7589</span> x'
expect html 'h3 \033[0;1;4m0.7589\033[0m x' 'h3 <span style="font-weight:bold;text-decoration:underline;color:#7f7f7f;">0.7589</span> x'
