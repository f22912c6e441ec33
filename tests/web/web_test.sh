#!/usr/bin/env bash
# web_test.sh SOURCE BUILD: makes the page and tests it in Chromium, with the postroomd of the build behind it.
# POSTROOM_SCREENSHOTS=FOLDER also leaves pictures of the main views there.
set -euo pipefail
source=$1 build=$2
for program in node npm chromium; do
  command -v "$program" >/dev/null || { echo "$program is missing: see scripts/packages.txt." >&2; exit 1; }
done
mkdir -p "$build/tests/web"
timeout 300 "$source/scripts/page.sh" >"$build/tests/web/page.log" 2>&1 || {
  cat "$build/tests/web/page.log" >&2
  exit 1
}
export POSTROOM_SOURCE=$source POSTROOM_BUILD=$build POSTROOM_PAGE=$source/web/dist
export POSTROOM_FAILED=$build/tests/web/failed  # what the tabs showed when a test failed
rm -rf "$POSTROOM_FAILED"
cd "$source/tests/web"
exec node --test --test-reporter=spec page.test.mjs
