#!/usr/bin/env bash
# Makes the web page, web/dist, unless it is newer than everything that it is made of. One at a time, since every build
# folder shares it. What it takes from elsewhere, node_modules, is fetched once and not asked for again.
set -euo pipefail
cd "$(dirname "$0")/../web"

if ! command -v npm >/dev/null; then
  echo "The web page is made with Node.js and npm: install the Debian packages nodejs and npm." >&2
  exit 1
fi
exec 9<package.json
flock 9
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund
if [ -e dist/index.html ] &&
  [ -z "$(find . -path ./node_modules -prune -o -path ./dist -prune -o -type f -newer dist/index.html -print -quit)" ]; then
  exit 0
fi
npm run build
