// Row 115: which event comes to whom, for folders and their counters. Ana acts, and Ben listens.
#include "mapi/rows/listening.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Told told_of(Listener& listener, ULONG event, const std::string& entry) {
  EXPECT_TRUE(listener->wait_for(event, entry)) << "event " << event;
  for (const Told& told : listener->told()) {
    if (told.event != event || told.entry != entry) continue;
    EXPECT_TRUE(told.is_tidy);
    return told;
  }
  return {};
}
std::size_t count(Listener& listener, ULONG event, const std::string& entry) {
  std::size_t found = 0;
  for (const Told& told : listener->told()) found += told.event == event && told.entry == entry;
  return found;
}

// Inbox/top/child, and Inbox/other.
struct Tree {
  explicit Tree(Session& session)
      : inbox(session.inbox()),
        top(create_folder(*inbox, "top")),
        child(create_folder(*top, "child")),
        other(create_folder(*inbox, "other")),
        inbox_id(entry_id_of(*inbox)),
        top_id(entry_id_of(*top)),
        child_id(entry_id_of(*child)),
        other_id(entry_id_of(*other)) {}
  void copy_child(ULONG flags) {
    EXPECT_HR(S_OK, top->CopyFolder(id_size(child_id), id_ptr(child_id), nullptr, other.get(), nullptr, 0,
                                    nullptr, flags | COPY_SUBFOLDERS));
  }
  // Told to whoever listens to the store, and after all that came before.
  void sign() { EXPECT_HR(S_OK, set_text(*other, PR_COMMENT_W, "a sign")); }
  bool has_sign(Listener& listener) { return listener->wait_for(fnevObjectModified, other_id); }

  const Ptr<IMAPIFolder> inbox, top, child, other;
  const std::string inbox_id, top_id, child_id, other_id;
};

TEST_F(RowTest, r115_a_new_folder_is_told_by_the_store) {
  Tree tree(ana());
  Listener store(ben(), kEverything);
  const std::string id = entry_id_of(*create_folder(*tree.top, "new"));
  const Told told = told_of(store, fnevObjectCreated, id);
  EXPECT_EQ(told.parent, tree.top_id);
  EXPECT_EQ(told.object_type, MAPI_FOLDER);
  EXPECT_THAT(told.old_entry, IsEmpty());
  EXPECT_THAT(told.old_parent, IsEmpty());
}

TEST_F(RowTest, r115_a_deleted_folder_is_told_by_the_store_and_the_folder) {
  Tree tree(ana());
  Listener store(ben(), kEverything), folder(ben(), kEverything, tree.child_id);
  ASSERT_HR(S_OK, tree.top->DeleteFolder(id_size(tree.child_id), id_ptr(tree.child_id), 0, nullptr, 0));
  for (Listener* each : {&store, &folder}) {
    const Told told = told_of(*each, fnevObjectDeleted, tree.child_id);
    EXPECT_EQ(told.parent, tree.top_id);
    EXPECT_EQ(told.object_type, MAPI_FOLDER);
  }
}

TEST_F(RowTest, r115_a_moved_folder_is_told_by_the_store_and_the_folder_with_where_it_was) {
  Tree tree(ana());
  Listener store(ben(), kEverything), folder(ben(), kEverything, tree.child_id);
  tree.copy_child(FOLDER_MOVE);
  for (Listener* each : {&store, &folder}) {
    const Told told = told_of(*each, fnevObjectMoved, tree.child_id);
    EXPECT_EQ(told.parent, tree.other_id);
    EXPECT_EQ(told.old_entry, tree.child_id);
    EXPECT_EQ(told.old_parent, tree.top_id);
    EXPECT_EQ(told.object_type, MAPI_FOLDER);
  }
}

TEST_F(RowTest, r115_a_copied_folder_is_told_by_the_store_and_the_folder_and_is_no_creation) {
  Tree tree(ana());
  Listener store(ben(), kEverything), folder(ben(), kEverything, tree.child_id);
  tree.copy_child(0);
  const std::string copy = column(*hierarchy_table(*tree.other), PR_ENTRYID).at(0);
  ASSERT_NE(copy, tree.child_id);
  for (Listener* each : {&store, &folder}) {
    const Told told = told_of(*each, fnevObjectCopied, copy);
    EXPECT_EQ(told.parent, tree.other_id);
    EXPECT_EQ(told.old_entry, tree.child_id);
    EXPECT_EQ(told.old_parent, tree.top_id);
  }
  tree.sign();
  ASSERT_TRUE(tree.has_sign(store));
  EXPECT_EQ(count(store, fnevObjectCreated, copy), 0u);
}

