#!/usr/bin/env bash
# csvkit 2.2.0 with agate 1.14.2
#
# A column of 3/7, 5/7, 7/7 is a column of dates: csvlook, csvjson, csvsort and csvsql give 2001-03-07, 2001-05-07 and
# 2001-07-07, in the first year of the century. One 0/7, one −1/2, one 1 or 13/20 among them makes the same column text.
# Marks of 0 and 1 become True and False, without a sum or a mean; csvstat rounds a largest value of 1e-05 to 0.
#
# Why a good guess misses: the tools are the ones that are taken instead of a spreadsheet, so as not to have this, and
# on the file with which one tries them somebody has 0 points. Files are written with the dates in them.
#
# For somebody who steps through RNNs: marks "3/7" of a class in which nobody has 0, or probabilities and gates in exact
# fractions, are lost at the first sort. Give -I (no inference) always, or score and maximum in two columns.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check csvkit==2.2.0 agate==1.14.2
cd "$work"
PATH=$work/venv/bin:$PATH

column() { { echo who,mark; for mark in "$@"; do echo "student,$mark"; done; } > marks.csv; }
expect() { printf '%-30s%s\n' "$1" "$2"; [ "$2" = "$3" ] || { echo "expected $3"; exit 1; }; }
sorted() { csvsort "$@" marks.csv | tail -n +2 | cut -d, -f2 | paste -sd' '; }
kind() { csvstat --type -c mark marks.csv; }

column 5/7 3/7 7/7
expect "5/7 3/7 7/7, sorted" "$(sorted -c mark)" "2001-03-07 2001-05-07 2001-07-07"
expect "the same with -I" "$(sorted -I -c mark)" "3/7 5/7 7/7"
expect "the same in JSON" "$(csvjson marks.csv | grep -o '2001-0[0-9]-07' | paste -sd' ')" "2001-05-07 2001-03-07 2001-07-07"
for other in 0/7 -1/2 1 13/20; do
    column 5/7 3/7 "$other"
    expect "5/7 3/7 $other is" "$(kind)" Text
done
column 1/3 2/3 1/30
expect "1/3 2/3 1/30 is" "$(kind)" Date
column 0 1 1
expect "0 1 1 is" "$(kind)" Boolean
expect "its sum is" "$(csvstat --sum -c mark marks.csv)" None
column 1e-05 -2e-06
expect "the largest of 1e-05 −2e-06" "$(csvstat --max -c mark marks.csv)" 0
