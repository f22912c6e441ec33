// Row 29: what is opened through the logon is what is opened through the store.
#include "mapi/host/table.h"
#include "mapi/rows/listening.h"

namespace mapi_host {
namespace {

template <class Opener, class Interface>
HRESULT open(Opener& opener, const std::string& id, LPCIID iid, ULONG flags, ULONG& type,
             Ptr<Interface>& object) {
  return opener.OpenEntry(id_size(id), id.empty() ? nullptr : id_ptr(id), iid, flags, &type,
                          object.unknown());
}

TEST_F(RowTest, r029_a_message_that_the_logon_opened_is_edited_and_saved) {
  const std::string id = add("one");
  Ptr<IMessage> message;
  ULONG type = 0;
  ASSERT_HR(S_OK, open(*ana().logon(), id, &IID_IMessage, MAPI_MODIFY, type, message));
  EXPECT_EQ(type, ULONG{MAPI_MESSAGE});
  EXPECT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "edited"));
  EXPECT_HR(S_OK, message->SaveChanges(0));
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "edited");
}

TEST_F(RowTest, r029_logon_and_store_open_the_same_and_refuse_the_same) {
  const std::string message = add("one"), folder = entry_id_of(*ana().inbox());
  std::string foreign = message, gone = add("gone");
  foreign[5] = static_cast<char>(~foreign[5]);
  EntryList list({gone});
  ASSERT_HR(S_OK, ana().inbox()->DeleteMessages(list.get(), 0, nullptr, DELETE_HARD_DELETE));
  for (const std::string& id : {std::string(), message, folder, foreign, gone, message.substr(1)}) {
    for (const LPCIID iid :
         {LPCIID{nullptr}, &IID_IMAPIProp, &IID_IMessage, &IID_IMAPIFolder, &IID_IMAPITable}) {
      Ptr<IMAPIProp> by_logon, by_store;
      ULONG type_of_logon = 7, type_of_store = 7;
      const HRESULT result = open(*ana().logon(), id, iid, MAPI_BEST_ACCESS, type_of_logon, by_logon);
      EXPECT_HR(open(ana().store(), id, iid, MAPI_BEST_ACCESS, type_of_store, by_store), result);
      EXPECT_EQ(type_of_logon, type_of_store);
      EXPECT_EQ(static_cast<bool>(by_logon), result == S_OK);
      if (result == S_OK) {
        EXPECT_EQ(entry_id_of(*by_logon), entry_id_of(*by_store));
      }
    }
  }
}

TEST_F(RowTest, r029_without_an_interface_the_object_comes_by_its_own) {
  const std::string id = add("one");
  Ptr<IMessage> message;
  Ptr<IMAPIFolder> root;
  ULONG type = 0;
  ASSERT_HR(S_OK, open(*ana().logon(), id, nullptr, 0, type, message));
  EXPECT_EQ(get_text(*message, PR_SUBJECT_W), "one");
  ASSERT_HR(S_OK, open(*ana().logon(), "", nullptr, 0, type, root));
  EXPECT_EQ(type, ULONG{MAPI_FOLDER});
  EXPECT_EQ(get_number(*root, PR_FOLDER_TYPE), LONG{FOLDER_ROOT});
}

TEST_F(RowTest, r029_what_the_logon_opened_ends_with_the_store) {
  const std::string id = add("one");
  Session& session = this->session({});
  Ptr<IMessage> message;
  ULONG type = 0;
  ASSERT_HR(S_OK, open(*session.logon(), id, nullptr, MAPI_MODIFY, type, message));
  session.store_ptr().reset();
  EXPECT_HR(MAPI_E_INVALID_OBJECT, set_text(*message, PR_SUBJECT_W, "late"));
  EXPECT_HR(MAPI_E_INVALID_OBJECT, open(*session.logon(), id, nullptr, 0, type, message));
}

TEST_F(RowTest, r029_who_listens_through_the_logon_is_told_the_same) {
  const Ptr<Sink> sink(new Sink);
  ULONG_PTR connection = 0;
  ASSERT_HR(S_OK, ana().logon()->Advise(0, nullptr, fnevObjectCreated, sink.get(), &connection));
  EXPECT_NE(connection, 0U);
  const std::string id = add("one");
  EXPECT_TRUE(sink->wait_for(fnevObjectCreated, id));
  EXPECT_HR(S_OK, ana().logon()->Unadvise(connection));
  EXPECT_EQ(sink->references(), 1U);
}

}  // namespace
}  // namespace mapi_host
