#!/usr/bin/env bash
# install_test.sh SOURCE BUILD CXX FLAGS: installs the build into a temporary folder, builds the examples against that
# alone through the CMake package, two of them through pkg-config, runs each, and compares what they print.
set -euo pipefail
source=$1 build=$2 compiler=$3 flags=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build" --prefix "$work/prefix" >"$work/install.log" 2>&1 || { cat "$work/install.log"; exit 1; }
library=$(dirname "$(find "$work/prefix" -name libpostroom.so)")
cmake -S "$source/examples" -B "$work/examples" -DCMAKE_PREFIX_PATH="$work/prefix" -DCMAKE_CXX_COMPILER="$compiler" \
  -DCMAKE_CXX_FLAGS="$flags -Wall -Wextra -Werror" -DCMAKE_BUILD_TYPE=Debug >"$work/configure.log" 2>&1 || { cat "$work/configure.log"; exit 1; }
cmake --build "$work/examples" -j "$(nproc)" >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }

failed=0
for expected in "$source"/examples/expected/*.txt; do
  name=$(basename "$expected" .txt)
  if ! "$work/examples/$name" "$work/$name.postroom" >"$work/$name.out" 2>&1; then
    echo "$name failed:"; cat "$work/$name.out"; failed=1
  elif ! diff -u "$expected" "$work/$name.out"; then
    echo "$name printed something else"; failed=1
  fi
done
[ "$(ls "$source"/examples/*.cc | wc -l)" -eq "$(ls "$source"/examples/expected/*.txt | wc -l)" ] || { echo "An example has no expected output."; failed=1; }

export PKG_CONFIG_PATH=$library/pkgconfig
by_pkg_config() {  # EXAMPLE PACKAGE...
  local name=$1
  shift
  # shellcheck disable=SC2046,SC2086
  "$compiler" $flags $(pkg-config --cflags "$@") "$source/examples/$name.cc" -o "$work/by_pkg_config" \
    $(pkg-config --libs "$@") -Wl,-rpath,"$library" &&
    "$work/by_pkg_config" "$work/by_pkg_config-$name.postroom" | diff -u "$source/examples/expected/$name.txt" - ||
    failed=1
}
by_pkg_config 01_first_store postroom
by_pkg_config 08_mapi_program postroom postroom-mapi
"$work/prefix/bin/postroom" --version >/dev/null || { echo "The installed program does not start."; failed=1; }
"$work/prefix/bin/postroomd" --version >/dev/null || { echo "The installed server does not start."; failed=1; }
grep -q "^ExecStart=$work/prefix/bin/postroomd " "$work/prefix/lib/systemd/system/postroomd.service" ||
  { echo "The unit names another program than the one installed."; failed=1; }
exit $failed
