#include "transfer/mbox_source.h"

#include <gtest/gtest.h>
#include <postroom/open.h>
#include <postroom/tags.h>
#include <postroom/transfer.h>

#include <fstream>

#include "support/must.h"
#include "support/people.h"
#include "support/temporary_folder.h"

namespace postroom::transfer {
namespace {

using postroom::testing::must;

const std::string kMbox =
    "From ana@example.com Sat Nov 28 10:00:00 2026\nSubject: one\n\nfirst\n>From here\n\n"
    "From ben@example.com Sat Nov 28 11:00:00 2026\nSubject: two\n\nsecond\n";

class MboxSourceTest : public ::testing::Test {
 protected:
  MboxSourceTest() {
    std::ofstream(ground.path("mail.mbox")) << kMbox;
    ImportOptions options;
    options.folder = store.special(SpecialFolder::inbox);
    ids = must(import_file(store, ana, ground.path("mail.mbox"), options)).ids;
  }
  std::string read(std::vector<MessageId> which, std::size_t at_once) {
    const auto source = must(mbox_source(store, ana, std::move(which)));
    std::string text;
    Bytes buffer(at_once);
    for (;;) {
      const std::size_t count = must(source->read(buffer));
      if (count == 0) return text;
      text += as_text(ByteView(buffer).first(count));
    }
  }
  std::string exported(const std::vector<MessageId>& which) {
    MemorySink sink;
    must(export_mbox(store, ana, which, sink, {}));
    return std::string(as_text(sink.bytes()));
  }

  postroom::testing::TemporaryFolder ground{postroom::testing::Place::memory};
  postroom::testing::People people;
  Session ana = people.session("Ana Ruiz", 1);
  Store store = must(create_store(ground.path("shop.postroom"), ana));
  std::vector<MessageId> ids;
};

TEST_F(MboxSourceTest, gives_what_an_export_writes_however_much_is_read_at_once) {
  EXPECT_EQ(read(ids, 1 << 16), kMbox);
  EXPECT_EQ(read(ids, 1), kMbox);
  const std::vector<MessageId> turned{ids[1], ids[0]};
  EXPECT_EQ(read(turned, 7), exported(turned));
  EXPECT_EQ(read({}, 7), "");
}

TEST_F(MboxSourceTest, leaves_out_what_has_gone) {
  must(store.delete_messages(ana, std::vector{ids[0]}, DeleteKind::permanent));
  EXPECT_EQ(read({ids[0], ids[1]}, 100), exported({ids[1]}));
}

TEST_F(MboxSourceTest, gives_messages_of_any_size) {
  Message message = must(store.open_message(ana, ids[0], Access::read_write));
  must(message.set(tag::body, std::string(3 << 20, 'x')));
  must(message.save());
  EXPECT_EQ(read(ids, 1 << 16), exported(ids));
}

}  // namespace
}  // namespace postroom::transfer
