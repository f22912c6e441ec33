#!/usr/bin/env bash
# includes_test.sh SOURCE: arrows point down only. Each folder of src/ includes itself and what stands below it.
set -euo pipefail
cd "$1"
failed=0

# folder, then the folders whose headers it may include
allowed() {
  case "$1" in
    src/base) echo base ;;
    src/model) echo base model ;;
    src/storage) echo base model storage ;;
    src/storage/sqlite) echo base model storage storage/sqlite ;;
    src/storage/postgres) echo base model storage storage/postgres ;;
    src/formats) echo base model formats ;;
    src/table) echo base model table ;;
    src/store) echo base model storage store table ;;
    src/open) echo base open storage storage/sqlite storage/postgres store ;;
    src/transfer) echo base transfer ;;
    src/accounts) echo base storage accounts ;;
    src/http) echo base http ;;
    src/server) echo base model formats store open transfer http accounts server ;;
    src/lmtp) echo base transfer lmtp ;;
    src/postroomd) echo base http accounts server lmtp open postroomd ;;
    src/cli) echo base cli accounts open ;;
    src/mapiutil) echo mapiutil ;;
    src/mapi) echo base model mapi mapiutil ;;
    *) echo "unknown folder $1: add it to this list" >&2; return 1 ;;
  esac
}

folder_of() {  # src/storage/sqlite/view.cc -> src/storage/sqlite; src/model/testing/x.cc -> src/model
  case "$1" in
    src/storage/sqlite/*) echo src/storage/sqlite ;;
    src/storage/postgres/*) echo src/storage/postgres ;;
    *) echo "$1" | cut -d/ -f1-2 ;;
  esac
}

while IFS= read -r file; do
  case "$file" in *_test.cc | */test_*.h | */testing/*) continue ;; esac  # tests use what tests share
  folder=$(folder_of "$file")
  may=$(allowed "$folder") || { failed=1; continue; }
  while IFS= read -r header; do
    from=$(folder_of "src/$header")
    from=${from#src/}
    case " $may " in *" $from "*) ;; *) echo "$file includes $header, which stands above it or beside it"; failed=1 ;; esac
  done < <(grep -ohE '^#include "[^"]+"' "$file" | sed 's/^#include "//; s/"$//')
done < <(git ls-files 'src/*.h' 'src/*.cc' 'src/*.inc' 2>/dev/null || find src -name '*.h' -o -name '*.cc')

while IFS= read -r file; do
  echo "$file includes sqlite3.h, which belongs to src/storage/sqlite alone"
  failed=1
done < <(grep -lE '#include <sqlite3.h>' -r src include | grep -v '^src/storage/sqlite/' || true)

while IFS= read -r file; do
  echo "$file includes libpq-fe.h, which belongs to src/storage/postgres alone"
  failed=1
done < <(grep -lE '#include <libpq' -r src include | grep -v '^src/storage/postgres/' || true)

while IFS= read -r line; do
  echo "a public header includes more than the standard library and its like: $line"
  failed=1
done < <(grep -nE '^#include ("|<[a-z_]+/|<[a-z0-9_]+\.h>)' -r include/postroom | grep -v '#include <postroom/' || true)

for folder in src/*/ src/storage/sqlite/ src/storage/postgres/; do
  [ -f "$folder/README.md" ] || { echo "$folder has no README.md"; failed=1; }
done
exit $failed
