// Rows 40 and 81: what the store says of itself, and what each object says of its last error.
#include "mapi/rows/logging_on.h"

namespace mapi_host {
namespace {

SCODE problem_of_number(IMAPIProp& object, ULONG tag, LONG number) {
  Values values;
  values.add(tag, number);
  return problem_of_setting(object, values);
}

SCODE problem_of_text(IMAPIProp& object, ULONG tag, const std::string& text) {
  Values values;
  values.add(tag, text);
  return problem_of_setting(object, values);
}

// What an object says of a failure.
struct Said {
  HRESULT result = S_OK;
  Buffer<MAPIERROR> error;
};

template <class Object>
Said last_error(Object& object, HRESULT of, ULONG flags = 0) {
  Said said;
  said.result = object.GetLastError(of, flags, said.error.out());
  return said;
}

TEST_F(RowTest, r040_a_store_has_every_required_property) {
  IMsgStore& store = ana().store();
  Tags required({PR_DISPLAY_NAME_W, PR_ENTRYID, PR_OBJECT_TYPE, PR_RECORD_KEY, PR_STORE_ENTRYID,
                 PR_STORE_RECORD_KEY, PR_MDB_PROVIDER, PR_STORE_SUPPORT_MASK});
  Buffer<SPropValue> values;
  ULONG count = 0;
  ASSERT_HR(S_OK, store.GetProps(required.get(), 0, &count, values.out()));
  EXPECT_EQ(count, 8U);
  EXPECT_EQ(get_number(store, PR_OBJECT_TYPE), LONG{MAPI_STORE});
  EXPECT_EQ(get_text(store, PR_STORE_ENTRYID), entry_id_of(store));
  EXPECT_EQ(get_text(store, PR_STORE_RECORD_KEY), get_text(store, PR_RECORD_KEY));
  EXPECT_EQ(get_text(store, PR_MDB_PROVIDER).value_or("").size(), sizeof(MAPIUID));
}

TEST_F(RowTest, r040_what_all_objects_say_of_their_store_is_what_it_says) {
  const std::string id = add("one");
  IMsgStore& store = ana().store();
  const auto folder = ana().inbox();
  const auto message = ana().open_message(id);
  for (const ULONG tag : {PR_STORE_ENTRYID, PR_STORE_RECORD_KEY, PR_MAPPING_SIGNATURE}) {
    EXPECT_EQ(get_text(*folder, tag), get_text(store, tag)) << std::hex << tag;
    EXPECT_EQ(get_text(*message, tag), get_text(store, tag)) << std::hex << tag;
  }
  EXPECT_NE(get_text(store, PR_RECORD_KEY), get_text(session_on(other_address()).store(), PR_RECORD_KEY));
}

TEST_F(RowTest, r040_a_store_for_mail_names_its_folders) {
  IMsgStore& store = ana().store();
  for (const ULONG tag :
       {PR_IPM_SUBTREE_ENTRYID, PR_IPM_OUTBOX_ENTRYID, PR_IPM_SENTMAIL_ENTRYID, PR_IPM_WASTEBASKET_ENTRYID,
        PR_FINDER_ENTRYID, PR_VIEWS_ENTRYID, PR_COMMON_VIEWS_ENTRYID}) {
    EXPECT_TRUE(ana().folder(tag)) << std::hex << tag;
    EXPECT_EQ(problem_of_text(store, tag, "another"), MAPI_E_COMPUTED) << std::hex << tag;
  }
  EXPECT_EQ(get_number(store, PR_VALID_FOLDER_MASK), 0xFF);
}

TEST_F(RowTest, r040_the_name_of_the_store_is_the_clients_and_the_rest_its_own) {
  IMsgStore& store = ana().store();
  EXPECT_HR(S_OK, set_text(store, PR_DISPLAY_NAME_W, "Ana's mail"));
  EXPECT_EQ(get_text(ben().store(), PR_DISPLAY_NAME_W), "Ana's mail") << "at once";
  for (const ULONG tag : {PR_ENTRYID, PR_RECORD_KEY, PR_STORE_ENTRYID, PR_STORE_RECORD_KEY, PR_MDB_PROVIDER,
                          PR_PROVIDER_UID, PR_MAPPING_SIGNATURE}) {
    const auto before = get_text(store, tag);
    EXPECT_EQ(problem_of_text(store, tag, "another"), MAPI_E_COMPUTED) << std::hex << tag;
    EXPECT_EQ(get_text(store, tag), before) << std::hex << tag;
  }
  EXPECT_EQ(problem_of_number(store, PR_OBJECT_TYPE, 5), MAPI_E_COMPUTED);
  EXPECT_EQ(get_number(store, PR_OBJECT_TYPE), LONG{MAPI_STORE});
}

TEST_F(RowTest, r081_an_object_tells_of_its_own_last_error_and_of_no_other) {
  const auto folder = ana().inbox();
  create_folder(*folder, "Below");
  Ptr<IMAPIFolder> made;
  char name[] = "Below";
  ASSERT_HR(MAPI_E_COLLISION, folder->CreateFolder(FOLDER_GENERIC, name, nullptr, nullptr, 0, made.out()));
  const Said said = last_error(*folder, MAPI_E_COLLISION);
  EXPECT_HR(S_OK, said.result);
  ASSERT_TRUE(said.error);
  EXPECT_EQ(said.error->ulVersion, ULONG{MAPI_ERROR_VERSION});
  EXPECT_NE(message_of(said.error), "");
  EXPECT_STREQ(reinterpret_cast<const char*>(said.error->lpszComponent), "Postroom");
  EXPECT_FALSE(last_error(*folder, MAPI_E_NOT_FOUND).error) << "of another failure";
  EXPECT_FALSE(last_error(*ana().inbox(), MAPI_E_COLLISION).error) << "of another object";
  EXPECT_FALSE(last_error(ana().store(), MAPI_E_COLLISION).error);
}

TEST_F(RowTest, r081_the_texts_are_of_the_width_that_is_asked_for) {
  const auto folder = ana().inbox();
  create_folder(*folder, "Below");
  Ptr<IMAPIFolder> made;
  char name[] = "Below";
  ASSERT_HR(MAPI_E_COLLISION, folder->CreateFolder(FOLDER_GENERIC, name, nullptr, nullptr, 0, made.out()));
  const Said narrow = last_error(*folder, MAPI_E_COLLISION),
             wide = last_error(*folder, MAPI_E_COLLISION, MAPI_UNICODE);
  ASSERT_TRUE(narrow.error && wide.error);
  EXPECT_EQ(to_utf8(reinterpret_cast<const wchar_t*>(wide.error->lpszError)), message_of(narrow.error));
}

TEST_F(RowTest, r081_every_object_answers_and_has_nothing_to_tell_at_first) {
  const auto message = ana().open_message(add("one"));
  ULONG number = 0, type = 0;
  Ptr<IAttach> attachment;
  ASSERT_HR(S_OK, message->CreateAttach(nullptr, 0, &number, attachment.out()));
  const auto table = contents_table(*ana().inbox());
  void* entry = nullptr;
  ASSERT_HR(S_OK, ana().logon()->OpenStatusEntry(nullptr, 0, &type, &entry));
  const Ptr<IMAPIStatus> status(static_cast<IMAPIStatus*>(entry));
  const auto expect_silence = [](auto& object) {
    const Said said = last_error(object, MAPI_E_NOT_FOUND);
    EXPECT_HR(S_OK, said.result);
    EXPECT_FALSE(said.error);
    EXPECT_HR(MAPI_E_INVALID_PARAMETER, object.GetLastError(MAPI_E_NOT_FOUND, 0, nullptr));
  };
  expect_silence(*ana().logon());
  expect_silence(ana().store());
  expect_silence(*ana().inbox());
  expect_silence(*message);
  expect_silence(*attachment);
  expect_silence(*table);
  expect_silence(*status);
}

}  // namespace
}  // namespace mapi_host
