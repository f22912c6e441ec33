// Properties of the store itself and receive folders: what is kept of them, and who may change them.
#include <gmock/gmock.h>

#include <thread>

#include "rules/save_rules.h"

namespace postroom::rules {
namespace {

using enum FolderRights;
using ::testing::ElementsAre;

class StoreSettings : public RulesTest {
 protected:
  StoreSettings() {
    samples = must(store().create_folder(ana, inbox(), "Samples"));
    must(store().set_receive_folder(ana, "IPM.Note.Sample", samples));
    must(store().set_store_properties(ana, {{tag::display_name, std::string("Sales")}}));
  }
  void expect_kept(Store& in) {
    EXPECT_EQ(must(in.store_properties(ben)).get_or(tag::display_name, std::string()), "Sales");
    EXPECT_EQ(must(in.receive_folder(ben, "ipm.note.sample.Simple")).folder, samples);
    EXPECT_EQ(must(in.receive_folder(ben, "IPM.Note")).folder, inbox());
    EXPECT_TRUE(must(in.check(ana)).empty());
  }
  std::optional<Code> rename_store(const Session& session) {
    return code_of(store().set_store_properties(session, {{tag::display_name, std::string("other")}}));
  }
  std::optional<Code> receive(const Session& session, FolderId folder) {
    return code_of(store().set_receive_folder(session, "IPM.Fax", folder));
  }
  void give_on_root(FolderRights rights) {
    must(store().set_folder_rights(ana, root, AccessList{rights, {}}));
  }

  const FolderId root = store().special(SpecialFolder::root);
  FolderId samples;
};

TEST_F(StoreSettings, are_seen_by_others_at_once_and_kept) {
  Store other = another();
  expect_kept(other);
  close();
  expect_kept(store());
}

TEST_F(StoreSettings, go_along_with_a_transfer) {
  const std::string copy = ground->address("copy.postroom");
  close();
  must(transfer_store(address(), copy));
  Store other = must(open_store(copy));
  expect_kept(other);
}

TEST_F(StoreSettings, are_set_by_who_owns_the_root_folder_and_read_by_all) {
  give_on_root(all & ~owner);
  EXPECT_EQ(rename_store(ben), Code::no_access);
  EXPECT_EQ(receive(ben, inbox()), Code::no_access);
  EXPECT_EQ(must(store().store_properties(ben)).get_or(tag::access_level, std::int32_t{-1}), 0);
  EXPECT_EQ(must(store().store_properties(ana)).get_or(tag::access_level, std::int32_t{-1}), 1);
  give_on_root(owner | visible);
  EXPECT_EQ(rename_store(ben), std::nullopt);
  EXPECT_EQ(receive(ben, inbox()), std::nullopt);
  give_on_root(none);
  EXPECT_EQ(must(store().store_properties(ben)).get_or(tag::display_name, std::string()), "other");
  EXPECT_EQ(must(store().receive_folder(ben, "IPM.Fax")).folder, inbox());
}

TEST_F(StoreSettings, name_a_receive_folder_even_to_who_does_not_see_it_but_are_not_set_to_one) {
  must(store().set_folder_rights(ana, samples, AccessList{none, {}}));
  EXPECT_EQ(must(store().receive_folder(ben, "IPM.Note.Sample")).folder, samples);
  EXPECT_EQ(receive(ben, samples), Code::not_found);
}

TEST_F(StoreSettings, fall_back_from_a_receive_folder_that_has_been_deleted) {
  must(store().delete_folder(ana, samples, {}));
  const ReceiveFolder found = must(store().receive_folder(ana, "IPM.Note.Sample"));
  EXPECT_EQ(found.message_class, "IPM");
  EXPECT_EQ(found.folder, inbox());
}

TEST_F(StoreSettings, are_kept_when_two_set_receive_folders_at_once) {
  Store other = another();
  const auto set = [&](Store& through, const Session& session, const std::string& prefix) {
    for (int i = 0; i < 20; ++i)
      must(through.set_receive_folder(session, prefix + std::to_string(i), samples));
  };
  std::thread ben_sets([&] { set(other, ben, "B"); });
  set(store(), ana, "A");
  ben_sets.join();
  EXPECT_EQ(must(store().receive_folders(ana)).size(), 45u);
}

TEST_F(StoreSettings, list_receive_folders_in_order_of_class_in_a_table_too) {
  Table table = must(store().receive_folder_table(ana));
  must(table.set_columns({tag::message_class}));
  std::vector<std::string> classes;
  for (const RowValues& row : must(table.read(100))) classes.push_back(std::get<std::string>(row[0].value));
  EXPECT_THAT(classes, ElementsAre("", "IPC", "IPM", "IPM.Note.Sample", "Report.IPM"));
}

}  // namespace
}  // namespace postroom::rules
