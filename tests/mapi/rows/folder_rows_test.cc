// Rows 42 to 50: the folders that every store has, what a folder says of itself, folders made and deleted.
#include <set>

#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr ULONG kSpecial[] = {PR_IPM_SUBTREE_ENTRYID,     PR_IPM_OUTBOX_ENTRYID, PR_IPM_SENTMAIL_ENTRYID,
                              PR_IPM_WASTEBASKET_ENTRYID, PR_VIEWS_ENTRYID,      PR_COMMON_VIEWS_ENTRYID,
                              PR_FINDER_ENTRYID};

HRESULT delete_folder(IMAPIFolder& parent, const std::string& id, ULONG flags) {
  return parent.DeleteFolder(id_size(id), id_ptr(id), 0, nullptr, flags);
}
HRESULT make_folder(IMAPIFolder& parent, const wchar_t* name, ULONG flags, Ptr<IMAPIFolder>& made) {
  return parent.CreateFolder(FOLDER_GENERIC, reinterpret_cast<LPTSTR>(const_cast<wchar_t*>(name)), nullptr,
                             nullptr, flags | MAPI_UNICODE, made.out());
}
// A message that is made is read, unless it is said otherwise before its first save.
std::string add_unread(IMAPIFolder& folder) {
  const auto message = create_message(folder);
  EXPECT_HR(S_OK, set_number(*message, PR_MESSAGE_FLAGS, 0));
  EXPECT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  return entry_id_of(*message);
}
Texts child_names(IMAPIFolder& folder) { return column(*hierarchy_table(folder), PR_DISPLAY_NAME_W); }

TEST_F(RowTest, r042_a_null_entry_id_opens_the_root_which_is_its_own_parent) {
  const auto root = ana().root();
  EXPECT_EQ(get_number(*root, PR_FOLDER_TYPE), LONG{FOLDER_ROOT});
  EXPECT_EQ(get_text(*root, PR_PARENT_ENTRYID), entry_id_of(*root));
  EXPECT_EQ(get_number(*root, PR_OBJECT_TYPE), LONG{MAPI_FOLDER});
}

TEST_F(RowTest, r043_the_subtree_of_mail_lists_its_folders) {
  const auto subtree = ana().folder(PR_IPM_SUBTREE_ENTRYID);
  EXPECT_EQ(get_text(*subtree, PR_PARENT_ENTRYID), entry_id_of(*ana().root()));
  const Texts ids = column(*hierarchy_table(*subtree), PR_ENTRYID);
  EXPECT_THAT(ids, Contains(entry_id_of(*ana().inbox())));
  EXPECT_THAT(ids, Contains(entry_id_of(*ana().folder(PR_IPM_OUTBOX_ENTRYID))));
}

TEST_F(RowTest, r044_nine_special_folders_open_and_are_all_different) {
  std::set<std::string> ids{entry_id_of(*ana().root()), entry_id_of(*ana().inbox())};
  for (const ULONG tag : kSpecial) ids.insert(entry_id_of(*ana().folder(tag)));
  EXPECT_EQ(ids.size(), 9u);
}

TEST_F(RowTest, r044_the_mask_says_that_all_special_folders_are_valid) {
  EXPECT_EQ(get_number(ana().store(), PR_VALID_FOLDER_MASK), 0xFF);
}

TEST_F(RowTest, r045_a_session_that_only_reads_finds_the_least_set) {
  LogonSettings settings;
  settings.flags = MDB_NO_DIALOG;
  Session& reader = session(settings);
  for (const ULONG tag : {PR_IPM_SUBTREE_ENTRYID, PR_IPM_WASTEBASKET_ENTRYID, PR_FINDER_ENTRYID}) {
    EXPECT_EQ(get_number(*reader.folder(tag), PR_ACCESS_LEVEL), 0);
  }
  EXPECT_EQ(get_text(*reader.inbox(), PR_ENTRYID), entry_id_of(*ana().inbox()));
}

