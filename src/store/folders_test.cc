#include <gtest/gtest.h>
#include <postroom/entry_id.h>

#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

class Folders : public MemoryStoreTest {
 protected:
  FolderId make(FolderId parent, const std::string& name) {
    return must(store.create_folder(ana, parent, name));
  }
  std::string path(FolderId id) { return must(store.folder(ana, id)).path; }
  void TearDown() override { EXPECT_TRUE(must(store.check(ana)).empty()); }
};

TEST_F(Folders, of_a_new_store_are_the_default_ones) {
  EXPECT_EQ(must(store.folders(ana)).size(), 16u);
  EXPECT_EQ(path(inbox()), "Inbox");
  EXPECT_EQ(path(store.special(SpecialFolder::ipm_subtree)), "");
  EXPECT_EQ(path(store.special(SpecialFolder::root)), "/");
  EXPECT_EQ(path(store.special(SpecialFolder::views)), "/Views");
  EXPECT_EQ(must(store.folder_properties(ana, inbox())).get_or(tag::container_class, std::string()),
            "IPF.Note");
}

TEST_F(Folders, are_found_by_path_in_any_case) {
  const FolderId printers = make(inbox(), "Printers");
  EXPECT_EQ(must(store.find_folder(ana, "inbox/PRINTERS")), printers);
  EXPECT_EQ(must(store.find_folder(ana, "Inbox/Printers/")), printers);
  EXPECT_EQ(must(store.find_folder(ana, "/")), store.special(SpecialFolder::root));
  EXPECT_EQ(must(store.find_folder(ana, "")), store.special(SpecialFolder::ipm_subtree));
  EXPECT_EQ(must(store.find_folder(ana, "/Top of Information Store/Inbox")), inbox());
  const auto missing = store.find_folder(ana, "Inbox/Scanners");
  EXPECT_EQ(code_of(missing), Code::not_found);
  EXPECT_NE(missing.error().message.find("'Scanners' in 'Inbox'"), std::string::npos);
}

TEST_F(Folders, have_names_that_are_unique_among_their_neighbours) {
  const FolderId printers = make(inbox(), "Printers"), scanners = make(inbox(), "Scanners");
  EXPECT_EQ(code_of(store.create_folder(ana, inbox(), "PRINTERS")), Code::collision);
  EXPECT_EQ(code_of(store.rename_folder(ana, scanners, "printers")), Code::collision);
  EXPECT_TRUE(store.rename_folder(ana, printers, "PRINTERS").ok());  // only its case
  const FolderId elsewhere = make(store.special(SpecialFolder::drafts), "Scanners");
  EXPECT_EQ(code_of(store.move_folder(ana, elsewhere, inbox())), Code::collision);
  EXPECT_EQ(code_of(store.copy_folder(ana, elsewhere, inbox(), "scanners", true)), Code::collision);
  EXPECT_EQ(code_of(store.create_folder(ana, inbox(), "a/b")), Code::invalid_argument);
  EXPECT_EQ(code_of(store.create_folder(ana, FolderId{9999}, "x")), Code::not_found);
}

TEST_F(Folders, are_not_moved_or_copied_into_themselves) {
  const FolderId outer = make(inbox(), "outer"), inner = make(outer, "inner");
  EXPECT_EQ(code_of(store.move_folder(ana, outer, inner)), Code::folder_cycle);
  EXPECT_EQ(code_of(store.move_folder(ana, outer, outer)), Code::folder_cycle);
  EXPECT_EQ(code_of(store.copy_folder(ana, outer, inner, "x", true)), Code::folder_cycle);
  must(store.move_folder(ana, outer, store.special(SpecialFolder::drafts)));
  EXPECT_EQ(path(inner), "Drafts/outer/inner");
}

TEST_F(Folders, that_are_default_ones_stay) {
  EXPECT_EQ(code_of(store.delete_folder(ana, inbox(), {true, true})), Code::no_access);
  EXPECT_EQ(code_of(store.move_folder(ana, inbox(), store.special(SpecialFolder::drafts))), Code::no_access);
  EXPECT_EQ(code_of(store.rename_folder(ana, store.special(SpecialFolder::root), "x")), Code::no_access);
  const FolderId above = make(store.special(SpecialFolder::ipm_subtree), "above");
  EXPECT_TRUE(store.rename_folder(ana, inbox(), "Posteingang").ok());
  EXPECT_EQ(path(inbox()), "Posteingang");
  EXPECT_TRUE(store.delete_folder(ana, above, {}).ok());
}

