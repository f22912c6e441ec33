// What becomes of the messages in a folder that is deleted.
#include <gmock/gmock.h>

#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class RemovalOfFolders : public MemoryStoreTest {
 protected:
  RemovalOfFolders() {
    outer = must(store.create_folder(ana, inbox(), "outer"));
    inner = must(store.create_folder(ana, outer, "inner"));
    live = add_to(outer, MessageKind::normal);
    associated = add_to(outer, MessageKind::associated);
    deleted = add_to(outer, MessageKind::normal);
    below = add_to(inner, MessageKind::normal);
    must(store.delete_messages(ana, std::vector{deleted}, DeleteKind::recoverable));
  }
  void TearDown() override { EXPECT_TRUE(must(store.check(ana)).empty()); }

  MessageId add_to(FolderId folder, MessageKind kind) {
    Message message = must(store.create_message(ana, folder, kind));
    return must(message.save()).message;
  }
  std::vector<MessageId> recoverable() {
    ListOptions options;
    options.deleted = true;
    std::vector<MessageId> ids;
    for (const MessageKind kind : {MessageKind::normal, MessageKind::associated}) {
      options.kind = kind;
      const auto rows = must(store.list(ana, store.special(SpecialFolder::deleted_items), options));
      for (const MessageSummary& row : rows) ids.push_back(row.id);
    }
    return ids;
  }
  std::vector<std::pair<ChangeKind, std::vector<MessageId>>> told_since(LogPosition before) {
    std::vector<std::pair<ChangeKind, std::vector<MessageId>>> told;
    for (const Event& event : must(store.events_after(ana, before, 100)))
      told.push_back({event.kind, event.messages});
    return told;
  }

  FolderId outer, inner;
  MessageId live, associated, deleted, below;
};

TEST_F(RemovalOfFolders, leaves_their_messages_to_be_undeleted) {
  must(store.delete_folder(ana, outer, {true, true}));
  EXPECT_THAT(recoverable(), UnorderedElementsAre(live, associated, deleted, below));
}

TEST_F(RemovalOfFolders, for_good_takes_their_messages_along_with_those_deleted_before) {
  const LogPosition before = must(store.log_position(ana));
  must(store.delete_folder(ana, outer, {true, true, DeleteKind::permanent}));
  EXPECT_THAT(recoverable(), IsEmpty());
  for (const MessageId id : {live, associated, deleted, below}) {
    EXPECT_EQ(code_of(store.open_message(ana, id, Access::read_only, true)), Code::not_found);
  }
  EXPECT_THAT(told_since(before),
              ElementsAre(std::pair(ChangeKind::message_removed, std::vector{below}),
                          std::pair(ChangeKind::folder_deleted, std::vector<MessageId>{}),
                          std::pair(ChangeKind::message_removed, std::vector{live, associated, deleted}),
                          std::pair(ChangeKind::folder_deleted, std::vector<MessageId>{})));
}

TEST_F(RemovalOfFolders, for_good_asks_for_the_wish_to_delete_messages_and_folders_as_well) {
  EXPECT_EQ(code_of(store.delete_folder(ana, outer, {true, false, DeleteKind::permanent})),
            Code::has_folders);
  EXPECT_EQ(code_of(store.delete_folder(ana, outer, {false, true, DeleteKind::permanent})),
            Code::has_messages);
  EXPECT_TRUE(store.summary(ana, live).ok());
}

TEST_F(RemovalOfFolders, for_good_ends_the_saves_of_those_who_have_a_message_open) {
  Message open = must(store.open_message(ben, live, Access::read_write));
  must(open.set(tag::subject, std::string("Ben's")));
  must(store.delete_folder(ana, outer, {true, true, DeleteKind::permanent}));
  EXPECT_EQ(code_of(open.save()), Code::object_deleted);
  EXPECT_TRUE(open.save_elsewhere().ok());
}

}  // namespace
}  // namespace postroom::store
