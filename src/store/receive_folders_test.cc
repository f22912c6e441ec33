#include "store/receive_folders.h"

#include <gmock/gmock.h>
#include <postroom/entry_id.h>

#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ReceiveFolders : public MemoryStoreTest {
 protected:
  FolderId make(const std::string& name) { return must(store.create_folder(ana, inbox(), name)); }
  void set(std::string_view of_class, std::optional<FolderId> folder) {
    must(store.set_receive_folder(ana, of_class, folder));
  }
  FolderId folder_of(std::string_view message_class) {
    return must(store.receive_folder(ana, message_class)).folder;
  }
  std::string class_of(std::string_view message_class) {
    return must(store.receive_folder(ana, message_class)).message_class;
  }
  std::vector<std::string> classes() {
    std::vector<std::string> all;
    for (const ReceiveFolder& each : must(store.receive_folders(ana))) all.push_back(each.message_class);
    return all;
  }
  void write(const std::string& text) {
    change([&](storage::Transaction& transaction) {
      return transaction.put_setting("store.receive_folders", text);
    });
  }

  const FolderId root = store.special(SpecialFolder::root);
};

TEST_F(ReceiveFolders, of_a_new_store_are_the_inbox_and_for_programs_the_root) {
  EXPECT_THAT(classes(), ElementsAre("", "IPC", "IPM", "Report.IPM"));
  EXPECT_EQ(folder_of(""), inbox());
  EXPECT_EQ(folder_of("IPM.Note"), inbox());
  EXPECT_EQ(folder_of("Report.IPC.Paper"), inbox());
  EXPECT_EQ(folder_of("ipc.Paper.Order"), root);
  EXPECT_EQ(must(store.receive_folder(ana, "")).modified, must(store.folder(ana, inbox())).created);
}

TEST_F(ReceiveFolders, of_a_class_are_those_of_the_longest_one_that_it_begins_with) {
  const FolderId samples = make("Samples");
  people.clock->advance(std::chrono::hours(1));
  set("IPM.Note.Sample", samples);
  EXPECT_EQ(must(store.receive_folder(ana, "ipm.note.SAMPLE.Simple")),
            (ReceiveFolder{"IPM.Note.Sample", samples, people.clock->now()}));
  EXPECT_EQ(folder_of("IPM.Note"), inbox());
  EXPECT_EQ(class_of("IPM.Timecard"), "IPM");
  EXPECT_EQ(class_of("Fax"), "");
  EXPECT_EQ(folder_of("IPM.Note.Samples"), inbox());
}

TEST_F(ReceiveFolders, of_a_class_that_is_none_are_those_of_whatever_it_begins_with) {
  EXPECT_EQ(class_of("IPM..\xFF"), "IPM");
  EXPECT_EQ(class_of(std::string(10'000, 'x')), "");
}

TEST_F(ReceiveFolders, that_are_forgotten_give_way_to_the_next_shorter_class) {
  const FolderId faxes = make("Faxes");
  set("", faxes);
  set("IPM", std::nullopt);
  set("never.set", std::nullopt);
  EXPECT_EQ(folder_of("IPM.Note"), faxes);
  EXPECT_THAT(classes(), ElementsAre("", "IPC", "Report.IPM"));
  set("", std::nullopt);
  EXPECT_EQ(folder_of("IPM.Note"), inbox());
  EXPECT_THAT(classes(), ElementsAre("", "IPC", "Report.IPM"));
}

TEST_F(ReceiveFolders, that_have_been_deleted_give_way_as_well) {
  const FolderId one = make("one"), two = make("two"), three = make("three");
  set("", one);
  set("A", two);
  set("A.B", three);
  must(store.delete_folder(ana, three, {}));
  EXPECT_EQ(folder_of("A.B.C"), two);
  must(store.delete_folder(ana, two, {}));
  EXPECT_EQ(folder_of("A.B.C"), one);
  must(store.delete_folder(ana, one, {}));
  EXPECT_EQ(must(store.receive_folder(ana, "A.B.C")).message_class, "");
  EXPECT_EQ(folder_of("A.B.C"), inbox());
  EXPECT_THAT(classes(), ElementsAre("", "IPC", "IPM", "Report.IPM"));
}

TEST_F(ReceiveFolders, are_folders_that_are_there_and_hold_messages) {
  EXPECT_EQ(code_of(store.set_receive_folder(ana, "IPM", FolderId{9999})), Code::not_found);
  const FolderId search = must(store.create_search_folder(ana, inbox(), "found"));
  EXPECT_EQ(code_of(store.set_receive_folder(ana, "IPM", search)), Code::no_access);
  EXPECT_EQ(code_of(store.set_receive_folder(ana, "IPM.", inbox())), Code::invalid_argument);
  EXPECT_EQ(folder_of("IPM"), inbox());
}

TEST_F(ReceiveFolders, are_a_thousand_at_most) {
  Associations full;
  for (std::size_t i = 0; i < kMaxReceiveFolders; ++i)
    associate(full, {"C" + std::to_string(i), inbox(), {}});
  write(to_setting(full));
  EXPECT_EQ(code_of(store.set_receive_folder(ana, "another", inbox())), Code::too_big);
  set("c7", root);
  set("C8", std::nullopt);
  set("another", inbox());
  EXPECT_EQ(classes().size(), kMaxReceiveFolders + 1) << "and that of the empty class";
}

TEST_F(ReceiveFolders, that_are_forgotten_with_their_folders_make_room) {
  Associations full;
  for (std::size_t i = 0; i < kMaxReceiveFolders; ++i)
    associate(full, {"C" + std::to_string(i), FolderId{9999}, {}});
  write(to_setting(full));
  set("another", inbox());
  EXPECT_THAT(classes(), ElementsAre("", "another"));
}

TEST_F(ReceiveFolders, that_are_damaged_are_found_by_check_and_can_be_set_again) {
  write("1\nnonsense\n");
  EXPECT_EQ(code_of(store.receive_folder(ana, "IPM")), Code::corrupt);
  EXPECT_THAT(must(store.check(ana)), Contains(HasSubstr("receive folders")));
  set("IPM", root);
  EXPECT_EQ(folder_of("IPM.Note"), root);
  EXPECT_EQ(folder_of("Report.IPM"), inbox());
  EXPECT_TRUE(must(store.check(ana)).empty());
}

TEST_F(ReceiveFolders, are_rows_of_a_table_that_can_be_restricted_and_sorted) {
  const FolderId samples = make("Samples");
  set("IPM.Note.Sample", samples);
  Table table = must(store.receive_folder_table(ana));
  EXPECT_EQ(must(table.row_count()), 5u);
  must(table.set_columns({tag::message_class, tag::entryid}));
  EXPECT_EQ(must(table.read(1))[0][1].value, Value(encode(EntryId{store.guid(), inbox()})));
  const Bytes key = record_key(EntryId{store.guid(), samples});
  must(table.restrict(
      Restriction{PropertyRestriction{tag::record_key, Relation::equal, {tag::record_key, key}}}));
  const auto rows = must(table.read(10));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][0].value, Value(std::string("IPM.Note.Sample")));
}

}  // namespace
}  // namespace postroom::store
