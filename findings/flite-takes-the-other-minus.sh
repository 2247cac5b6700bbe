#!/usr/bin/env bash
# flite 2.2 (flite and libflite1 2.2-5 of Debian 12), voice kal
#
# flite says "minus" for the hyphen of -0.5 and nothing for the sign U+2212 of −0.5, the other way round than eSpeak,
# which loses the hyphen between spaces. -1/2 is "one slash two" where 1/2 is "a half", a - b is "a b", and in 0.5·0.5 the
# first point is lost as well: "zero five, zero point five". 2.454e−4 with U+2212 becomes "two, four fifty-four, e four".
#
# Why a good guess misses: the sign that was found right with one synthesizer is taken for right; and -0.5 and 1/2, which
# one tries, are both read well. No character is named as unknown: what has no entry is left out.
#
# For somebody who steps through RNNs: no sign is a minus for every listener, neither in −0.25 nor in -1/4. Write the word,
# "minus one half", and "times", before text goes to a synthesizer that one cannot choose.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"
apt-get download -qq flite=2.2-5 libflite1=2.2-5 libasound2=1.2.8-1+b1 2> apt || { cat apt; echo "these versions of flite are not to be had here"; exit 1; }
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$(dirname "$(find "$work/root" -name libflite.so.1 | head -n 1)") LC_ALL=C.UTF-8

said() { root/usr/bin/flite -voice kal -ps -t "$1" -o none | tr -s ' ' '\n' | grep -v -e pau -e '^$' | paste -sd' '; }
same() {
    printf '%-12sis said as “%s”: %s\n' "$1" "$2" "$(said "$1")"
    [ "$(said "$1")" = "$(said "$2")" ] || { echo "no longer: $(said "$2")"; exit 1; }
}
apart() { [ "$(said "$1")" != "$(said "$2")" ] || { echo "“$1” and “$2” are the same"; exit 1; }; }

same -0.5 "minus zero point five"
same −0.5 "zero point five"
same 1/2 "a half"
same -1/2 "1 slash 2"
same -3/4 "3 slash 4"
same "a - b" "a b"
same "a − b" "a b"
same 0.5·0.5 "zero five zero point five"
same "0.5 × 0.5" "zero point five zero point five"
same 2.454e-4 "two point four five four e minus four"
same 2.454e−4 "two four fifty four e four"
same h₃ h
same x² x
apart -0.5 −0.5
apart -1/2 "minus a half"
apart "a - b" "a minus b"
