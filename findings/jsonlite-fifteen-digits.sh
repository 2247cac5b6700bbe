#!/usr/bin/env bash
# jsonlite 1.8.4 (r-cran-jsonlite 1.8.4+dfsg-1 and r-base-core 4.2.2 of Debian 12)
#
# toJSON writes at most fifteen significant digits, whatever is asked for: digits = NA ("as many as there are"), 17, 22
# and I(17) all give 0.333333333333333 for 1/3, and nine of ten doubles do not come back. Without digits it is four
# decimals. serializeJSON, whose digits are eight unless told, cannot either. nan and inf become the texts "NaN", "Inf".
#
# Why a good guess misses: that four is the default is known, and NA or 17 is the cure one gives; both do lengthen the
# numbers. R prints, deparses and reads seventeen when it is asked to, and the reader of the same package is exact.
#
# For somebody who steps through RNNs: gradients handed over as JSON cannot be compared bit for bit, and by default not
# to more than 0.00005. Write sprintf("%.17g", …) into the text oneself, or give the comparison a tolerance.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"
pinned="r-base-core=4.2.2.20221110-2 r-cran-jsonlite=1.8.4+dfsg-1"
mkdir -p debs/partial
{ apt-get install -qq -y --download-only --no-install-recommends -o Dir::Cache::archives="$work/debs" $pinned &&
    apt-get download -qq $pinned; } > said 2>&1 || { cat said; echo "these versions of R and jsonlite are not to be had here"; exit 1; }
for package in debs/*.deb *.deb; do dpkg -x "$package" root; done
export R_HOME=$work/root/usr/lib/R R_SHARE_DIR=$work/root/usr/share/R/share LC_ALL=C.UTF-8
export R_LIBS=$R_HOME/site-library:$R_HOME/library OMP_NUM_THREADS=1
export LD_LIBRARY_PATH=$R_HOME/lib:$(find "$work/root/usr/lib" -name '*.so.*' -printf '%h\n' | sort -u | paste -sd:)
cp --remove-destination "$R_HOME/etc/Renviron.ucf" "$R_HOME/etc/Renviron"

cat > look.R <<'R'
library(jsonlite)
set.seed(7)
states <- tanh(rnorm(10000))
for (asked in list(NA, 15, 17, 22, I(17), I(22))) {
    text <- toJSON(states, digits = asked)
    third <- toJSON(1 / 3, digits = asked)
    lost <- sum(fromJSON(text) != states)
    cat(sprintf("digits = %s%-3s 1/3 is %s, %d of 10000 do not come back\n", if (inherits(asked, "AsIs")) "I " else "", format(unclass(asked)),
                third, lost))
    stopifnot(third == "[0.333333333333333]", lost > 8500)
}
cat("without digits:", toJSON(c(1 / 3, 0.00012345, 1e-7)), " nan and inf:", toJSON(c(0.5, NaN, Inf)), "\n")
stopifnot(toJSON(c(1 / 3, 0.00012345)) == "[0.3333,0.0001]", toJSON(c(0.5, NaN, Inf)) == '[0.5,"NaN","Inf"]')
lost <- c(sum(unserializeJSON(serializeJSON(states)) != states), sum(unserializeJSON(serializeJSON(states, digits = 17)) != states))
cat("serializeJSON:", lost[1], "do not come back, with digits = 17", lost[2], "\n")
stopifnot(lost > 8500)
by_hand <- paste0("[", paste(sprintf("%.17g", states), collapse = ","), "]")
cat("sprintf(\"%.17g\"):", sum(fromJSON(by_hand) != states), "do not come back\n")
stopifnot(identical(fromJSON(by_hand), states), packageVersion("jsonlite") == "1.8.4")
R
"$R_HOME/bin/exec/R" --no-save --no-echo --no-init-file -f look.R
