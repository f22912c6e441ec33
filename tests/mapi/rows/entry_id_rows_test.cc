// Rows 26 and 142 to 145: the entry IDs of a store and of what is in it.
#include <set>

#include "mapi/host/table.h"
#include "mapi/rows/logging_on.h"
#include "support/long_run.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;

// Where the UID of the provider is in an entry ID, behind the flags.
std::string flags_of(const std::string& id) { return id.substr(0, 4); }
std::string uid_of(const std::string& id) { return id.substr(4, 16); }
const std::string kLongTerm(4, '\0');

// As MAPI marks one that is good for a while: all that could be said, said.
std::string short_term(std::string id) {
  id[0] = static_cast<char>(0xF8);
  return id;
}

// Every entry ID that a session finds, as it comes.
std::vector<std::string> all_ids(Session& session, const std::string& message_id) {
  std::vector<std::string> ids = {unwrapped(entry_id_of(session.store()))};
  for (const ULONG tag :
       {PR_IPM_SUBTREE_ENTRYID, PR_IPM_OUTBOX_ENTRYID, PR_IPM_SENTMAIL_ENTRYID, PR_IPM_WASTEBASKET_ENTRYID,
        PR_FINDER_ENTRYID, PR_VIEWS_ENTRYID, PR_COMMON_VIEWS_ENTRYID}) {
    ids.push_back(get_text(session.store(), tag).value_or(""));
  }
  const auto message = session.open_message(message_id, 0);
  for (const ULONG tag : {PR_ENTRYID, PR_PARENT_ENTRYID}) ids.push_back(get_text(*message, tag).value_or(""));
  ids.push_back(unwrapped(get_text(*message, PR_STORE_ENTRYID).value_or("")));
  const auto inbox = session.inbox();
  for (const ULONG tag : {PR_ENTRYID, PR_PARENT_ENTRYID}) ids.push_back(get_text(*inbox, tag).value_or(""));
  for (const std::string& id : column(*contents_table(*inbox), PR_ENTRYID)) ids.push_back(id);
  for (const std::string& id : column(*contents_table(*inbox), PR_PARENT_ENTRYID)) ids.push_back(id);
  for (const std::string& id : column(*hierarchy_table(*session.root()), PR_ENTRYID)) ids.push_back(id);
  return ids;
}

HRESULT compare(Session& session, const std::string& a, const std::string& b, ULONG& same) {
  ULONG of_logon = 7;
  const HRESULT result =
      session.store().CompareEntryIDs(id_size(a), id_ptr(a), id_size(b), id_ptr(b), 0, &same);
  EXPECT_HR(result,
            session.logon()->CompareEntryIDs(id_size(a), id_ptr(a), id_size(b), id_ptr(b), 0, &of_logon));
  EXPECT_EQ(same, of_logon);
  return result;
}

bool is_same(Session& session, const std::string& a, const std::string& b) {
  ULONG same = 7;
  EXPECT_HR(S_OK, compare(session, a, b, same));
  return same == ULONG{TRUE};
}

TEST_F(RowTest, r026_every_entry_id_has_the_uid_that_was_registered_at_logon) {
  const std::string message = add("one");
  const auto uids = ana().support().record().provider_uids;
  ASSERT_EQ(uids.size(), 1U);
  for (const std::string& id : all_ids(ana(), message)) EXPECT_EQ(uid_of(id), uids[0]);
  EXPECT_THAT(ben().support().record().provider_uids, ElementsAre(uids[0])) << "the same in every session";
  EXPECT_EQ(get_text(ana().store(), PR_MDB_PROVIDER), uids[0]);
  EXPECT_EQ(get_text(ana().store(), PR_PROVIDER_UID), uids[0]);
  EXPECT_EQ(uid_of(store_entry_id("/nowhere/at all")), uids[0]);
}

TEST_F(RowTest, r142_entry_ids_are_long_term_and_good_in_another_session) {
  const std::string message = add("one");
  const auto ids = all_ids(ana(), message);
  close_sessions();
  for (const std::string& id : ids) EXPECT_EQ(flags_of(id), kLongTerm);
  EXPECT_EQ(get_text(*ben().open_message(message), PR_SUBJECT_W), "one");
  EXPECT_EQ(all_ids(ana(), message), ids);
}