TEST_F(RowTest, r046_a_folder_at_the_root_is_outside_the_subtree_of_mail) {
  const auto root = ana().root();
  const std::string hidden = entry_id_of(*create_folder(*root, "hidden"));
  EXPECT_THAT(column(*hierarchy_table(*root), PR_ENTRYID), Contains(hidden));
  const auto subtree = ana().folder(PR_IPM_SUBTREE_ENTRYID);
  EXPECT_THAT(column(*hierarchy_table(*subtree, CONVENIENT_DEPTH), PR_ENTRYID), Not(Contains(hidden)));
}

TEST_F(RowTest, r047_a_folder_has_every_required_property) {
  const auto folder = create_folder(*ana().inbox(), "new");
  for (const ULONG tag : {PR_DISPLAY_NAME_W, PR_ENTRYID, PR_FOLDER_TYPE, PR_OBJECT_TYPE, PR_PARENT_ENTRYID,
                          PR_RECORD_KEY, PR_STORE_ENTRYID, PR_STORE_RECORD_KEY, PR_CONTAINER_FLAGS,
                          PR_STORE_SUPPORT_MASK, PR_SUBFOLDERS, PR_CONTENT_COUNT, PR_CONTENT_UNREAD,
                          PR_ASSOC_CONTENT_COUNT, PR_ACCESS, PR_ACCESS_LEVEL, PR_COMMENT_W, PR_STATUS}) {
    EXPECT_EQ(get_error(*folder, tag), S_OK) << std::hex << tag;
    EXPECT_THAT(tags_of(*folder), Contains(tag));
  }
  for (const ULONG tag : {PR_CONTAINER_HIERARCHY, PR_CONTAINER_CONTENTS, PR_FOLDER_ASSOCIATED_CONTENTS}) {
    EXPECT_THAT(tags_of(*folder), Contains(tag));
    Ptr<IMAPITable> table;
    EXPECT_HR(S_OK, folder->OpenProperty(tag, &IID_IMAPITable, 0, 0, table.unknown())) << std::hex << tag;
  }
}

TEST_F(RowTest, r047_a_folder_says_what_it_is_and_what_may_be_done) {
  const auto folder = create_folder(*ana().inbox(), "new");
  EXPECT_EQ(get_text(*folder, PR_DISPLAY_NAME_W), "new");
  EXPECT_EQ(get_number(*folder, PR_OBJECT_TYPE), LONG{MAPI_FOLDER});
  EXPECT_EQ(get_number(*folder, PR_FOLDER_TYPE), LONG{FOLDER_GENERIC});
  EXPECT_EQ(get_text(*folder, PR_PARENT_ENTRYID), entry_id_of(*ana().inbox()));
  EXPECT_EQ(get_number(*folder, PR_ACCESS), 0x3F);
  EXPECT_EQ(get_text(*folder, PR_STORE_ENTRYID), get_text(ana().store(), PR_STORE_ENTRYID));
  EXPECT_EQ(get_text(*folder, PR_STORE_RECORD_KEY), get_text(ana().store(), PR_RECORD_KEY));
  EXPECT_EQ(get_number(*folder, PR_STORE_SUPPORT_MASK), get_number(ana().store(), PR_STORE_SUPPORT_MASK));
}

TEST_F(RowTest, r047_a_folder_is_renamed_at_once_and_keeps_its_entry_id) {
  const auto folder = create_folder(*ana().inbox(), "old");
  const std::string id = entry_id_of(*folder);
  ASSERT_HR(S_OK, set_text(*folder, PR_DISPLAY_NAME_W, "new"));
  EXPECT_EQ(get_text(*ben().open_folder(id), PR_DISPLAY_NAME_W), "new");
  EXPECT_EQ(entry_id_of(*folder), id);
}

