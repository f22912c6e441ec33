#!/usr/bin/env bash
# compile_headers.sh INCLUDE COMPILER...: every MAPI header compiles by itself, without a warning.
#
# Each is compiled as C++17 and C++20, once and twice in one file, by its bare name and as <mapi/name>, and all
# with wide texts (UNICODE). Tells which failed.
set -euo pipefail
if [ $# -lt 2 ]; then
  echo "usage: $0 INCLUDE COMPILER..." >&2
  exit 2
fi
include=$1
shift
warnings="-Wall -Wextra -Wpedantic -Wshadow -Woverloaded-virtual -Werror"
failed=0

# compiles COMPILER STANDARD WHAT [OPTION]...: the source is on standard input
compiles() {
  local compiler=$1 standard=$2 what=$3
  shift 3
  # shellcheck disable=SC2086  # $warnings is a list
  if ! "$compiler" -std="$standard" $warnings -fsyntax-only \
    -I"$include" -I"$include/mapi" "$@" -x c++ -; then
    echo "failed: $what, $compiler -std=$standard $*"
    failed=1
  fi
}

for compiler in "$@"; do
  for standard in c++17 c++20; do
    for path in "$include"/mapi/*.h; do
      header=$(basename "$path")
      compiles "$compiler" "$standard" "$header" <<<"#include <$header>
        int main() {}"
      compiles "$compiler" "$standard" "$header twice" <<<"#include <mapi/$header>
        #include <$header>
        int main() {}"
    done
    compiles "$compiler" "$standard" "wide texts" -DUNICODE <<<"#include <mapix.h>
      #include <mapispi.h>
      #include <mapiutil.h>
      int main() {}"
  done
done
exit "$failed"