TEST_F(RowTest, r142_an_entry_id_stays_through_saves_moves_and_renamings) {
  const std::string id = add("one");
  const auto message = ana().open_message(id);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "two"));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(entry_id_of(*message), id);
  const auto folder = create_folder(*ana().inbox(), "Below");
  EntryList list({id});
  ASSERT_HR(S_OK, ana().inbox()->CopyMessages(list.get(), nullptr, folder.get(), 0, nullptr, MESSAGE_MOVE));
  EXPECT_TRUE(holds(*folder, id));
  const std::string folder_id = entry_id_of(*folder);
  ASSERT_HR(S_OK, set_text(*folder, PR_DISPLAY_NAME_W, "Renamed"));
  EXPECT_EQ(get_text(*ben().open_folder(folder_id), PR_DISPLAY_NAME_W), "Renamed");
}

// Makes and deletes messages, some of them copies; all their entry IDs and those of folders.
void make_and_delete(Session& session, int count, std::set<std::string>& seen) {
  const auto inbox = session.inbox();
  for (int done = 0; done < count;) {
    std::vector<std::string> some;
    for (int i = 0; i < 50 && done < count; ++i, ++done) some.push_back(add_message(*inbox, "to be deleted"));
    EntryList made(some);
    ASSERT_HR(S_OK, inbox->CopyMessages(made.get(), nullptr, inbox.get(), 0, nullptr, 0));
    std::vector<std::string> all = column(*contents_table(*inbox), PR_ENTRYID);
    ASSERT_EQ(all.size(), 2 * some.size());
    const std::string folder = entry_id_of(*create_folder(*inbox, "to be deleted"));
    EntryList gone(all);
    ASSERT_HR(S_OK, inbox->DeleteMessages(gone.get(), 0, nullptr, DELETE_HARD_DELETE));
    ASSERT_HR(S_OK, inbox->DeleteFolder(id_size(folder), id_ptr(folder), 0, nullptr, 0));
    all.push_back(folder);
    for (const std::string& id : all)
      ASSERT_TRUE(seen.insert(id).second) << "an entry ID for the second time";
  }
}

TEST_F(RowTest, r143_an_entry_id_is_never_given_twice_not_even_after_a_restart) {
  const int count = postroom::testing::is_long_run() ? 50'000 : 150;  // twice as many with the copies
  std::set<std::string> seen;
  make_and_delete(ana(), count, seen);
  close_sessions();
  make_and_delete(ana(), count / 2, seen);
  Ptr<IMessage> message;
  EXPECT_HR(MAPI_E_NOT_FOUND, ana().try_open(*seen.begin(), 0, message));
  EXPECT_NE(get_number(ana().store(), PR_STORE_SUPPORT_MASK).value_or(0) & LONG{STORE_ENTRYID_UNIQUE}, 0);
}

TEST_F(RowTest, r144_entry_ids_are_compared_by_what_they_name) {
  const std::string one = add("one"), two = add("two"), folder = entry_id_of(*ana().inbox());
  EXPECT_TRUE(is_same(ana(), one, one));
  EXPECT_TRUE(is_same(ana(), folder, get_text(*ana().open_message(one), PR_PARENT_ENTRYID).value()));
  EXPECT_FALSE(is_same(ana(), one, two));
  EXPECT_FALSE(is_same(ana(), one, folder));
  const std::string store = entry_id_of(ana().store());
  EXPECT_TRUE(is_same(ana(), store, unwrapped(store))) << "wrapped or not";
  EXPECT_TRUE(is_same(ana(), store, store_entry_id(address())));
  EXPECT_FALSE(is_same(ana(), store, store_entry_id(other_address())));
  EXPECT_FALSE(is_same(ana(), store, folder));
}