TEST_F(RowTest, r048_counters_follow_what_is_made_read_and_deleted) {
  const auto folder = create_folder(*ana().inbox(), "counted");
  const std::string first = add_unread(*folder);
  add_unread(*folder);
  EXPECT_EQ(get_number(*folder, PR_CONTENT_COUNT), 2);
  EXPECT_EQ(get_number(*folder, PR_CONTENT_UNREAD), 2);
  EntryList list({first});
  ASSERT_HR(S_OK, folder->SetReadFlags(list.get(), 0, nullptr, 0));
  EXPECT_EQ(get_number(*folder, PR_CONTENT_UNREAD), 1);
  ASSERT_HR(S_OK, folder->DeleteMessages(list.get(), 0, nullptr, 0));
  EXPECT_EQ(get_number(*folder, PR_CONTENT_COUNT), 1);
  EXPECT_EQ(get_number(*folder, PR_CONTENT_UNREAD), 1);
}

TEST_F(RowTest, r048_associated_messages_have_a_counter_of_their_own) {
  const auto folder = create_folder(*ana().inbox(), "counted");
  ASSERT_HR(S_OK, create_message(*folder, MAPI_ASSOCIATED)->SaveChanges(0));
  EXPECT_EQ(get_number(*folder, PR_CONTENT_COUNT), 0);
  EXPECT_EQ(get_number(*folder, PR_CONTENT_UNREAD), 0);
  EXPECT_EQ(get_number(*folder, PR_ASSOC_CONTENT_COUNT), 1);
}

TEST_F(RowTest, r048_a_folder_knows_whether_it_has_folders) {
  const auto folder = create_folder(*ana().inbox(), "parent");
  EXPECT_EQ(get_number(*folder, PR_SUBFOLDERS), 0);
  const std::string child = entry_id_of(*create_folder(*folder, "child"));
  EXPECT_EQ(get_number(*folder, PR_SUBFOLDERS), 1);
  ASSERT_HR(S_OK, delete_folder(*folder, child, 0));
  EXPECT_EQ(get_number(*folder, PR_SUBFOLDERS), 0);
}

TEST_F(RowTest, r048_counters_cannot_be_set) {
  const auto folder = create_folder(*ana().inbox(), "counted");
  for (const ULONG tag : {PR_CONTENT_COUNT, PR_CONTENT_UNREAD, PR_FOLDER_TYPE}) {
    Values values;
    values.add(tag, LONG{7});
    EXPECT_EQ(problem_of_setting(*folder, values), MAPI_E_COMPUTED) << std::hex << tag;
    EXPECT_NE(get_number(*folder, tag), 7);
  }
}

TEST_F(RowTest, r049_a_second_folder_of_the_name_collides_or_is_opened) {
  const auto inbox = ana().inbox();
  Ptr<IMAPIFolder> first, second;
  ASSERT_HR(S_OK, make_folder(*inbox, L"Projects", 0, first));
  EXPECT_HR(MAPI_E_COLLISION, make_folder(*inbox, L"Projects", 0, second));
  EXPECT_FALSE(second);
  ASSERT_HR(S_OK, make_folder(*inbox, L"Projects", OPEN_IF_EXISTS, second));
  EXPECT_EQ(entry_id_of(*second), entry_id_of(*first));
  EXPECT_THAT(child_names(*inbox), ElementsAre("Projects"));
  ASSERT_HR(S_OK, make_folder(*first, L"Projects", 0, second)) << "elsewhere the name is free";
}

TEST_F(RowTest, r049_a_folder_is_made_with_its_comment_and_only_of_a_kind_that_can_be_made) {
  const auto inbox = ana().inbox();
  Ptr<IMAPIFolder> made;
  char name[] = "n\xC3\xA4me", comment[] = "what it is for", empty[] = "";
  ASSERT_HR(S_OK, inbox->CreateFolder(FOLDER_GENERIC, name, comment, &IID_IMAPIFolder, 0, made.out()));
  EXPECT_EQ(get_text(*made, PR_DISPLAY_NAME_W), name);
  EXPECT_EQ(get_text(*made, PR_COMMENT_W), comment);
  char other[] = "other";
  EXPECT_HR(MAPI_E_INVALID_PARAMETER,
            inbox->CreateFolder(FOLDER_ROOT, other, nullptr, nullptr, 0, made.out()));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER,
            inbox->CreateFolder(FOLDER_GENERIC, empty, nullptr, nullptr, 0, made.out()));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER,
            inbox->CreateFolder(FOLDER_GENERIC, nullptr, nullptr, nullptr, 0, made.out()));
  EXPECT_THAT(child_names(*inbox), ElementsAre(name));
}

