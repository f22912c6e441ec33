// Opens a message, changes it and saves; then goes on with the same handle.
#include <postroom/open.h>
#include <postroom/tags.h>

#include "example.h"

using namespace postroom;

int main(int argc, char** argv) {
  const Session ana = make_session("Ana Ruiz", "example 02");
  Store store = must(create_store(path_from(argc, argv), ana));
  Message draft = must(store.create_message(ana, store.special(SpecialFolder::drafts)));
  must(draft.set(tag::subject, std::string("Opening hours")));
  const SaveReport first = must(draft.save());

  // Another handle, as another window would have it. Default access is what the caller asks for.
  Message message = must(store.open_message(ana, first.message, Access::read_write));
  must(message.set(tag::importance, std::int32_t{2}));
  std::printf("saved version %lld\n", static_cast<long long>(must(message.save()).version.value));

  // After a save the handle stands on what it saved: it never conflicts with itself.
  must(message.set(tag::subject, std::string("Opening hours in May")));
  std::printf("saved version %lld\n", static_cast<long long>(must(message.save()).version.value));

  // A save without changes commits nothing.
  const SaveReport idle = must(message.save());
  std::printf("version %lld, %s\n", static_cast<long long>(idle.version.value), idle.committed ? "committed" : "nothing to commit");
}
