#!/usr/bin/env bash
# demo.sh POSTROOM FOLDER: makes a demo store in FOLDER (once) and lets real processes edit one message of it.
# Called by `./run cli`; every step prints the command that it runs.
set -euo pipefail
postroom=$1
folder=$2
samples=$(cd "$(dirname "$0")/../samples" && pwd)
store=$folder/bookshop.postroom
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

export XDG_STATE_HOME=$folder/state  # where refused edits are kept
bold='' plain=''
if [ -t 1 ]; then bold=$'\e[1m' plain=$'\e[0m'; fi
step() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
note() { printf '  %s\n' "$*"; }

# show WORD...: the command as one would type it, without the demo's folder.
show() {
  local word line='  $ postroom'
  for word in "$@"; do
    word=${word//$folder\//}
    case "$word" in '&'*) line+="  $word" ;; *' '*) line+=" \"$word\"" ;; *) line+=" $word" ;; esac
  done
  printf '%s\n' "${line//$samples/samples}"
}

# run COMMAND...: shows and runs it, indented; its exit status is kept in $status.
run() {
  show "$@"
  status=0
  "$postroom" "$@" >"$work/out" 2>&1 </dev/null || status=$?
  sed 's/^/    /' "$work/out"
}

# hold NAME COMMAND...: the same in a process of its own, which opens the message and saves a second later.
hold() {
  local name=$1
  shift
  show "$@" --hold 1 "&   # $name's process"
  "$postroom" "$@" --hold 1 >"$work/$name.out" 2>&1 </dev/null &
  echo $! >"$work/$name.pid"
  for _ in $(seq 500); do
    grep -q 'holds version' "$work/$name.out" 2>/dev/null && break
    sleep 0.02
  done
  sed 's/^/    /' "$work/$name.out"
  cp "$work/$name.out" "$work/$name.shown"
}

let_go() {
  local name=$1
  note "Then $name's process saves:"
  status=0
  wait "$(cat "$work/$name.pid")" || status=$?
  tail -n "+$(($(wc -l <"$work/$name.shown") + 1))" "$work/$name.out" | sed 's/^/    /'
}

. "$(dirname "$0")/demo_store.sh"

mkdir -p "$folder"
if [ -e "$store" ]; then
  step "The demo store is there: $store"
else
  step "A demo store: the shared mailbox of a bookshop ($store)"
  make_demo_store
fi
run folders "$store"
run list "$store" Drafts

draft=$("$postroom" list "$store" Drafts --json | grep -o '"id": *[0-9]*' | head -n 1 | grep -o '[0-9]*')
[ -n "$draft" ] || { echo "There is no draft in the demo store; remove $folder and start again." >&2; exit 1; }

step "1. merge, the mode for people: Ana and Ben open draft $draft; each changes something else"
hold Ana edit "$store" "$draft" --as Ana --set PR_SUBJECT="The spring catalogue is here ($(date +%H:%M:%S))"
note "Meanwhile Ben opens it, marks it important and saves at once:"
run edit "$store" "$draft" --as Ben --set PR_IMPORTANCE=2
let_go Ana
note "Both changes are in: Ana's subject, Ben's importance."

step "2. merge, and both change the same thing: nobody's words are lost"
hold Ana edit "$store" "$draft" --as Ana --set PR_SUBJECT="Ana's subject"
run edit "$store" "$draft" --as Ben --set PR_SUBJECT="Ben's subject"
let_go Ana
note "Exit status $status: changed by someone else. Nothing was written over Ben's; Ana's text is in the file named above."

step "3. strict, as MAPI has it: any change by someone else refuses the save"
hold Ana edit "$store" "$draft" --as Ana --mode strict --set PR_SUBJECT="Ana, strictly"
run edit "$store" "$draft" --as Ben --set PR_IMPORTANCE=0
let_go Ana
note "Exit status $status (MAPI_E_OBJECT_CHANGED), although Ben had only touched the importance."

step "4. elsewhere: refused, so Ana's version is kept as a linked copy in Conflicts"
hold Ana edit "$store" "$draft" --as Ana --set PR_SUBJECT="Ana's other subject" --on-conflict elsewhere
run edit "$store" "$draft" --as Ben --set PR_SUBJECT="Ben was first again"
let_go Ana
run conflicts "$store"

step "5. force: Ana replaces the whole message; what she replaced stays in the history"
hold Ana edit "$store" "$draft" --as Ana --mode force --set PR_SUBJECT="Ana has the last word"
run edit "$store" "$draft" --as Ben --set PR_SUBJECT="Ben, before it was replaced"
let_go Ana
run history "$store" "$draft"
run check "$store"

step "Go on by yourself"
cat <<TOUR
  export PATH="$(dirname "$postroom"):\$PATH"; store=$store
  postroom list \$store Inbox             # what is there
  postroom show \$store $draft               # one message; --properties for all of it
  postroom edit \$store $draft               # in your \$EDITOR; do the same in a second terminal and save there first:
                                          # the conflict screen lets you keep, overwrite, merge or save elsewhere
  postroom history \$store $draft
  postroom diff \$store $draft 1 2
  postroom restore \$store $draft 1
  postroom watch \$store                   # events as they happen
  postroom help                          # all commands
TOUR