TEST_F(RowTest, r049_a_folder_that_cannot_be_given_is_not_made) {
  const auto inbox = ana().inbox();
  Ptr<IMAPIFolder> made;
  char name[] = "Projects";
  EXPECT_HR(MAPI_E_INTERFACE_NOT_SUPPORTED,
            inbox->CreateFolder(FOLDER_GENERIC, name, nullptr, &IID_IMessage, 0, made.out()));
  EXPECT_FALSE(made);
  EXPECT_THAT(child_names(*inbox), IsEmpty());
  for (const IID& iid : {IID_IMAPIFolder, IID_IMAPIContainer, IID_IMAPIProp, IID_IUnknown}) {
    ASSERT_HR(S_OK, inbox->CreateFolder(FOLDER_GENERIC, name, nullptr, &iid, OPEN_IF_EXISTS, made.out()));
    EXPECT_EQ(get_text(*made, PR_DISPLAY_NAME_W), name);
  }
}

TEST_F(RowTest, r050_a_folder_with_messages_is_only_deleted_with_them) {
  const auto inbox = ana().inbox(), folder = create_folder(*inbox, "full");
  const std::string id = entry_id_of(*folder), message = add_message(*folder, "one");
  EXPECT_HR(MAPI_E_HAS_MESSAGES, delete_folder(*inbox, id, 0));
  EXPECT_HR(MAPI_E_HAS_MESSAGES, delete_folder(*inbox, id, DEL_FOLDERS));
  EXPECT_EQ(subjects(*folder).size(), 1u);
  EXPECT_HR(S_OK, delete_folder(*inbox, id, DEL_MESSAGES));
  EXPECT_THAT(child_names(*inbox), IsEmpty());
  Ptr<IMessage> gone;
  EXPECT_HR(MAPI_E_NOT_FOUND, ana().try_open(message, 0, gone));
}

TEST_F(RowTest, r050_a_folder_with_folders_is_only_deleted_with_them) {
  const auto inbox = ana().inbox(), folder = create_folder(*inbox, "parent"),
             child = create_folder(*folder, "child");
  const std::string id = entry_id_of(*folder);
  add_message(*child, "one");
  EXPECT_HR(MAPI_E_HAS_FOLDERS, delete_folder(*inbox, id, 0));
  EXPECT_HR(MAPI_E_HAS_FOLDERS, delete_folder(*inbox, id, DEL_MESSAGES));
  EXPECT_HR(S_OK, delete_folder(*inbox, id, DEL_MESSAGES | DEL_FOLDERS));
  EXPECT_THAT(child_names(*inbox), IsEmpty());
}

TEST_F(RowTest, r050_special_folders_and_the_root_are_not_deleted) {
  const auto root = ana().root(), subtree = ana().folder(PR_IPM_SUBTREE_ENTRYID);
  constexpr ULONG kAll = DEL_MESSAGES | DEL_FOLDERS;
  EXPECT_TRUE(FAILED(delete_folder(*root, entry_id_of(*root), kAll)));
  EXPECT_TRUE(FAILED(delete_folder(*root, entry_id_of(*subtree), kAll)));
  EXPECT_TRUE(FAILED(delete_folder(*subtree, entry_id_of(*ana().inbox()), kAll)));
  EXPECT_HR(MAPI_E_NOT_FOUND, delete_folder(*ana().inbox(), entry_id_of(*subtree), kAll)) << "no child of it";
  EXPECT_THAT(column(*hierarchy_table(*root), PR_ENTRYID), Contains(entry_id_of(*subtree)));
}

}  // namespace
}  // namespace mapi_host
