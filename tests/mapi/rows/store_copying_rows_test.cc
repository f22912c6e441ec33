// Rows 51, 53 and 83: folders and messages copied and moved to another store, which has ids of its own for
// the names of properties.
#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr GUID kSet = {0x12345678, 0x1234, 0x5678, {1, 2, 3, 4, 5, 6, 7, 8}};

// The tag of a named text in this store.
ULONG named_text(IMAPIProp& object, const wchar_t* name) {
  GUID set = kSet;
  MAPINAMEID id{};
  id.lpguid = &set;
  id.ulKind = MNID_STRING;
  id.Kind.lpwstrName = const_cast<LPWSTR>(name);
  LPMAPINAMEID ids = &id;
  Buffer<SPropTagArray> tags;
  EXPECT_HR(S_OK, object.GetIDsFromNames(1, &ids, MAPI_CREATE, tags.out()));
  return CHANGE_PROP_TYPE(tags->aulPropTag[0], PT_UNICODE);
}

HRESULT copy_folder(IMAPIFolder& from, IMAPIFolder& folder, IMAPIFolder& to, ULONG flags) {
  const std::string id = entry_id_of(folder);
  return from.CopyFolder(id_size(id), id_ptr(id), nullptr, &to, nullptr, 0, nullptr, flags);
}
HRESULT copy_messages(IMAPIFolder& from, std::vector<std::string> ids, IMAPIFolder& to, ULONG flags) {
  EntryList list(std::move(ids));
  return from.CopyMessages(list.get(), nullptr, &to, 0, nullptr, flags);
}

std::string long_text(char of) { return std::string(100'000, of); }

// An attachment of bytes, and one of a message that has another one in it.
void add_attachments(IMessage& message) {
  ULONG number = 0;
  Ptr<IAttach> attachment;
  ASSERT_HR(S_OK, message.CreateAttach(nullptr, 0, &number, attachment.out()));
  ASSERT_HR(S_OK, set_number(*attachment, PR_ATTACH_METHOD, ATTACH_BY_VALUE));
  ASSERT_HR(S_OK, set_text(*attachment, PR_ATTACH_LONG_FILENAME_W, "long.bin"));
  ASSERT_HR(S_OK, write_stream(*attachment, PR_ATTACH_DATA_BIN, long_text('d')));
  ASSERT_HR(S_OK, attachment->SaveChanges(0));
  ASSERT_HR(S_OK, message.CreateAttach(nullptr, 0, &number, attachment.out()));
  ASSERT_HR(S_OK, set_number(*attachment, PR_ATTACH_METHOD, ATTACH_EMBEDDED_MSG));
  Ptr<IMessage> inside;
  ASSERT_HR(S_OK, attachment->OpenProperty(PR_ATTACH_DATA_OBJ, &IID_IMessage, 0, MAPI_CREATE | MAPI_MODIFY,
                                           inside.unknown()));
  ASSERT_HR(S_OK, set_text(*inside, PR_SUBJECT_W, "inside"));
  ASSERT_HR(S_OK, set_text(*inside, named_text(*inside, L"flavour"), "salt"));
  ASSERT_HR(S_OK, modify_recipients(*inside, MODRECIP_ADD, {{"Di", "di@x.org"}}));
  ASSERT_HR(S_OK, inside->SaveChanges(0));
  ASSERT_HR(S_OK, attachment->SaveChanges(0));
}

// A message with something of everything, in this folder.
std::string add_full_message(IMAPIFolder& folder) {
  const auto message = create_message(folder);
  EXPECT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "RE: everything"));
  EXPECT_HR(S_OK, set_text(*message, named_text(*message, L"colour"), "green"));
  EXPECT_HR(S_OK, set_text(*message, named_text(*message, L"flavour"), "sweet"));
  EXPECT_HR(S_OK, write_stream(*message, PR_BODY_W, utf16le_from_utf8(long_text('b'))));
  EXPECT_HR(S_OK,
            modify_recipients(*message, MODRECIP_ADD, {{"Cy", "cy@x.org"}, {"Ed", "ed@x.org", MAPI_CC}}));
  add_attachments(*message);
  EXPECT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  return entry_id_of(*message);
}

