// Makes a store, saves a message in its Drafts folder and lists the folder.
#include <postroom/open.h>
#include <postroom/tags.h>

#include "example.h"

using namespace postroom;

int main(int argc, char** argv) {
  const Session ana = make_session("Ana Ruiz", "example 01");
  Store store = must(create_store(path_from(argc, argv), ana));
  const FolderId drafts = store.special(SpecialFolder::drafts);

  Message message = must(store.create_message(ana, drafts));
  must(message.set(tag::message_class, std::string("IPM.Note")));
  must(message.set(tag::subject, std::string("Opening hours in May")));
  must(message.set(tag::body, std::string("We open at nine.\r\n")));
  must(message.add_recipient(make_recipient(RecipientType::to, "Ben Okoro", "ben@example.com")));
  must(message.save());  // nobody sees anything of it before this

  for (const MessageSummary& row : must(store.list(ana, drafts))) {
    std::printf("%lld  version %lld  to %s  %s\n", static_cast<long long>(row.id.value),
                static_cast<long long>(row.version.value), row.display_to.c_str(), row.subject.c_str());
  }
}
