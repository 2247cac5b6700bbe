#!/usr/bin/env bash
# bin/run.sh of a test runner: SLUG INPUT OUTPUT; SLUG is the exercise, .meta/expect of the exercise ID:SEED:LEVEL.
set -uo pipefail
if [ $# -ne 3 ]; then echo "run.sh SLUG INPUT/ OUTPUT/" >&2; exit 64; fi
options=(--format exercism --output "${3%/}/results.json")
if [ -s "${2%/}/.meta/expect" ]; then options+=(--expect "$(tr -d '[:space:]' < "${2%/}/.meta/expect")"); fi
mkdir -p "$3"
unfold exercise check "${2%/}/sheet.txt" "${options[@]}"
# The runner has done its work whatever the mark is; other statuses than these are its own failures.
case $? in 0 | 1 | 65) exit 0 ;; *) exit 1 ;; esac