TEST_F(RowTest, r115_changed_properties_are_told_by_the_store_and_the_folder) {
  Tree tree(ana());
  Listener store(ben(), kEverything), folder(ben(), kEverything, tree.child_id),
      above(ben(), kEverything, tree.top_id);
  ASSERT_HR(S_OK, set_text(*tree.child, PR_COMMENT_W, "commented"));
  for (Listener* each : {&store, &folder}) {
    EXPECT_EQ(told_of(*each, fnevObjectModified, tree.child_id).object_type, MAPI_FOLDER);
  }
  tree.sign();
  ASSERT_TRUE(tree.has_sign(store));
  EXPECT_THAT(above->told(), IsEmpty());
}

// The store and the folder tell of what this changes, and not the folder that it is in.
template <class Change>
void expect_told(Session& to, Tree& tree, const Change& change) {
  static int number = 0;
  Listener store(to, fnevObjectModified), folder(to, fnevObjectModified, tree.child_id);
  Listener above(to, fnevObjectModified, tree.top_id);
  change();
  EXPECT_TRUE(store->wait_for(fnevObjectModified, tree.child_id));
  EXPECT_TRUE(folder->wait_for(fnevObjectModified, tree.child_id));
  EXPECT_HR(S_OK, set_text(*tree.top, PR_COMMENT_W, std::to_string(++number)));
  EXPECT_TRUE(above->wait_for(fnevObjectModified));
  EXPECT_EQ(above->told().size(), 1u);
}

TEST_F(RowTest, r115_a_folder_whose_counters_change_is_told_by_the_store_and_itself_alone) {
  Tree tree(ana());
  const auto all = [&] { return EntryList(column(*contents_table(*tree.child), PR_ENTRYID)); };
  expect_told(ben(), tree, [&] { add_message(*tree.child, "one"); });
  expect_told(ben(), tree,
              [&] { EXPECT_HR(S_OK, tree.child->SetReadFlags(all().get(), 0, nullptr, CLEAR_READ_FLAG)); });
  expect_told(ben(), tree, [&] {
    EXPECT_HR(S_OK,
              tree.child->CopyMessages(all().get(), nullptr, tree.other.get(), 0, nullptr, MESSAGE_MOVE));
  });
  expect_told(ben(), tree, [&] {
    EntryList there(column(*contents_table(*tree.other), PR_ENTRYID));
    EXPECT_HR(S_OK, tree.other->CopyMessages(there.get(), nullptr, tree.child.get(), 0, nullptr, 0));
  });
  expect_told(ben(), tree, [&] { EXPECT_HR(S_OK, tree.child->DeleteMessages(all().get(), 0, nullptr, 0)); });
}

TEST_F(RowTest, r115_a_first_and_a_last_subfolder_change_what_a_folder_says_of_itself) {
  Tree tree(ana());
  expect_told(ben(), tree, [&] { create_folder(*tree.child, "first"); });
  const std::string first = column(*hierarchy_table(*tree.child), PR_ENTRYID).at(0);
  expect_told(ben(), tree, [&] {
    EXPECT_HR(S_OK, tree.child->DeleteFolder(id_size(first), id_ptr(first), 0, nullptr, 0));
  });
}

TEST_F(RowTest, r115_all_that_is_in_a_deleted_folder_is_told_as_deleted) {
  Tree tree(ana());
  const std::string id = add_message(*tree.child, "one");
  Listener store(ben(), fnevObjectDeleted), message(ben(), kEverything, id),
      folder(ben(), kEverything, tree.child_id);
  ASSERT_HR(S_OK, tree.inbox->DeleteFolder(id_size(tree.top_id), id_ptr(tree.top_id), 0, nullptr,
                                           DEL_MESSAGES | DEL_FOLDERS));
  EXPECT_TRUE(message->wait_for(fnevObjectDeleted, id));
  EXPECT_TRUE(folder->wait_for(fnevObjectDeleted, tree.child_id));
  for (const std::string& gone : {id, tree.child_id, tree.top_id})
    EXPECT_TRUE(store->wait_for(fnevObjectDeleted, gone));
  EXPECT_EQ(store->told().size(), 3u);
}

TEST_F(RowTest, r115_the_store_itself_can_be_named_instead_of_nothing) {
  const std::string store_id = get_text(ben().store(), PR_ENTRYID).value();
  Tree tree(ana());
  const Ptr<Sink> sink(new Sink);
  ULONG_PTR connection = 0;
  const std::string inner = unwrapped(store_id);
  ASSERT_HR(S_OK, ben().store().Advise(id_size(inner), id_ptr(inner), kEverything, sink.get(), &connection));
  const std::string id = entry_id_of(*create_folder(*tree.top, "new"));
  EXPECT_TRUE(sink->wait_for(fnevObjectCreated, id));
  EXPECT_HR(S_OK, ben().store().Unadvise(connection));
}

}  // namespace
}  // namespace mapi_host
