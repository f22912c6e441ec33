// Rows 27, 28 and 131: how a store ends, and what becomes of what was opened through it.
#include "mapi/host/table.h"
#include "mapi/rows/logging_on.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;

// A store with a message, and one object of each kind that is open in it.
struct Opened {
  Ptr<IMAPIFolder> folder;
  Ptr<IMessage> message;
  Ptr<IAttach> attachment;
  Ptr<IStream> stream;
  Ptr<IMAPITable> table;
};

Opened open_all(Session& session, const std::string& id) {
  Opened all;
  all.folder = session.inbox();
  all.message = session.open_message(id);
  ULONG number = 0;
  EXPECT_HR(S_OK, all.message->CreateAttach(nullptr, 0, &number, all.attachment.out()));
  EXPECT_HR(S_OK, all.message->OpenProperty(PR_BODY_W, &IID_IStream, 0, 0, all.stream.unknown()));
  all.table = contents_table(*all.folder);
  return all;
}

void expect_dead(Opened& all) {
  Ptr<IMAPITable> table;
  EXPECT_HR(MAPI_E_INVALID_OBJECT, all.folder->GetContentsTable(0, table.out()));
  EXPECT_HR(MAPI_E_INVALID_OBJECT, set_text(*all.folder, PR_COMMENT_W, "late"));
  Buffer<SPropTagArray> tags;
  EXPECT_HR(MAPI_E_INVALID_OBJECT, all.folder->GetPropList(0, tags.out()));
  EXPECT_HR(MAPI_E_INVALID_OBJECT, set_text(*all.message, PR_SUBJECT_W, "late"));
  EXPECT_HR(MAPI_E_INVALID_OBJECT, all.message->SaveChanges(FORCE_SAVE));
  EXPECT_HR(MAPI_E_INVALID_OBJECT, all.attachment->SaveChanges(0));
  Rows rows;
  EXPECT_HR(MAPI_E_INVALID_OBJECT, all.table->QueryRows(1, 0, rows.out()));
  char byte = 0;
  ULONG read = 0;
  EXPECT_NE(S_OK, all.stream->Read(&byte, 1, &read));
}

TEST_F(RowTest, r027_a_store_that_is_released_without_logging_off_aborts_the_transports_once) {
  const auto provider = new_provider();
  const Ptr<Support> support(new Support(make_section(address())));
  auto open = try_logon(*provider, {support.get()});
  ASSERT_HR(S_OK, open.result);
  open.store->AddRef();
  EXPECT_EQ(open.store->Release(), 1U);
  EXPECT_TRUE(support->record().logoffs.empty());
  open.end();
  EXPECT_THAT(support->record().logoffs, ElementsAre(LOGOFF_ABORT));
}

TEST_F(RowTest, r027_an_orderly_end_passes_on_what_the_client_said_last) {
  const auto provider = new_provider();
  for (const ULONG flag : {LOGOFF_ORDERLY, LOGOFF_PURGE, LOGOFF_NO_WAIT, LOGOFF_QUIET}) {
    const Ptr<Support> support(new Support(make_section(address())));
    auto open = try_logon(*provider, {support.get()});
    ASSERT_HR(S_OK, open.result);
    ULONG first = LOGOFF_ABORT, flags = flag;
    EXPECT_HR(S_OK, open.store->StoreLogoff(&first));
    EXPECT_HR(S_OK, open.store->StoreLogoff(&flags));
    EXPECT_TRUE(support->record().logoffs.empty()) << "only with the last reference";
    open.end();
    EXPECT_THAT(support->record().logoffs, ElementsAre(flag));
    EXPECT_EQ(support->references(), 1U);
  }
}

TEST_F(RowTest, r027_the_logon_outlives_the_store_and_the_provider_shuts_down_after_both) {
  const auto provider = new_provider();
  auto open = try_logon(*provider, {nullptr, store_entry_id(address())});
  ASSERT_HR(S_OK, open.result);
  open.store.reset();
  Ptr<IMAPIFolder> root;
  ULONG type = 0, flags = 0;
  EXPECT_HR(MAPI_E_INVALID_OBJECT, open.logon->OpenEntry(0, nullptr, nullptr, 0, &type, root.unknown()));
  EXPECT_HR(S_OK, open.logon->Logoff(&flags));
  open.logon.reset();
  EXPECT_HR(S_OK, provider->Shutdown(&flags));
}

// A store that its host logs off in the middle of the Release of the support object, as MAPI does.
struct LoggedOffWithin {
  const Ptr<Support> support;
  LogonTry open;
  int times = 0;

  explicit LoggedOffWithin(const std::string& address) : support(new Support(make_section(address))) {}
  void log_on(IMSProvider& provider) {
    open = try_logon(provider, {support.get()});
    ASSERT_HR(S_OK, open.result);
    support->when_let_go = [this] {
      ++times;
      ULONG flags = 0;
      EXPECT_HR(S_OK, open.logon->Logoff(&flags));
      open.logon.reset();
    };
  }
};

