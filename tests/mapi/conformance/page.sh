#!/usr/bin/env bash
# page.sh check|write GENERATOR ROWS.tsv PAGE TEST...: runs the programs with tests of rows once each, makes
# docs/conformance.md of what they show, and compares it with PAGE, or replaces that.
set -euo pipefail
mode=$1 generator=$2 rows=$3 page=$4
shift 4
regenerate="cmake --build build/asan --target conformance_page"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A failed test shows in the page; without a report there is nothing to show.
runs=()
for test in "$@"; do
  run=$work/$(basename "$test").json
  POSTROOM_LONG='' "$test" --gtest_output="json:$run" --gtest_brief=1 >>"$work/log" 2>&1 || true
  [ -s "$run" ] || { cat "$work/log"; exit 1; }
  runs+=("$run")
done

complete=0
"$generator" "$rows" "$regenerate" "${runs[@]}" >"$work/page.md" || complete=1
if [ "$mode" = write ]; then
  cp "$work/page.md" "$page"
elif ! diff -u "$page" "$work/page.md"; then
  grep -B 20 'FAILED' "$work/log" || true
  echo "$page says something else than the tests show. To make it anew: $regenerate"
  exit 1
fi
exit "$complete"