TEST_F(RowTest, r144_a_short_term_entry_id_is_equal_to_the_long_term_one_and_opens_the_same) {
  const std::string id = add("one"), folder = entry_id_of(*ana().inbox());
  EXPECT_TRUE(is_same(ana(), short_term(id), id));
  EXPECT_TRUE(is_same(ana(), folder, short_term(folder)));
  EXPECT_FALSE(is_same(ana(), short_term(id), folder));
  const std::string given = short_term(id);
  ULONG type = 0;
  Ptr<IMessage> message;
  ASSERT_HR(S_OK,
            ana().inbox()->OpenEntry(id_size(given), id_ptr(given), nullptr, 0, &type, message.unknown()));
  EXPECT_EQ(type, ULONG{MAPI_MESSAGE});
  EXPECT_EQ(entry_id_of(*message), id) << "the long-term one";
  EXPECT_TRUE(ana().open_folder(short_term(folder)));
}

TEST_F(RowTest, r144_entry_ids_need_not_be_aligned) {
  const std::string id = add("one"), shifted = "x" + id;
  const auto at = reinterpret_cast<LPENTRYID>(const_cast<char*>(shifted.data() + 1));
  ULONG same = 0, type = 0;
  EXPECT_HR(S_OK, ana().store().CompareEntryIDs(id_size(id), at, id_size(id), id_ptr(id), 0, &same));
  EXPECT_EQ(same, ULONG{TRUE});
  Ptr<IMessage> message;
  EXPECT_HR(S_OK, ana().store().OpenEntry(id_size(id), at, nullptr, 0, &type, message.unknown()));
}

TEST_F(RowTest, r144_what_is_no_entry_id_is_refused) {
  const std::string id = add("one");
  std::string foreign = id;
  foreign[6] = static_cast<char>(~foreign[6]);
  ULONG same = 7, type = 0;
  EXPECT_HR(MAPI_E_UNKNOWN_ENTRYID, compare(ana(), id, foreign, same));
  EXPECT_EQ(same, ULONG{FALSE});
  EXPECT_HR(MAPI_E_INVALID_ENTRYID, compare(ana(), id.substr(0, id.size() - 1), id, same));
  EXPECT_HR(MAPI_E_UNKNOWN_FLAGS,
            ana().store().CompareEntryIDs(id_size(id), id_ptr(id), id_size(id), id_ptr(id), 1, &same));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER,
            ana().store().CompareEntryIDs(id_size(id), id_ptr(id), id_size(id), id_ptr(id), 0, nullptr));
  Ptr<IMessage> message;
  EXPECT_HR(MAPI_E_UNKNOWN_ENTRYID, ana().try_open(foreign, 0, message));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER,
            ana().store().OpenEntry(id_size(id), id_ptr(id), nullptr, 0, &type, nullptr));
}

TEST_F(RowTest, r145_the_entry_id_of_the_store_is_wrapped_outside_and_its_own_inside) {
  const std::string wrapped = entry_id_of(ana().store()), inner = unwrapped(wrapped);
  EXPECT_GT(wrapped.size(), inner.size()) << "as the host wraps it";
  EXPECT_NE(uid_of(wrapped), uid_of(inner));
  EXPECT_EQ(get_text(*ana().inbox(), PR_STORE_ENTRYID), wrapped);
  EXPECT_EQ(get_text(*ana().open_message(add("one")), PR_STORE_ENTRYID), wrapped);
  close_sessions();
  const auto provider = new_provider();
  auto open = try_logon(*provider, {nullptr, inner});
  ASSERT_HR(S_OK, open.result) << "a logon gets the inner one, and it says enough to find the store";
  EXPECT_EQ(entry_id_of(*open.store), inner) << "without a host there is nobody to wrap it";
  open.end();
}

TEST_F(RowTest, r145_the_profile_and_the_entry_id_together_say_who_opens_which_store) {
  LogonSettings of_ben;
  of_ben.name = "Ben Okafor";
  const Ptr<Support> support(new Support(make_section(address(), of_ben)));
  const auto provider = new_provider();
  auto open = try_logon(*provider, {support.get(), store_entry_id(other_address(), "Ana Ruiz")});
  ASSERT_HR(S_OK, open.result);
  EXPECT_EQ(get_text(*open.store, PR_RECORD_KEY),
            get_text(session_on(other_address()).store(), PR_RECORD_KEY));
  open.end();
}

}  // namespace
}  // namespace mapi_host