TEST_F(RowTest, r027_the_host_may_log_off_inside_the_last_release_of_the_store) {
  const auto provider = new_provider();
  LoggedOffWithin session(address());
  session.log_on(*provider);
  ULONG type = 0;
  Ptr<IMAPIFolder> root;
  ASSERT_HR(S_OK, session.open.store->OpenEntry(0, nullptr, nullptr, 0, &type, root.unknown()));
  session.open.store.reset();
  EXPECT_EQ(session.times, 1);
  EXPECT_FALSE(session.open.logon);
  EXPECT_THAT(session.support->record().logoffs, ElementsAre(LOGOFF_ABORT));
  EXPECT_EQ(get_error(*root, PR_DISPLAY_NAME_W), MAPI_E_CALL_FAILED);
}

TEST_F(RowTest, r027_a_logoff_of_the_host_leaves_the_transports_to_it) {
  const auto provider = new_provider();
  const Ptr<Support> support(new Support(make_section(address())));
  auto open = try_logon(*provider, {support.get()});
  ULONG flags = 0;
  ASSERT_HR(S_OK, open.logon->Logoff(&flags));
  EXPECT_EQ(support->references(), 1U);
  open.store.reset();
  EXPECT_TRUE(support->record().logoffs.empty());
  EXPECT_HR(S_OK, open.logon->Logoff(&flags)) << "once more changes nothing";
}

TEST_F(RowTest, r028_after_logoff_only_release_is_left_of_everything_that_was_open) {
  const std::string id = add("one");
  Session& session = this->session({});
  Opened all = open_all(session, id);
  const Ptr<IMsgStore> store = session.store_ptr();
  ULONG flags = 0;
  ASSERT_HR(S_OK, session.logon()->Logoff(&flags));
  expect_dead(all);
  Ptr<IMessage> message;
  EXPECT_HR(MAPI_E_INVALID_OBJECT, session.try_open(id, 0, message));
  EXPECT_HR(MAPI_E_INVALID_OBJECT, set_text(*store, PR_DISPLAY_NAME_W, "late"));
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "one");
}

TEST_F(RowTest, r028_what_was_opened_ends_with_the_last_reference_on_the_store) {
  const std::string id = add("one");
  Session& session = this->session({});
  Opened all = open_all(session, id);
  session.store_ptr().reset();
  expect_dead(all);
  ULONG flags = 0;
  EXPECT_HR(S_OK, session.logon()->Logoff(&flags)) << "also after the store";
}

TEST_F(RowTest, r028_after_logoff_nobody_is_told_anything_and_sinks_are_given_back) {
  Session& session = this->session({});
  const Ptr<Sink> sink(new Sink);
  ULONG_PTR connection = 0;
  ASSERT_HR(S_OK, session.store().Advise(0, nullptr, fnevObjectCreated, sink.get(), &connection));
  add("one");
  EXPECT_TRUE(sink->wait_for(fnevObjectCreated));
  ULONG flags = 0;
  ASSERT_HR(S_OK, session.logon()->Logoff(&flags));
  EXPECT_EQ(sink->references(), 1U);
  const std::size_t told = sink->told().size();
  add("two");
  EXPECT_EQ(sink->told().size(), told);
  EXPECT_HR(MAPI_E_INVALID_OBJECT, session.store().Unadvise(connection));
}

TEST_F(RowTest, r028_a_logoff_of_one_session_leaves_the_others_alone) {
  const std::string id = add("one");
  Session& leaving = session({});
  Opened all = open_all(ben(), id);
  leaving.log_off();
  EXPECT_HR(S_OK, set_text(*all.message, PR_SUBJECT_W, "Ben's"));
  EXPECT_HR(S_OK, all.message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "Ben's");
}

TEST_F(RowTest, r131_nothing_is_on_its_way_so_no_flag_comes_back) {
  for (const ULONG flag :
       {ULONG{0}, LOGOFF_NO_WAIT, LOGOFF_ORDERLY, LOGOFF_PURGE, LOGOFF_ABORT, LOGOFF_QUIET}) {
    ULONG flags = flag;
    EXPECT_HR(S_OK, ana().store().StoreLogoff(&flags)) << flag;
    EXPECT_EQ(flags & (LOGOFF_INBOUND | LOGOFF_OUTBOUND | LOGOFF_OUTBOUND_QUEUE), 0U) << flag;
  }
  EXPECT_HR(S_OK, ana().store().StoreLogoff(nullptr));
  EXPECT_TRUE(get_text(ana().store(), PR_DISPLAY_NAME_W)) << "the store is open until it is released";
}

TEST_F(RowTest, r131_ways_to_log_off_exclude_one_another) {
  ULONG two = LOGOFF_ORDERLY | LOGOFF_ABORT, unknown = 0x40000000;
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, ana().store().StoreLogoff(&two));
  EXPECT_HR(MAPI_E_UNKNOWN_FLAGS, ana().store().StoreLogoff(&unknown));
}

}  // namespace
}  // namespace mapi_host
