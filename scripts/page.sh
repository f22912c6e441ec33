#!/usr/bin/env bash
# Makes the web page, web/dist, unless it is newer than everything that it is made of.
set -euo pipefail
cd "$(dirname "$0")/../web"

if ! command -v npm >/dev/null; then
  echo "The web page is made with Node.js and npm: install the Debian packages nodejs and npm." >&2
  exit 1
fi
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund
if [ -e dist/index.html ] &&
  [ -z "$(find . -path ./node_modules -prune -o -path ./dist -prune -o -type f -newer dist/index.html -print -quit)" ]; then
  exit 0
fi
npm run build
