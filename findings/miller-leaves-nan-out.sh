#!/usr/bin/env bash
# Miller 6.6.0 (miller 6.6.0-2+b3 of Debian 12)
#
# mlr stats1 over a column that holds nan or inf: sum, mean and variance are those of the other rows, count counts all,
# max is nan. So 0.1, nan, 0.3 has sum 0.4, mean 0.2 and count 3; with inf it is the same. The words nan and inf of a
# file are text, and text is skipped; merge-fields and summary do so too, put says (error), filter '$v > 0.2' keeps nan.
#
# Why a good guess misses: nan is known to the language, which makes it of 0/0 and tells it with is_nan, and a sum with a
# nan in it is nan everywhere else; failing that one expects the (error) that put gives, or that histogram stops with.
#
# For somebody who steps through RNNs: the mean loss of a run that has diverged is the mean of its good epochs, and a
# gradient that is inf has a finite norm. Count what is no number first: filter 'is_string($v)'.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"
apt-get download -qq miller=6.6.0-2+b3 2> said || { cat said; echo "this version of miller is not to be had here"; exit 1; }
dpkg -x miller_*.deb root

verb() { printf 'v\n%s\n' $1 | sed 's/,/\n/g' | root/usr/bin/mlr --icsv --onidx "${@:2}" | paste -sd';'; }
expect() {
    local seen
    seen=$(verb "$2" "${@:4}")
    printf '%-26s%-12s%s\n' "$1" "$2" "$seen"
    [ "$seen" = "$3" ] || { echo "expected $3"; exit 1; }
}
numbers=(stats1 -a sum,mean,count,max -f v)
for other in nan NaN inf; do expect "sum, mean, count, max" "0.1,$other,0.3" "0.4 0.2 3 $other" "${numbers[@]}"; done
expect "sum, mean, count, max" 0.1,0.2,0.3 "0.6000000000000001 0.20000000000000004 3 0.3" "${numbers[@]}"
expect "merge-fields, sum" 0.1,nan,0.3 "0.1;0;0.3" merge-fields -a sum -f v -o all
expect "put, times 2" 0.1,nan,0.3 "0.1 0.2;nan (error);0.3 0.6" put '$w = $v * 2'
expect "put, sum" 0.1,nan,0.3 "(error)" put -q '@s += $v; end { emit @s }'
expect "filter, above 0.2" 0.1,nan,0.3 "nan;0.3" filter '$v > 0.2'
expect "put, is_nan and is_string" 0.1,nan,0.3 "0.1 false false;nan false true;0.3 false false" put '$n = is_nan($v); $s = is_string($v)'
expect "a nan of its own" 1 "1 NaN true" put '$w = 0 / 0.0; $n = is_nan($w)'
