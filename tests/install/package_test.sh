#!/usr/bin/env bash
# package_test.sh SOURCE BUILD: makes the Debian package of what is built, looks into it, and runs what it unpacks to.
set -euo pipefail
source=$1 build=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fail() { echo "$*"; failed=1; }
expect() {  # TEXT WHERE: a line of that file
  grep -qE -- "$1" "$2" || { fail "$(basename "$2") has no line like $1:"; cat "$2"; }
}

cpack --config "$build/CPackConfig.cmake" -B "$work" -D CPACK_DEBIAN_COMPRESSION_TYPE=gzip >"$work/cpack" 2>&1 ||
  { cat "$work/cpack"; exit 1; }
package=$(echo "$work"/postroom_*.deb)
dpkg-deb -f "$package" >"$work/control"
dpkg-deb -c "$package" >"$work/content"
dpkg-deb -x "$package" "$work/root"
dpkg-deb -e "$package" "$work/scripts"
root=$work/root

expect '^Package: postroom$' "$work/control"
expect '^Depends: .*adduser.*libpq5.*libsqlite3-0' "$work/control"
for file in bin/postroom bin/postroomd lib/systemd/system/postroomd.service share/doc/postroom/api.md \
  share/doc/postroom/copyright share/doc/postroom/postroomd.toml; do
  expect " root/root .* \./usr/$file\$" "$work/content"
done
if grep -q 'usr/include' "$work/content"; then fail "The package has what only programmers need."; fi
if [ -e "$source/web/dist/index.html" ]; then expect ' \./usr/share/postroom/web/index\.html$' "$work/content"; fi

expect '^/etc/postroom/postroomd\.toml$' "$work/scripts/conffiles"
for script in postinst prerm postrm; do
  [ -x "$work/scripts/$script" ] || fail "$script cannot be run."
  sh -n "$work/scripts/$script" || fail "$script is no shell script."
done
expect '^ExecStart=/usr/bin/postroomd --config /etc/postroom/postroomd\.toml$' \
  "$root/usr/lib/systemd/system/postroomd.service"

"$root/usr/bin/postroomd" --version | grep -q '^postroomd [0-9]' || fail "postroomd does not say its version."
"$root/usr/bin/postroom" --version >/dev/null || fail "postroom does not start."
"$root/usr/bin/postroomd" --config "$root/etc/postroom/postroomd.toml" --check-config >"$work/settings" ||
  fail "The settings of the package are no good."
expect '^address = "/var/lib/postroom/shop\.postroom"$' "$work/settings"
exit $failed
