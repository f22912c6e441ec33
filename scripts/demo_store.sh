# Sourced by demo.sh and demo_server.sh: makes the demo store, the shared mailbox of a bookshop.
# Expects $postroom, the program; $samples and $store, a folder and a path; and run, a command that runs the program.

make_demo_store() {
  local settings line place as=(--as "Ana Ruiz")
  run init "$store" "${as[@]}"
  run import "$store" "$samples/inbox.mbox" "$samples/eml" "${as[@]}"
  run import "$store" "$samples/sent.mbox" --folder "Sent Items" "${as[@]}"
  run mark "$store" --folder "Sent Items" --read "${as[@]}"
  run import "$store" "$samples/drafts" --folder Drafts --draft "${as[@]}"
  for place in Calendar Contacts; do
    settings=()
    while IFS= read -r line; do
      case "$line" in '' | '#'*) ;; *) settings+=(--set "$line") ;; esac
    done <"$samples/$([ "$place" = Calendar ] && echo appointment || echo contact).txt"
    "$postroom" create "$store" "$place" "${settings[@]}" "${as[@]}" >/dev/null
  done
}
