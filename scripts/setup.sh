# Sourced by ./run, ./test and ./bench: installs what is missing and configures builds. Not run by itself.
# Expects $top, the project's folder.

say() { printf '\n== %s\n' "$*"; }

# need GROUP...: makes sure that the Debian packages of these groups are there.
need() {
  local missing=() purpose=() group package reason there
  # With what they provide: a nodejs from elsewhere brings npm.
  there=$(dpkg-query -W -f='${db:Status-Status} ${Package}, ${Provides},\n' | sed -n 's/^installed//p')
  while read -r group package reason; do
    case " $* " in *" $group "*) ;; *) continue ;; esac
    case "$there" in
      *" $package,"* | *" $package ("*) ;;
      *)
        missing+=("$package")
        purpose+=("  $package: $reason")
        ;;
    esac
  done < <(grep -v '^#' "$top/scripts/packages.txt")
  [ "${#missing[@]}" -eq 0 ] && return 0
  say "Installing what is missing from Debian's packages"
  printf '%s\n' "${purpose[@]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "This needs root or sudo. As root: apt-get install ${missing[*]}" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  local log
  log=$(mktemp)
  case " ${missing[*]} " in *" postgresql-15 "*) set_default_cluster off ;; esac
  case " ${missing[*]} " in *" postfix "*) leave_postfix_unset ;; esac
  if ! { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update &&
         "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    set_default_cluster on
    tail -20 "$log" >&2
    echo "The packages could not be installed; the whole output is in $log." >&2
    exit 1
  fi
  set_default_cluster on
  rm -f "$log"
}

# PostgreSQL's package makes a database cluster and starts it, unless told not to. The tests start servers of their
# own, so while this script installs the package it is told; one that is there already is left alone.
set_default_cluster() {
  local folder=/etc/postgresql-common/createcluster.d
  if [ "$1" = on ]; then
    [ ! -e "$folder/postroom.conf" ] || "${as_root[@]}" rm "$folder/postroom.conf"
  else
    "${as_root[@]}" mkdir -p "$folder"
    echo "create_main_cluster = false" | "${as_root[@]}" tee "$folder/postroom.conf" >/dev/null
  fi
}

# Postfix's package asks what to set up, and starts that. Nothing: the tests start an instance of their own.
leave_postfix_unset() {
  echo "postfix postfix/main_mailer_type select No configuration" | "${as_root[@]}" debconf-set-selections
}

# build FOLDER CMAKE-OPTIONS... -- TARGET...: configures once, builds the targets (none: everything).
build() {
  local folder=$1 options=() targets=()
  shift
  while [ $# -gt 0 ] && [ "$1" != "--" ]; do options+=("$1"); shift; done
  [ $# -gt 0 ] && shift
  targets=("$@")
  cmake -S "$top" -B "$folder" -G Ninja "${options[@]}" >"$folder.configure.log" 2>&1 || {
    tail -30 "$folder.configure.log" >&2
    exit 1
  }
  cmake --build "$folder" ${targets[0]:+--target "${targets[@]}"} || exit 1
}
