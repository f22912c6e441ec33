// Several processes, of which one at a time fills the index.
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include "search/searched_store.h"

namespace postroom::searching {
namespace {

// A process that indexes the store, says so with a byte, and stays until it is killed. Made while this
// process has no other thread.
class Holder {
 public:
  explicit Holder(const std::string& address, const Session& session) {
    if (pipe(said_) != 0 || pipe(go_) != 0) throw std::runtime_error("no pipe");
    id_ = fork();
    if (id_ != 0) return;
    char byte = 0;
    (void)!read(go_[0], &byte, 1);
    auto store = open_store(address);
    const bool indexed = store.ok() && store->index(session).ok();
    (void)!write(said_[1], indexed ? "y" : "n", 1);
    for (;;) pause();
  }
  ~Holder() { kill(); }
  bool index() {
    char byte = 0;
    (void)!write(go_[1], "x", 1);
    return read(said_[0], &byte, 1) == 1 && byte == 'y';
  }
  void kill() {
    if (id_ <= 0) return;
    ::kill(id_, SIGKILL);
    waitpid(std::exchange(id_, -1), nullptr, 0);
  }

 private:
  pid_t id_ = -1;
  int said_[2], go_[2];
};

TEST(SearchProcessesTest, the_role_moves_when_its_holder_is_killed) {
  const auto ground = make_ground();
  const std::string address = ground->address("mail.postroom");
  const Session ana = make_session("Ana Ruiz", "test 1.0");
  Holder holder(address, ana);
  Store store = must(create_store(address, ana));
  const auto add = [&](const std::string& subject) {
    Message message = must(store.create_message(ana, store.special(SpecialFolder::inbox)));
    must(message.set(tag::subject, subject));
    must(message.save());
  };
  const auto find = [&](const std::string& text) {
    SearchQuery query;
    query.text = text;
    Search search = must(store.search(ana, query));
    const std::size_t found = must(search.next(10)).size();
    return std::pair(found, search.report().up_to_date);
  };
  add("a wombat");
  ASSERT_TRUE(holder.index());
  must(store.index(ana));  // by the other process
  EXPECT_EQ(find("wombat"), (std::pair<std::size_t, bool>(1, true)));
  add("another wombat");
  must(store.index(ana));
  EXPECT_EQ(find("wombat"), (std::pair<std::size_t, bool>(2, true)));
  holder.kill();
  add("a third wombat");
  must(store.index(ana));  // by this one
  EXPECT_EQ(find("wombat"), (std::pair<std::size_t, bool>(3, true)));
}

}  // namespace
}  // namespace postroom::searching
