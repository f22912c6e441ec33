// Row 41: PR_STORE_SUPPORT_MASK says what a store can do. Each bit is tried here, and the mask is compared
// with what came of that; a store that learns something, or loses it, fails these tests until its mask says
// so.
#include "mapi/host/table.h"
#include "mapi/rows/search_folder.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;

ULONG mask_of(IMAPIProp& object) {
  return static_cast<ULONG>(get_number(object, PR_STORE_SUPPORT_MASK).value_or(0));
}

LogonSettings reading() {
  LogonSettings settings;
  settings.flags = MDB_NO_DIALOG;
  return settings;
}

// Of one store: whether things work there.
class Trial {
 public:
  Trial(Session& session, Session& reader, const std::string& id)
      : session_(session), reader_(reader), id_(id) {}

  bool can_create() {
    Ptr<IMessage> message;
    const bool made = session_.inbox()->CreateMessage(nullptr, 0, message.out()) == S_OK &&
                      set_text(*message, PR_SUBJECT_W, "made") == S_OK &&
                      message->SaveChanges(KEEP_OPEN_READONLY) == S_OK;
    return made && holds(*reader_.inbox(), entry_id_of(*message));
  }

  bool can_modify() {
    Ptr<IMessage> message;
    if (session_.try_open(id_, MAPI_MODIFY, message) != S_OK) return false;
    const bool set = set_text(*message, PR_COMMENT_W, "modified") == S_OK && message->SaveChanges(0) == S_OK;
    return set && get_text(*reader_.open_message(id_, 0), PR_COMMENT_W) == "modified";
  }

  bool can_attach() {
    const auto message = session_.open_message(id_);
    ULONG number = 0;
    Ptr<IAttach> attachment;
    if (message->CreateAttach(nullptr, 0, &number, attachment.out()) != S_OK) return false;
    const bool set = set_number(*attachment, PR_ATTACH_METHOD, ATTACH_BY_VALUE) == S_OK &&
                     set_text(*attachment, PR_ATTACH_DATA_BIN, "bytes") == S_OK;
    if (!set || attachment->SaveChanges(0) != S_OK || message->SaveChanges(0) != S_OK) return false;
    Ptr<IAttach> stored;
    return reader_.open_message(id_, 0)->OpenAttach(number, nullptr, 0, stored.out()) == S_OK &&
           get_text(*stored, PR_ATTACH_DATA_BIN) == "bytes";
  }

  // OLE: an IStorage on an attachment.
  bool can_store_ole() {
    const auto message = session_.open_message(id_);
    ULONG number = 0;
    Ptr<IAttach> attachment;
    if (message->CreateAttach(nullptr, 0, &number, attachment.out()) != S_OK) return false;
    set_number(*attachment, PR_ATTACH_METHOD, ATTACH_OLE);
    Ptr<IUnknown> storage;
    return attachment->OpenProperty(PR_ATTACH_DATA_OBJ, &IID_IStorage, 0, MAPI_CREATE | MAPI_MODIFY,
                                    storage.out()) == S_OK;
  }

  bool can_notify() {
    Ptr<Sink> sink(new Sink);
    ULONG_PTR connection = 0;
    if (session_.store().Advise(0, nullptr, fnevObjectCreated, sink.get(), &connection) != S_OK) return false;
    const std::string made = add_message(*session_.inbox(), "told of");
    const bool told = sink->wait_for(fnevObjectCreated, made);
    return session_.store().Unadvise(connection) == S_OK && told;
  }

  bool keeps_multiple_values() {
    const auto message = session_.open_message(id_);
    Values values;
    const ULONG tag = PROP_TAG(PT_MV_LONG, 0x6801);
    values.add(tag, std::vector<LONG>{3, 1, 2});
    if (problem_of_setting(*message, values) != S_OK || message->SaveChanges(0) != S_OK) return false;
    Buffer<SPropValue> got;
    ULONG count = 0;
    if (reader_.open_message(id_, 0)->GetProps(Tags({tag}).get(), 0, &count, got.out()) != S_OK) return false;
    const SLongArray& kept = got[0].Value.MVl;
    return std::vector<LONG>(kept.lpl, kept.lpl + kept.cValues) == std::vector<LONG>{3, 1, 2};
  }

  bool can_categorize() {
    const auto table = contents_table(*session_.inbox());
    set_columns(*table, {PR_SUBJECT_W, PR_ROW_TYPE});
    SortOrder order({{PR_SUBJECT_W, TABLE_SORT_ASCEND}}, 1, 0);
    if (table->SortTable(order.get(), 0) != S_OK) return false;
    const Texts types = next_texts(*table, 1, PR_ROW_TYPE);
    return types == Texts{std::to_string(TBL_COLLAPSED_CATEGORY)};
  }

