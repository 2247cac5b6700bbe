#!/usr/bin/env bash
# liblouis 3.24.0 (liblouis-bin, liblouis20 and liblouis-data 3.24.0-1 of Debian 12)
#
# What becomes of a sign that a braille table does not know depends on the table. English and German spell its code, so
# h₁ takes eight cells more; French writes a blank, Czech and Swedish one and the same pattern for all. So in French,
# Czech and Swedish h₁ is h₂, 10⁻³ loses its minus in the first two, and Swedish has one pattern for ₁, ⊙, · and for the
# minus U+2212 of −0.5. German writes the product dot of 0.5·0.5 as a blank.
#
# Why a good guess misses: the codes that one meets in the English tables look like the library's way of refusing to
# guess; and where x² and ½ are known, so one thinks, lowered digits are as well.
#
# For somebody who steps through RNNs: h₁ and h₂ must be told apart by the words around them. Write h 1, "minus" or the
# hyphen, and × (which all five know) for a reader of braille, or choose a table of mathematics.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"
apt-get download -qq liblouis-bin=3.24.0-1 liblouis20=3.24.0-1 liblouis-data=3.24.0-1 2> said || { cat said; exit 1; }
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$(dirname "$(find "$work/root" -name 'liblouis.so.20' | head -n 1)")
export LOUIS_TABLEPATH=$work/root/usr/share/liblouis/tables LC_ALL=C.UTF-8

braille() { printf '%s\n' "$2" | "$work/root/usr/bin/lou_translate" -f "unicode.dis,$1" 2> /dev/null; }
show() { printf '%-15s%s\n' "$1" "$(for text in h₁ h₂ 'a ⊙ b' 0.5·0.5 −0.5 10⁻³ x²; do printf '%s %s   ' "$text" "$(braille "$1" "$text")"; done)"; }
same() { [ "$(braille "$1" "$2")" = "$(braille "$1" "$3")" ] || { echo "$1: $2 and $3 differ"; exit 1; }; }
apart() { [ "$(braille "$1" "$2")" != "$(braille "$1" "$3")" ] || { echo "$1: $2 and $3 are the same"; exit 1; }; }

for table in en-ueb-g1.ctb de-g0.utb fr-bfu-g2.ctb cs-comp8.utb sv-g1.ctb; do
    show "$table"
    apart "$table" "0.5×0.5" "0.5 0.5"
done
for table in fr-bfu-g2.ctb cs-comp8.utb sv-g1.ctb; do same "$table" h₁ h₂; done
for table in en-ueb-g1.ctb de-g0.utb; do apart "$table" h₁ h₂; done
same fr-bfu-g2.ctb h₁ h⊙
same fr-bfu-g2.ctb 10⁻³ "10₁³"
same cs-comp8.utb 10⁻³ 10⊙⊙
same sv-g1.ctb −0.5 ₁0.5
same sv-g1.ctb 0.5·0.5 0.5⊙0.5
same de-g0.utb 0.5·0.5 "0.5 0.5"
apart en-ueb-g1.ctb 0.5·0.5 "0.5 0.5"
[ "$(braille en-ueb-g1.ctb h₁ | wc -m)" = 10 ]
echo "seen: one sign for many in French, Czech and Swedish, codes in English and German"
