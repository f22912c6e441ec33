// Rows 30 and 146: a store that is opened for reading takes nothing, whatever its client tries.
#include "mapi/rows/two_handles.h"

namespace mapi_host {
namespace {

LogonSettings reading() {
  LogonSettings settings;
  settings.flags = MDB_NO_DIALOG;
  return settings;
}

// What is in a store, for comparing.
std::vector<std::string> state_of(Session& session) {
  std::vector<std::string> state = subjects(*session.inbox());
  Ptr<IMAPITable> folders;
  EXPECT_HR(S_OK, session.root()->GetHierarchyTable(CONVENIENT_DEPTH | MAPI_UNICODE, folders.out()));
  for (const std::string& name : column(*folders, PR_DISPLAY_NAME_W)) state.push_back(name);
  state.push_back(get_text(session.store(), PR_DISPLAY_NAME_W).value_or("(none)"));
  return state;
}

void expect_no_access_to_folder(Session& session, IMAPIFolder& folder, const std::string& id) {
  Ptr<IMessage> message;
  EXPECT_HR(MAPI_E_NO_ACCESS, folder.CreateMessage(nullptr, 0, message.out()));
  EntryList list({id});
  EXPECT_HR(MAPI_E_NO_ACCESS, folder.DeleteMessages(list.get(), 0, nullptr, 0));
  EXPECT_HR(MAPI_E_NO_ACCESS, folder.SetReadFlags(list.get(), 0, nullptr, CLEAR_READ_FLAG));
  EXPECT_HR(MAPI_E_NO_ACCESS, folder.CopyMessages(list.get(), nullptr, &folder, 0, nullptr, 0));
  EXPECT_HR(MAPI_E_NO_ACCESS, folder.CopyMessages(list.get(), nullptr, session.root().get(), 0, nullptr, MESSAGE_MOVE));
  EXPECT_HR(MAPI_E_NO_ACCESS, folder.EmptyFolder(0, nullptr, 0));
  EXPECT_HR(MAPI_E_NO_ACCESS, set_text(folder, PR_COMMENT_W, "changed"));
  EXPECT_HR(MAPI_E_NO_ACCESS, folder.DeleteProps(Tags({PR_COMMENT_W}).get(), nullptr));
  Ptr<IMAPIFolder> made;
  char name[] = "New";
  EXPECT_HR(MAPI_E_NO_ACCESS, folder.CreateFolder(FOLDER_GENERIC, name, nullptr, nullptr, 0, made.out()));
  ULONG before = 0;
  EXPECT_HR(MAPI_E_NO_ACCESS,
            folder.SetMessageStatus(id_size(id), id_ptr(id), MSGSTATUS_TAGGED, MSGSTATUS_TAGGED, &before));
}

TEST_F(RowTest, r146_every_write_to_a_store_that_is_open_for_reading_is_refused) {
  const std::string id = add("one");
  const auto sub = create_folder(*ana().inbox(), "Below");
  Session& reader = session(reading());
  const std::vector<std::string> before = state_of(ana());
  const auto folder = reader.inbox();
  expect_no_access_to_folder(reader, *folder, id);
  const std::string below = entry_id_of(*sub);
  EXPECT_HR(MAPI_E_NO_ACCESS, folder->DeleteFolder(id_size(below), id_ptr(below), 0, nullptr, DEL_MESSAGES));
  EXPECT_HR(MAPI_E_NO_ACCESS, folder->CopyFolder(id_size(below), id_ptr(below), nullptr, reader.root().get(), nullptr, 0,
                                                 nullptr, FOLDER_MOVE));
  EXPECT_HR(MAPI_E_NO_ACCESS, set_text(reader.store(), PR_DISPLAY_NAME_W, "changed"));
  char message_class[] = "IPM.Other";
  EXPECT_HR(MAPI_E_NO_ACCESS, reader.store().SetReceiveFolder(message_class, 0, id_size(below), id_ptr(below)));
  EXPECT_EQ(state_of(ana()), before);
}

TEST_F(RowTest, r146_a_message_in_it_opens_for_reading_alone) {
  const std::string id = add("one");
  Session& reader = session(reading());
  Ptr<IMessage> message;
  EXPECT_HR(MAPI_E_NO_ACCESS, reader.try_open(id, MAPI_MODIFY, message));
  ASSERT_HR(S_OK, reader.try_open(id, MAPI_BEST_ACCESS, message));
  EXPECT_EQ(get_number(*message, PR_ACCESS_LEVEL), 0);
  EXPECT_HR(MAPI_E_NO_ACCESS, set_text(*message, PR_SUBJECT_W, "changed"));
  EXPECT_HR(MAPI_E_NO_ACCESS, message->DeleteProps(Tags({PR_SUBJECT_W}).get(), nullptr));
  EXPECT_HR(MAPI_E_NO_ACCESS, modify_recipients(*message, MODRECIP_ADD, {{"Cy", "cy@example.com"}}));
  EXPECT_HR(MAPI_E_NO_ACCESS, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_HR(MAPI_E_NO_ACCESS, message->SaveChanges(FORCE_SAVE));
  EXPECT_HR(MAPI_E_NO_ACCESS, message->SetReadFlag(CLEAR_READ_FLAG));
  Ptr<IAttach> attachment;
  ULONG number = 0;
  EXPECT_HR(MAPI_E_NO_ACCESS, message->CreateAttach(nullptr, 0, &number, attachment.out()));
  EXPECT_HR(MAPI_E_NO_ACCESS, write_stream(*message, PR_BODY_W, "changed"));
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "one");
}

TEST_F(RowTest, r146_a_profile_that_says_read_only_is_stronger_than_the_flags) {
  LogonSettings settings;
  settings.read_only = true;
  Session& reader = session(settings);
  EXPECT_HR(MAPI_E_NO_ACCESS, set_text(reader.store(), PR_DISPLAY_NAME_W, "changed"));
  const LONG mask = get_number(reader.store(), PR_STORE_SUPPORT_MASK).value();
  EXPECT_NE(mask & static_cast<LONG>(STORE_READONLY), 0);
  EXPECT_EQ(mask & static_cast<LONG>(STORE_MODIFY_OK | STORE_CREATE_OK), 0);
}

}  // namespace
}  // namespace mapi_host