Ptr<IAttach> attachment_at(IMessage& message, ULONG row) {
  const Rows rows = all_rows(*attachment_table(message), {PR_ATTACH_NUM});
  Ptr<IAttach> attachment;
  const LONG number = row < rows.size() ? number_of(rows[row].lpProps[0]).value_or(-1) : -1;
  EXPECT_HR(S_OK, message.OpenAttach(static_cast<ULONG>(number), nullptr, 0, attachment.out()));
  return attachment;
}

void expect_everything(IMessage& copy) {
  EXPECT_EQ(get_text(copy, PR_SUBJECT_W), "RE: everything");
  EXPECT_EQ(get_text(copy, PR_NORMALIZED_SUBJECT_W), "everything");
  EXPECT_EQ(read_stream(copy, PR_BODY_A), long_text('b'));
  EXPECT_EQ(get_text(copy, named_text(copy, L"colour")), "green");
  EXPECT_EQ(get_text(copy, named_text(copy, L"flavour")), "sweet");
  EXPECT_THAT(recipient_names(copy), ElementsAre("Cy", "Ed"));
  EXPECT_EQ(get_text(copy, PR_DISPLAY_CC_W), "Ed");
  ASSERT_EQ(row_count(*attachment_table(copy)), 2u);
  const auto first = attachment_at(copy, 0), second = attachment_at(copy, 1);
  EXPECT_EQ(get_text(*first, PR_ATTACH_LONG_FILENAME_W), "long.bin");
  EXPECT_EQ(read_stream(*first, PR_ATTACH_DATA_BIN), long_text('d'));
  EXPECT_EQ(get_number(*second, PR_ATTACH_METHOD), LONG{ATTACH_EMBEDDED_MSG});
  Ptr<IMessage> inside;
  ASSERT_HR(S_OK, second->OpenProperty(PR_ATTACH_DATA_OBJ, &IID_IMessage, 0, 0, inside.unknown()));
  EXPECT_EQ(get_text(*inside, PR_SUBJECT_W), "inside");
  EXPECT_EQ(get_text(*inside, named_text(*inside, L"flavour")), "salt");
  EXPECT_THAT(recipient_names(*inside), ElementsAre("Di"));
}

class TwoStores {
 public:
  TwoStores(Session& from, Session& to) : here(from), there(to), inbox(from.inbox()), other(to.inbox()) {
    // So that the same names have other ids there.
    for (const wchar_t* name : {L"first", L"second", L"flavour"}) named_text(there.store(), name);
  }
  Ptr<IMessage> only_message_there() {
    const Texts ids = column(*contents_table(*other), PR_ENTRYID);
    EXPECT_EQ(ids.size(), 1u);
    return there.open_message(ids.at(0));
  }
  Session &here, &there;
  const Ptr<IMAPIFolder> inbox, other;
};

TEST_F(RowTest, r083_names_keep_their_meaning_in_a_store_with_other_ids) {
  TwoStores stores(ana(), session_on(other_address()));
  const ULONG here = named_text(stores.here.store(), L"colour"),
              flavour = named_text(stores.here.store(), L"flavour");
  EXPECT_NE(get_text(stores.here.store(), PR_MAPPING_SIGNATURE),
            get_text(stores.there.store(), PR_MAPPING_SIGNATURE));
  ASSERT_HR(S_OK, copy_messages(*stores.inbox, {add_full_message(*stores.inbox)}, *stores.other, 0));
  const auto copy = stores.only_message_there();
  EXPECT_NE(named_text(*copy, L"colour"), here);
  EXPECT_NE(named_text(*copy, L"flavour"), flavour);
  EXPECT_EQ(get_text(*copy, named_text(*copy, L"colour")), "green");
}

