// Rows 104, 120 and 128: where mail arrives, and who is told of it.
#include "mapi/host/table.h"
#include "mapi/rows/listening.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;

// Which folder gets a class, and by which association.
struct Received {
  HRESULT result = S_OK;
  std::string folder, message_class;
};

Received receive(IMsgStore& store, const char* message_class) {
  Received got;
  ULONG size = 0;
  Buffer<ENTRYID> id;
  Buffer<char> by;
  got.result = store.GetReceiveFolder(const_cast<LPTSTR>(message_class), 0, &size, id.out(),
                                      reinterpret_cast<LPTSTR*>(by.out()));
  got.folder.assign(reinterpret_cast<const char*>(id.get()), size);
  if (by) got.message_class = by.get();
  return got;
}

HRESULT associate(IMsgStore& store, const char* message_class, const std::string& folder) {
  return store.SetReceiveFolder(const_cast<LPTSTR>(message_class), 0, id_size(folder),
                                folder.empty() ? nullptr : id_ptr(folder));
}

#define EXPECT_RECEIVES(of_class, in, by)                  \
  do {                                                     \
    const Received got = receive(ana().store(), of_class); \
    EXPECT_HR(S_OK, got.result);                           \
    EXPECT_EQ(got.folder, in);                             \
    EXPECT_EQ(got.message_class, by);                      \
  } while (false)

TEST_F(RowTest, r128_a_new_store_gets_mail_and_reports_in_the_inbox_and_the_rest_out_of_sight) {
  const std::string inbox = entry_id_of(*ana().inbox()), root = entry_id_of(*ana().root());
  EXPECT_RECEIVES("IPM", inbox, "IPM");
  EXPECT_RECEIVES("IPM.Note", inbox, "IPM");
  EXPECT_RECEIVES("Report.IPM.Note.NDR", inbox, "Report.IPM");
  EXPECT_RECEIVES("IPC.Anything", root, "IPC");
  EXPECT_RECEIVES("Other", inbox, "");
  EXPECT_RECEIVES("", inbox, "");
  EXPECT_RECEIVES(nullptr, inbox, "");
}

TEST_F(RowTest, r128_the_longest_class_wins_by_whole_parts_in_any_case) {
  const auto orders = create_folder(*ana().inbox(), "Orders"), forms = create_folder(*ana().inbox(), "Forms");
  const std::string order = entry_id_of(*orders), form = entry_id_of(*forms),
                    inbox = entry_id_of(*ana().inbox());
  ASSERT_HR(S_OK, associate(ana().store(), "IPM.Form", form));
  ASSERT_HR(S_OK, associate(ana().store(), "IPM.Form.Order", order));
  EXPECT_RECEIVES("IPM.Form.Order.Late", order, "IPM.Form.Order");
  EXPECT_RECEIVES("ipm.FORM.order", order, "IPM.Form.Order");
  EXPECT_RECEIVES("IPM.Form.Orders", form, "IPM.Form");
  EXPECT_RECEIVES("IPM.Formal", inbox, "IPM");
  EXPECT_EQ(receive(ben().store(), "IPM.Form.Order").folder, order)
      << "it is of the store, not of the session";
}

TEST_F(RowTest, r128_no_folder_forgets_the_association) {
  const std::string folder = entry_id_of(*create_folder(*ana().inbox(), "Forms")),
                    inbox = entry_id_of(*ana().inbox());
  ASSERT_HR(S_OK, associate(ana().store(), "IPM.Form", folder));
  EXPECT_HR(S_OK, associate(ana().store(), "IPM.Form", ""));
  EXPECT_RECEIVES("IPM.Form", inbox, "IPM");
  EXPECT_HR(S_OK, associate(ana().store(), "IPM.Form", "")) << "also where there is none";
}

TEST_F(RowTest, r128_the_default_is_that_of_the_empty_class_and_always_there) {
  const std::string folder = entry_id_of(*create_folder(*ana().inbox(), "Rest")),
                    inbox = entry_id_of(*ana().inbox());
  ASSERT_HR(S_OK, associate(ana().store(), nullptr, folder));
  EXPECT_RECEIVES("Other", folder, "");
  EXPECT_RECEIVES("IPM.Note", inbox, "IPM");
  ASSERT_HR(S_OK, associate(ana().store(), "", ""));
  EXPECT_RECEIVES("Other", inbox, "");
}

TEST_F(RowTest, r128_a_folder_that_is_deleted_receives_no_more) {
  const auto folder = create_folder(*ana().inbox(), "Forms");
  const std::string id = entry_id_of(*folder), inbox = entry_id_of(*ana().inbox());
  ASSERT_HR(S_OK, associate(ana().store(), "IPM.Form", id));
  ASSERT_HR(S_OK, ana().inbox()->DeleteFolder(id_size(id), id_ptr(id), 0, nullptr, DEL_MESSAGES));
  EXPECT_RECEIVES("IPM.Form", inbox, "IPM");
}

