#!/usr/bin/env bash
# Run once, when Gradescope builds the autograder's image: the program stands in the archive beside this file.
set -euo pipefail
install -m 755 "$(dirname "$0")/unfold" /usr/local/bin/unfold