  bool can_restrict_and_sort() {
    const auto folder = create_folder(*session_.inbox(), "to be looked through");
    for (const char* subject : {"b", "a", "c"}) add_message(*folder, subject);
    const auto table = contents_table(*folder);
    if (table->Restrict(negated(is(PR_SUBJECT_W, std::string("c"))).get(), 0) != S_OK) return false;
    SortOrder order({{PR_SUBJECT_W, TABLE_SORT_ASCEND}});
    return table->SortTable(order.get(), 0) == S_OK && column(*table, PR_SUBJECT_W) == Texts{"a", "b"};
  }

  bool keeps_html() {
    const std::string html = "<html><body>Caf\xE9 <b>bold</b></body></html>";
    const auto message = session_.open_message(id_);
    Values values;
    values.add(PR_INTERNET_CPID, LONG{1252}).add(PR_HTML, html);
    if (problem_of_setting(*message, values) != S_OK || message->SaveChanges(0) != S_OK) return false;
    return read_stream(*reader_.open_message(id_, 0), PR_HTML) == html;
  }

  bool keeps_unicode() {
    const std::string text = "\xF0\x9F\x90\xA7 \xCE\xA9";  // a penguin, which UTF-16 needs two units for
    const auto message = session_.open_message(id_);
    return set_text(*message, PR_SUBJECT_W, text) == S_OK && message->SaveChanges(0) == S_OK &&
           get_text(*reader_.open_message(id_, 0), PR_SUBJECT_W) == text;
  }

  // RTF: the store itself makes PR_RTF_COMPRESSED of the first body.
  bool keeps_rtf_alike() {
    const std::string made = add_message(*session_.inbox(), "with a body", "of plain text");
    return get_error(*session_.open_message(made, 0), PR_RTF_COMPRESSED) == S_OK;
  }

  bool can_submit() {
    const auto message = session_.open_message(id_);
    modify_recipients(*message, MODRECIP_ADD, {{"Cy", "cy@example.com"}});
    return message->SubmitMessage(0) == S_OK;
  }

 private:
  Session& session_;
  Session& reader_;
  const std::string id_;
};

TEST_F(RowTest, r041_each_bit_is_what_comes_of_trying_it) {
  Session& session = ana();
  Trial trial(session, ben(), add("the one"));
  const ULONG mask = mask_of(session.store());
  const auto says = [mask](ULONG bit) { return (mask & bit) != 0; };
  EXPECT_EQ(says(STORE_CREATE_OK), trial.can_create());
  EXPECT_EQ(says(STORE_MODIFY_OK), trial.can_modify());
  EXPECT_EQ(says(STORE_ATTACH_OK), trial.can_attach());
  EXPECT_EQ(says(STORE_OLE_OK), trial.can_store_ole());
  EXPECT_EQ(says(STORE_NOTIFY_OK), trial.can_notify());
  EXPECT_EQ(says(STORE_MV_PROPS_OK), trial.keeps_multiple_values());
  EXPECT_EQ(says(STORE_CATEGORIZE_OK), trial.can_categorize());
  const bool can_look_through = trial.can_restrict_and_sort();
  EXPECT_EQ(says(STORE_RESTRICTION_OK), can_look_through);
  EXPECT_EQ(says(STORE_SORT_OK), can_look_through);
  EXPECT_EQ(says(STORE_HTML_OK), trial.keeps_html());
  EXPECT_EQ(says(STORE_UNICODE_OK), trial.keeps_unicode());
  EXPECT_EQ(says(STORE_RTF_OK), trial.keeps_rtf_alike());
  EXPECT_EQ(says(STORE_SUBMIT_OK), trial.can_submit());
  EXPECT_FALSE(says(STORE_READONLY));
  EXPECT_EQ(mask & (STORE_PUBLIC_FOLDERS | STORE_LOCALSTORE | STORE_UNCOMPRESSED_RTF), 0U);
}

TEST_F(RowTest, r041_searches_work_where_the_mask_says_so) {
  add("the printer is out of paper");
  const auto folder = search_for(ana(), "Printers", about_printers(), {entry_id_of(*ana().inbox())});
  const bool is_found = found(*folder) == Texts{"the printer is out of paper"};
  EXPECT_EQ((mask_of(ana().store()) & STORE_SEARCH_OK) != 0, is_found);
}

