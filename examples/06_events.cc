// Hears of a change, after its commit. The change may as well come from another process.
#include <postroom/open.h>
#include <postroom/tags.h>

#include <future>

#include "example.h"

using namespace postroom;

int main(int argc, char** argv) {
  const Session ana = make_session("Ana Ruiz", "example 06");
  Store store = must(create_store(path_from(argc, argv), ana));

  std::promise<Event> heard;
  const auto subscription = must(store.subscribe(ana, [&](const Event& event) {  // on a thread of the store's
    if (event.kind == ChangeKind::message_created) heard.set_value(event);
  }));
  Message draft = must(store.create_message(ana, store.special(SpecialFolder::drafts)));
  must(draft.set(tag::subject, std::string("News")));
  must(draft.save());

  const Event event = heard.get_future().get();
  std::printf("message %lld appeared in %s\n", static_cast<long long>(event.messages.at(0).value),
              must(store.folder(ana, event.folder)).path.c_str());
}