TEST_F(Folders, are_copied_with_their_messages_and_if_wanted_with_what_is_below) {
  const FolderId outer = make(inbox(), "outer"), inner = make(outer, "inner");
  const MessageId in_outer = add("a"), in_inner = add("b");
  must(store.move_messages(ana, std::vector{in_outer}, outer));
  must(store.move_messages(ana, std::vector{in_inner}, inner));
  const FolderId drafts = store.special(SpecialFolder::drafts);
  const FolderId shallow = must(store.copy_folder(ana, outer, drafts, "shallow", false));
  EXPECT_FALSE(must(store.folder(ana, shallow)).has_subfolders);
  EXPECT_EQ(must(store.list(ana, shallow)).size(), 1u);
  const FolderId deep = must(store.copy_folder(ana, outer, drafts, "deep", true));
  const FolderId below = must(store.find_folder(ana, "Drafts/deep/inner"));
  EXPECT_EQ(must(store.list(ana, below)).at(0).subject, "b");
  EXPECT_NE(must(store.list(ana, deep)).at(0).id, in_outer);
  EXPECT_EQ(must(store.list(ana, outer)).at(0).id, in_outer);
}

TEST_F(Folders, are_deleted_only_with_what_is_in_them_if_that_is_wanted) {
  const FolderId outer = make(inbox(), "outer");
  make(outer, "inner");
  EXPECT_EQ(code_of(store.delete_folder(ana, outer, {true, false})), Code::has_folders);
  const MessageId id = add("a");
  must(store.move_messages(ana, std::vector{id}, must(store.find_folder(ana, "Inbox/outer/inner"))));
  EXPECT_EQ(code_of(store.delete_folder(ana, outer, {false, true})), Code::has_messages);
  must(store.delete_folder(ana, outer, {true, true}));
  EXPECT_EQ(code_of(store.folder(ana, outer)), Code::not_found);
  EXPECT_EQ(code_of(store.delete_folder(ana, outer, {true, true})), Code::not_found);
  ListOptions deleted;
  deleted.deleted = true;
  EXPECT_EQ(must(store.list(ana, store.special(SpecialFolder::deleted_items), deleted)).at(0).id, id);
}

TEST_F(Folders, have_properties_of_their_own_beside_those_that_the_store_computes) {
  const FolderId id = make(inbox(), "Printers");
  people.clock->advance(std::chrono::hours(1));
  must(store.set_folder_properties(
      ana, id, {{tag::comment, std::string("c")}, {tag::display_name, std::string("P")}}));
  const PropertySet all = must(store.folder_properties(ana, id));
  EXPECT_EQ(all.get_or(tag::comment, std::string()), "c");
  EXPECT_EQ(all.get_or(tag::display_name, std::string()), "P");
  EXPECT_EQ(all.get_or(tag::object_type, std::int32_t{0}), 3);
  EXPECT_EQ(all.get_or(tag::last_modification_time, FileTime{}), people.clock->now());
  EXPECT_EQ(must(decode_entry_id(all.get_or(tag::parent_entryid, Bytes{}))),
            (EntryId{store.guid(), inbox()}));
  must(store.set_folder_properties(ana, id, {}, std::vector{tag::comment}));
  EXPECT_FALSE(must(store.folder_properties(ana, id)).has(tag::comment));
}

TEST_F(Folders, refuse_properties_that_are_computed_too_long_not_text_or_unnamed) {
  const FolderId id = make(inbox(), "Printers");
  const auto set = [&](const Property& property) {
    return code_of(store.set_folder_properties(ana, id, {property}));
  };
  EXPECT_EQ(set({tag::entryid, Bytes{1}}), Code::no_access);
  EXPECT_EQ(set({tag::content_count, std::int32_t{5}}), Code::no_access);
  EXPECT_EQ(set({tag::comment, LargeValue{{}, 10'000}}), Code::too_big);
  EXPECT_EQ(set({tag::comment, std::string(kInlineLimit, 'x')}), std::nullopt);
  EXPECT_EQ(set({tag::comment, std::string(kInlineLimit + 1, 'x')}), Code::too_big);
  EXPECT_EQ(set({tag::comment, std::string("\xFF")}), Code::invalid_argument);
  EXPECT_EQ(set({tag::display_name, std::string("a/b")}), Code::invalid_argument);
  EXPECT_EQ(set({PropertyTag(0x8123, PropertyType::boolean), true}), Code::invalid_argument);
}

TEST_F(Folders, that_search_hold_neither_folders_nor_messages) {
  const FolderId search = make(inbox(), "found");
  damage([&](storage::MemoryTables& all) { all.folders.at(search).kind = FolderKind::search; });
  const FolderId other = make(inbox(), "other");
  const MessageId id = add("a");
  EXPECT_EQ(code_of(store.create_folder(ana, search, "x")), Code::no_access);
  EXPECT_EQ(code_of(store.move_folder(ana, other, search)), Code::no_access);
  EXPECT_EQ(code_of(store.create_message(ana, search)), Code::no_access);
  EXPECT_EQ(code_of(store.add_messages(ana, search, std::vector<NewMessage>(1))), Code::no_access);
  EXPECT_EQ(code_of(store.move_messages(ana, std::vector{id}, search)), Code::no_access);
  EXPECT_EQ(code_of(store.copy_messages(ana, std::vector{id}, search)), Code::no_access);
  EXPECT_EQ(code_of(must(store.open_message(ana, id, Access::best)).save_elsewhere(search)), Code::no_access);
}

}  // namespace
}  // namespace postroom::store
