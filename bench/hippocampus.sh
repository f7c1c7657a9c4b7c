#!/usr/bin/env bash
# Trains one fold of examples/hippocampus on real data, tests it on the 40 subjects it has not seen,
# and prints what bench/RESULTS.md records. Arguments: the folder of the data (a cohort.csv in it), and a
# folder for the results, which is emptied.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
data=${1:-$root/../shared/data/hippocampus}
results=${2:-$root/bench/target/hippocampus}
[[ -f $data/cohort.csv ]] || {
  echo "There is no $data/cohort.csv; give the folder of the hippocampus data." >&2
  exit 2
}
rm -rf "$results"
mkdir -p "$results"
"$root/bactrian" --version >"$results/version.txt" # builds, so that the time below is the run's alone

start=$SECONDS
/usr/bin/time -v -o "$results/time.txt" "$root/bactrian" train \
  -c "${CONFIG:-$root/examples/hippocampus/config.yaml}" -i "$data/cohort.csv" -m "$results/model" --work "$results/work"
seconds=$((SECONDS - start))

fold=$results/model/testing_0/validation_0
echo
echo "machine:            $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores"
echo "whole run:          $seconds s (reading to report)"
awk -F, 'NR > 1 { n++; train += $10; valid += $11; waited += $12 }
  END { printf "an epoch:           %.1f s of training, %.1f s of validation (%d epochs)\n", train / n, valid / n, n
        printf "waited for data:    %.2f %% of the training\n", 100 * waited / train }' "$fold/curves.csv"
awk -F': ' '/Maximum resident/ { printf "peak memory:        %.2f GiB\n", $2 / 1048576 }' "$results/time.txt"
awk -F, 'NR > 1 && $2 != "mean" { sum[$2] += $3; count[$2]++ }
  END { for (c in sum) { printf "Dice of class %s:    %.4f on %d subjects\n", c, sum[c] / count[c], count[c]; all += sum[c] / count[c]; n++ }
        printf "mean Dice:          %.4f\n", all / n }' "$fold/best/testing_scores.csv"