TEST_F(RowTest, r041_the_same_mask_is_on_store_folder_and_message) {
  const std::string id = add("one");
  for (Session* const session : {&ana(), &this->session(reading())}) {
    const ULONG mask = mask_of(session->store());
    EXPECT_NE(mask, 0U);
    EXPECT_EQ(mask_of(*session->root()), mask);
    EXPECT_EQ(mask_of(*session->inbox()), mask);
    EXPECT_EQ(mask_of(*session->open_message(id, 0)), mask);
    EXPECT_THAT(column(*contents_table(*session->inbox()), PR_SUBJECT_W), ElementsAre("one"));
  }
}

TEST_F(RowTest, r041_a_store_that_is_open_for_reading_says_that_and_does_as_it_says) {
  const std::string id = add("one");
  Session& reader = session(reading());
  Trial trial(reader, ana(), id);
  const ULONG mask = mask_of(reader.store()), writing = mask_of(ana().store());
  EXPECT_FALSE(trial.can_create());
  EXPECT_FALSE(trial.can_modify());
  EXPECT_TRUE(trial.can_categorize());
  EXPECT_EQ(mask & (STORE_CREATE_OK | STORE_MODIFY_OK), 0U);
  EXPECT_EQ(mask & STORE_READONLY, ULONG{STORE_READONLY});
  constexpr ULONG kAccess = STORE_CREATE_OK | STORE_MODIFY_OK | STORE_READONLY;
  EXPECT_EQ(mask & ~kAccess, writing & ~kAccess);
}

TEST_F(RowTest, r041_nobody_but_the_store_sets_the_mask) {
  const std::string id = add("one");
  const auto message = ana().open_message(id);
  const auto folder = ana().inbox();
  const ULONG before = mask_of(ana().store());
  for (IMAPIProp* const object : std::vector<IMAPIProp*>{&ana().store(), folder.get(), message.get()}) {
    Values values;
    values.add(PR_STORE_SUPPORT_MASK, LONG{0});
    EXPECT_EQ(problem_of_setting(*object, values), MAPI_E_COMPUTED);
    EXPECT_EQ(mask_of(*object), before);
  }
}

TEST_F(RowTest, r041_there_is_no_submission_and_each_of_its_methods_says_so) {
  const std::string id = add("one");
  const auto message = ana().open_message(id);
  IMsgStore& store = ana().store();
  Ptr<IMAPITable> queue;
  EXPECT_HR(MAPI_E_NO_SUPPORT, message->SubmitMessage(FORCE_SUBMIT));
  EXPECT_HR(MAPI_E_NO_SUPPORT, store.AbortSubmit(id_size(id), id_ptr(id), 0));
  EXPECT_HR(MAPI_E_NO_SUPPORT, store.GetOutgoingQueue(0, queue.out()));
  EXPECT_FALSE(queue);
  EXPECT_HR(MAPI_E_NO_SUPPORT, store.SetLockState(message.get(), MSG_LOCKED));
  EXPECT_HR(MAPI_E_NO_SUPPORT, store.FinishedMsg(0, id_size(id), id_ptr(id)));
  EXPECT_EQ(mask_of(store) & STORE_SUBMIT_OK, 0U);
  EXPECT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "still open"));
  EXPECT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
}

TEST_F(RowTest, r030_a_store_opened_without_write_says_so_and_takes_nothing) {
  const std::string id = add("one");
  Session& reader = session(reading());
  EXPECT_EQ(mask_of(reader.store()) & (STORE_CREATE_OK | STORE_MODIFY_OK), 0U);
  EXPECT_EQ(get_number(reader.store(), PR_ACCESS_LEVEL), 0);
  Ptr<IMessage> message;
  const auto folder = reader.inbox();
  EXPECT_HR(MAPI_E_NO_ACCESS, folder->CreateMessage(nullptr, 0, message.out()));
  EXPECT_HR(MAPI_E_NO_ACCESS, set_text(reader.store(), PR_DISPLAY_NAME_W, "changed"));
  EXPECT_HR(MAPI_E_NO_ACCESS, set_text(*folder, PR_COMMENT_W, "changed"));
  EXPECT_HR(MAPI_E_NO_ACCESS, reader.try_open(id, MAPI_MODIFY, message));
  ULONG type = 0;
  Ptr<IMAPIFolder> root;
  EXPECT_HR(MAPI_E_NO_ACCESS,
            reader.store().OpenEntry(0, nullptr, nullptr, MAPI_MODIFY, &type, root.unknown()));
  EXPECT_THAT(subjects(*ana().inbox()), ElementsAre("one"));
}

}  // namespace
}  // namespace mapi_host
