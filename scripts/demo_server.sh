#!/usr/bin/env bash
# demo_server.sh PROGRAMS PAGE FOLDER: makes a demo store and two accounts in FOLDER (once), and serves them with the
# web page until Ctrl-C. PROGRAMS is the build folder's src. Called by ./run.
set -euo pipefail
postroom=$1/cli/postroom
postroomd=$1/postroomd/postroomd
page=$2
folder=$3
samples=$(cd "$(dirname "$0")/../samples" && pwd)
store=$folder/bookshop.postroom
state=$folder/server
password=spring-catalogue

. "$(dirname "$0")/demo_store.sh"
run() { "$postroom" "$@" >/dev/null; }

# user ACTION...: about an account of the demo.
user() { "$postroom" user "$@" --accounts "$state/accounts.postroom" >/dev/null; }

account() {  # NAME PERSON: makes it unless it is there
  user grant "$1" bookshop 2>/dev/null && return
  user add "$1" --who "$2" --password-stdin <<<"$password"
  user grant "$1" bookshop
}

mkdir -p "$state"
[ -e "$store" ] || make_demo_store
account ana "Ana Ruiz"
account ben "Ben Okafor"

port=8080
if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then port=0; fi  # taken: any free one

cat <<ACCOUNTS

A shared mailbox, and two people in it. Sign in as one of them, and in a private window as the other:

  ana   (Ana Ruiz)     password $password
  ben   (Ben Okafor)   password $password

Ctrl-C ends the server; its log is $state/postroomd.log.
ACCOUNTS
quoted() { printf '"%s"' "$(printf %s "$1" | sed 's/[\\"]/\\&/g')"; }  # as TOML has it
cat >"$state/postroomd.toml" <<SETTINGS
# What ./run starts the demo with; made anew each time.
state = $(quoted "$state")
web = $(quoted "$page")

[log]
file = $(quoted "$state/postroomd.log")

[[store]]
name = "bookshop"
address = $(quoted "$store")
title = "Calle Mayor"
SETTINGS
exec "$postroomd" --config "$state/postroomd.toml" --listen "127.0.0.1:$port"