TEST_F(RowTest, r053_a_message_copied_to_another_store_has_everything_there) {
  TwoStores stores(ana(), session_on(other_address()));
  const std::string id = add_full_message(*stores.inbox);
  ASSERT_HR(S_OK, copy_messages(*stores.inbox, {id}, *stores.other, 0));
  expect_everything(*stores.only_message_there());
  EXPECT_TRUE(holds(*stores.inbox, id));
}

TEST_F(RowTest, r053_a_message_moved_to_another_store_is_gone_here) {
  TwoStores stores(ana(), session_on(other_address()));
  const std::string id = add_full_message(*stores.inbox), gone = add("gone");
  EntryList list({gone});
  ASSERT_HR(S_OK, stores.inbox->DeleteMessages(list.get(), 0, nullptr, DELETE_HARD_DELETE));
  EXPECT_HR(MAPI_W_PARTIAL_COMPLETION, copy_messages(*stores.inbox, {gone, id}, *stores.other, MESSAGE_MOVE));
  expect_everything(*stores.only_message_there());
  EXPECT_THAT(subjects(*stores.inbox), IsEmpty());
}

TEST_F(RowTest, r053_an_associated_message_stays_one_in_another_store) {
  TwoStores stores(ana(), session_on(other_address()));
  const auto message = create_message(*stores.inbox, MAPI_ASSOCIATED);
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  ASSERT_HR(S_OK, copy_messages(*stores.inbox, {entry_id_of(*message)}, *stores.other, 0));
  EXPECT_EQ(get_number(*stores.other, PR_CONTENT_COUNT), 0);
  EXPECT_EQ(get_number(*stores.other, PR_ASSOC_CONTENT_COUNT), 1);
}

TEST_F(RowTest, r053_nothing_is_copied_into_a_store_that_is_only_read) {
  LogonSettings reading;
  reading.flags = MDB_NO_DIALOG;
  TwoStores stores(ana(), session_on(other_address()));
  const std::string id = add("one");
  const auto closed = session_on(other_address(), reading).inbox();
  EXPECT_HR(MAPI_E_NO_ACCESS, copy_messages(*stores.inbox, {id}, *closed, 0));
  EXPECT_HR(MAPI_E_NO_ACCESS, copy_messages(*stores.inbox, {id}, *closed, MESSAGE_MOVE));
  EXPECT_TRUE(holds(*stores.inbox, id));
  EXPECT_THAT(subjects(*stores.other), IsEmpty());
}

TEST_F(RowTest, r051_a_folder_copied_to_another_store_has_everything_there) {
  TwoStores stores(ana(), session_on(other_address()));
  const auto top = create_folder(*stores.inbox, "top"), child = create_folder(*top, "child");
  ASSERT_HR(S_OK, set_text(*top, PR_COMMENT_W, "its comment"));
  add_full_message(*child);
  ASSERT_HR(S_OK, create_message(*top, MAPI_ASSOCIATED)->SaveChanges(0));
  ASSERT_HR(S_OK, copy_folder(*stores.inbox, *top, *stores.other, COPY_SUBFOLDERS));
  EXPECT_HR(MAPI_E_COLLISION, copy_folder(*stores.inbox, *top, *stores.other, 0));
  const Rows rows = all_rows(*hierarchy_table(*stores.other, CONVENIENT_DEPTH | MAPI_UNICODE),
                             {PR_DISPLAY_NAME_W, PR_ENTRYID, PR_COMMENT_W, PR_ASSOC_CONTENT_COUNT});
  ASSERT_THAT(texts(rows, PR_DISPLAY_NAME_W), ElementsAre("top", "child"));
  EXPECT_EQ(text_in(rows[0], PR_COMMENT_W), "its comment");
  EXPECT_EQ(text_in(rows[0], PR_ASSOC_CONTENT_COUNT), "1");
  const auto copied = stores.there.open_folder(text_in(rows[1], PR_ENTRYID));
  const Texts ids = column(*contents_table(*copied), PR_ENTRYID);
  ASSERT_EQ(ids.size(), 1u);
  expect_everything(*stores.there.open_message(ids[0]));
}

