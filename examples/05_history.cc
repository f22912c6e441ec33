// Lists, compares and restores the versions of a message.
#include <postroom/open.h>
#include <postroom/tags.h>

#include "example.h"

using namespace postroom;

int main(int argc, char** argv) {
  const Session ana = make_session("Ana Ruiz", "example 05");
  const Session ben = make_session("Ben Okoro", "example 05");
  Store store = must(create_store(path_from(argc, argv), ana));
  Message draft = must(store.create_message(ana, store.special(SpecialFolder::drafts)));
  must(draft.set(tag::subject, std::string("Draft")));
  const MessageId id = must(draft.save()).message;
  Message at_bens = must(store.open_message(ben, id, Access::read_write));
  must(at_bens.set(tag::subject, std::string("Ben's wording")));
  must(at_bens.save());

  for (const HistoryEntry& entry : must(store.history(ana, id))) {
    std::printf("version %lld by %s\n", static_cast<long long>(entry.version.value), entry.who.c_str());
  }
  for (const Unit& unit : must(store.compare(ana, id, VersionNumber{1}, VersionNumber{2}))) {
    std::printf("%s changed\n", unit.label.c_str());
  }
  const SaveReport restored = must(store.restore(ana, id, VersionNumber{1}));
  const MessageContent now = must(store.version(ana, id, restored.version));
  std::printf("version %lld says \"%s\" again\n", static_cast<long long>(restored.version.value),
              now.properties.get_or<std::string>(tag::subject, "").c_str());
}