TEST_F(RowTest, r128_what_cannot_be_associated_changes_nothing) {
  const std::string inbox = entry_id_of(*ana().inbox()), message = add("one");
  std::string foreign = inbox;
  foreign[8] = static_cast<char>(~foreign[8]);
  EXPECT_HR(MAPI_E_INVALID_ENTRYID, associate(ana().store(), "IPM.Form", message));
  EXPECT_HR(MAPI_E_UNKNOWN_ENTRYID, associate(ana().store(), "IPM.Form", foreign));
  EXPECT_TRUE(FAILED(associate(ana().store(), ".IPM..", inbox)));
  EXPECT_RECEIVES("IPM.Form", inbox, "IPM");
  ULONG size = 0;
  Buffer<ENTRYID> id;
  char mail[] = "IPM";
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, ana().store().GetReceiveFolder(mail, 0, nullptr, id.out(), nullptr));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, ana().store().GetReceiveFolder(mail, 0, &size, nullptr, nullptr));
}

TEST_F(RowTest, r128_classes_of_either_width_are_the_same) {
  const std::string folder = entry_id_of(*create_folder(*ana().inbox(), "Forms"));
  wchar_t wide[] = L"IPM.Form";
  ASSERT_HR(S_OK, ana().store().SetReceiveFolder(reinterpret_cast<LPTSTR>(wide), MAPI_UNICODE,
                                                 id_size(folder), id_ptr(folder)));
  EXPECT_RECEIVES("IPM.Form", folder, "IPM.Form");
  ULONG size = 0;
  Buffer<ENTRYID> id;
  Buffer<wchar_t> by;
  ASSERT_HR(S_OK, ana().store().GetReceiveFolder(reinterpret_cast<LPTSTR>(wide), MAPI_UNICODE, &size,
                                                 id.out(), reinterpret_cast<LPTSTR*>(by.out())));
  EXPECT_STREQ(by.get(), L"IPM.Form");
}

TEST_F(RowTest, r104_the_table_has_a_row_for_each_association) {
  const auto folder = create_folder(*ana().inbox(), "Forms");
  ASSERT_HR(S_OK, associate(ana().store(), "IPM.Form", entry_id_of(*folder)));
  Ptr<IMAPITable> table;
  ASSERT_HR(S_OK, ana().store().GetReceiveFolderTable(MAPI_UNICODE, table.out()));
  EXPECT_THAT(column(*table, PR_MESSAGE_CLASS_W), ElementsAre("", "IPC", "IPM", "IPM.Form", "Report.IPM"));
  const Rows rows = all_rows(*table, {PR_ENTRYID, PR_MESSAGE_CLASS_W, PR_RECORD_KEY});
  for (ULONG i = 0; i < rows.size(); ++i) {
    const auto opened = ana().open_folder(text_in(rows[i], PR_ENTRYID));
    EXPECT_EQ(get_text(*opened, PR_RECORD_KEY), text_in(rows[i], PR_RECORD_KEY));
  }
}

TEST_F(RowTest, r104_the_table_can_be_restricted_by_the_record_key_of_a_folder) {
  const auto folder = create_folder(*ana().inbox(), "Forms");
  ASSERT_HR(S_OK, associate(ana().store(), "IPM.Form", entry_id_of(*folder)));
  ASSERT_HR(S_OK, associate(ana().store(), "IPM.Order", entry_id_of(*folder)));
  Ptr<IMAPITable> table;
  ASSERT_HR(S_OK, ana().store().GetReceiveFolderTable(MAPI_UNICODE, table.out()));
  restrict_to(*table, is(PR_RECORD_KEY, get_text(*folder, PR_RECORD_KEY).value()));
  EXPECT_THAT(column(*table, PR_MESSAGE_CLASS_W), ElementsAre("IPM.Form", "IPM.Order"));
}

// What a spooler says of a message that has come; its bytes are overwritten when the call is over.
void announce(IMsgStore& store, std::string id, std::string folder, std::string message_class) {
  NOTIFICATION notification{};
  notification.ulEventType = fnevNewMail;
  NEWMAIL_NOTIFICATION& mail = notification.info.newmail;
  mail = {id_size(id), id_ptr(id), id_size(folder), id_ptr(folder), 0, message_class.data(), 0};
  EXPECT_HR(S_OK, store.NotifyNewMail(&notification));
  EXPECT_EQ(mail.cbEntryID, id.size());
  for (std::string* text : {&id, &folder, &message_class}) text->assign(text->size(), '?');
}

TEST_F(RowTest, r120_new_mail_is_told_to_who_listens_for_it_in_the_whole_store) {
  const std::string folder = entry_id_of(*ana().inbox()), id = add("come");
  const Listener all(ana(), fnevNewMail), others(ana(), kEverything & ~ULONG{fnevNewMail}),
      of_folder(ana(), fnevNewMail | fnevObjectModified, folder);
  announce(ana().store(), id, folder, "IPM.Note");
  ASSERT_TRUE(all->wait_for(fnevNewMail));
  const Told told = all->told().at(0);
  EXPECT_EQ(told.entry, id);
  EXPECT_EQ(told.parent, folder);
  EXPECT_EQ(told.message_class, "IPM.Note");
  add("later");
  EXPECT_TRUE(others->wait_for(fnevObjectCreated));
  EXPECT_TRUE(of_folder->wait_for(fnevObjectModified));
  EXPECT_EQ(others->count(fnevNewMail), 0U);
  EXPECT_EQ(of_folder->count(fnevNewMail), 0U);
  EXPECT_EQ(all->told().size(), 1U);
}

TEST_F(RowTest, r120_only_new_mail_can_be_announced) {
  NOTIFICATION notification{};
  notification.ulEventType = fnevObjectCreated;
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, ana().store().NotifyNewMail(&notification));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, ana().store().NotifyNewMail(nullptr));
}

}  // namespace
}  // namespace mapi_host