TEST_F(RowTest, r051_a_folder_moved_to_another_store_is_gone_here) {
  TwoStores stores(ana(), session_on(other_address()));
  const auto top = create_folder(*stores.inbox, "top"), child = create_folder(*top, "child");
  add_message(*child, "one");
  ASSERT_HR(S_OK, copy_folder(*stores.inbox, *top, *stores.other, FOLDER_MOVE));
  const auto names = [](IMAPIFolder& folder) {
    return column(*hierarchy_table(folder, CONVENIENT_DEPTH | MAPI_UNICODE), PR_DISPLAY_NAME_W);
  };
  EXPECT_THAT(names(*stores.inbox), IsEmpty());
  EXPECT_THAT(names(*stores.other), ElementsAre("top", "child"));
}

TEST_F(RowTest, r083_a_message_copied_by_CopyTo_into_another_store_has_everything_there) {
  TwoStores stores(ana(), session_on(other_address()));
  const auto source = stores.here.open_message(add_full_message(*stores.inbox), 0);
  const auto copy = create_message(*stores.other);
  ASSERT_HR(S_OK, source->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr));
  ASSERT_HR(S_OK, copy->SaveChanges(KEEP_OPEN_READONLY));
  expect_everything(*stores.only_message_there());
  EXPECT_EQ(get_text(*copy, PR_SEARCH_KEY), get_text(*source, PR_SEARCH_KEY));
  EXPECT_NE(get_text(*copy, PR_RECORD_KEY), get_text(*source, PR_RECORD_KEY));
}

TEST_F(RowTest, r071_a_docfile_goes_to_another_store_with_its_attachment) {
  TwoStores stores(ana(), session_on(other_address()));
  const auto message = create_message(*stores.inbox);
  ULONG number = 0;
  Ptr<IAttach> attachment;
  Ptr<IStream> stream;
  ASSERT_HR(S_OK, message->CreateAttach(nullptr, 0, &number, attachment.out()));
  ASSERT_HR(S_OK, set_number(*attachment, PR_ATTACH_METHOD, ATTACH_OLE));
  ASSERT_HR(S_OK, attachment->OpenProperty(PR_ATTACH_DATA_OBJ, &IID_IStreamDocfile, 0,
                                           MAPI_CREATE | MAPI_MODIFY, stream.unknown()));
  ASSERT_HR(S_OK, stream->Write("docfile", 7, nullptr));
  stream.reset();
  ASSERT_HR(S_OK, attachment->SaveChanges(0));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  ASSERT_HR(S_OK, copy_messages(*stores.inbox, {entry_id_of(*message)}, *stores.other, 0));
  const auto copied = attachment_at(*stores.only_message_there(), 0);
  ASSERT_HR(S_OK, copied->OpenProperty(PR_ATTACH_DATA_OBJ, &IID_IStreamDocfile, 0, 0, stream.unknown()));
  char bytes[9] = {};
  ULONG got = 0;
  ASSERT_HR(S_OK, stream->Read(bytes, 8, &got));
  EXPECT_EQ(std::string(bytes, got), "docfile");
}

TEST_F(RowTest, r051_what_another_store_cannot_take_keeps_a_moved_folder_here) {
  TwoStores stores(ana(), session_on(other_address()));
  const auto top = create_folder(*stores.inbox, "top");
  create_folder(*top, "search", FOLDER_SEARCH);
  const std::string id = add_message(*top, "one");
  EXPECT_HR(MAPI_W_PARTIAL_COMPLETION, copy_folder(*stores.inbox, *top, *stores.other, FOLDER_MOVE));
  EXPECT_TRUE(holds(*top, id));
  EXPECT_THAT(column(*hierarchy_table(*stores.other), PR_DISPLAY_NAME_W), ElementsAre("top"));
}

}  // namespace
}  // namespace mapi_host
