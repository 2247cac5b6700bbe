#!/usr/bin/env bash
# The entry point of the external grader; the program `unfold` and the file `expect` (ID:SEED:LEVEL) stand beside it.
set -uo pipefail
grade=${GRADE:-/grade}
here=$(cd "$(dirname "$0")" && pwd)
options=(--format prairielearn --output "$grade/results/results.json")
if [ -s "$here/expect" ]; then options+=(--expect "$(tr -d '[:space:]' < "$here/expect")"); fi
# The folder is not there unless the grader makes it.
mkdir -p "$grade/results"
PATH=$here:$PATH unfold exercise check "$grade/student/sheet.txt" "${options[@]}" || true
