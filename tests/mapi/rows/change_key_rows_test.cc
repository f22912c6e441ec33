// Rows 147 and 148: change keys, and the lists of the changes that a version builds on
// (MS-OXCFXICS 2.2.2.2, 2.2.2.3 and 3.1.5.6.1). Read here byte by byte, by none of the provider's own code.
#include "mapi/host/table.h"
#include "mapi/rows/two_handles.h"

namespace mapi_host {
namespace {

using ::testing::Contains;

constexpr std::size_t kGuidSize = 16;

// An XID: who counted, and the counter, most significant byte first.
struct Xid {
  std::string replica, counter;
  friend auto operator<=>(const Xid&, const Xid&) = default;
};
using Predecessors = std::vector<Xid>;

Xid read_xid(const std::string& bytes) {
  EXPECT_GT(bytes.size(), kGuidSize);
  EXPECT_LE(bytes.size(), kGuidSize + 8);
  return {bytes.substr(0, kGuidSize), bytes.substr(kGuidSize)};
}

Predecessors read_list(const std::string& bytes) {
  Predecessors list;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto size = static_cast<unsigned char>(bytes[at]);
    list.push_back(read_xid(bytes.substr(at + 1, size)));
    at += 1 + size;
    EXPECT_LE(at, bytes.size());
  }
  return list;
}

// Rule C57: for each entry of the other, one of the same replica that is not less.
bool includes(const Predecessors& list, const Predecessors& other) {
  return std::all_of(other.begin(), other.end(), [&](const Xid& theirs) {
    return std::any_of(list.begin(), list.end(), [&](const Xid& mine) {
      return mine.replica == theirs.replica && mine.counter >= theirs.counter;
    });
  });
}

struct Version {
  Xid key;
  Predecessors list;
  LONGLONG modified = 0;
  friend bool operator==(const Version&, const Version&) = default;
};

Version version_of(IMAPIProp& object) {
  return {read_xid(get_text(object, PR_CHANGE_KEY).value_or("")),
          read_list(get_text(object, PR_PREDECESSOR_CHANGE_LIST).value_or("")),
          get_time(object, PR_LAST_MODIFICATION_TIME).value_or(0)};
}

Version stored_version(Session& session, const std::string& id) {
  return version_of(*session.open_message(id, 0));
}

void save(Session& session, const std::string& id, const std::string& subject) {
  const auto message = session.open_message(id);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, subject));
  ASSERT_HR(S_OK, message->SaveChanges(0));
}

TEST_F(RowTest, r147_every_save_counts_on_and_is_added_to_the_list) {
  const std::string id = add("one");
  std::vector<Version> versions = {stored_version(ana(), id)};
  for (Session* const session : {&ana(), &ben(), &ana()}) {
    save(*session, id, "version " + std::to_string(versions.size()));
    versions.push_back(stored_version(ana(), id));
  }
  for (std::size_t i = 0; i < versions.size(); ++i) {
    EXPECT_THAT(versions[i].list, Contains(versions[i].key));
    if (i == 0) continue;
    EXPECT_EQ(versions[i].key.replica, versions[i - 1].key.replica)
        << "one store counts for all its sessions";
    EXPECT_GT(versions[i].key.counter, versions[i - 1].key.counter);
  }
}

TEST_F(RowTest, r147_a_list_has_one_entry_for_each_replica_in_order_of_their_bytes) {
  const std::string id = add("one");
  save(ana(), id, "two");
  save(ben(), id, "three");
  const Predecessors list = stored_version(ana(), id).list;
  EXPECT_EQ(list.size(), 1U) << "nothing has come from another replica";
  EXPECT_TRUE(std::is_sorted(list.begin(), list.end()));
}

TEST_F(RowTest, r147_numbers_are_never_given_twice_in_a_store) {
  std::vector<Xid> keys;
  const std::string first = add("one"), second = add("two");
  for (const char* const subject : {"once", "twice", "thrice"}) {
    for (const std::string& id : {first, second}) {
      keys.push_back(stored_version(ana(), id).key);
      save(ana(), id, subject);
    }
    close_sessions();
  }
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end());
}

TEST_F(RowTest, r147_a_read_flag_and_a_status_are_no_new_version) {
  const std::string id = add("one");
  const Version before = stored_version(ana(), id);
  EntryList list({id});
  ASSERT_HR(S_OK, ana().inbox()->SetReadFlags(list.get(), 0, nullptr, SUPPRESS_RECEIPT));
  ASSERT_HR(S_OK, ben().inbox()->SetReadFlags(list.get(), 0, nullptr, CLEAR_READ_FLAG));
  ULONG old = 0;
  ASSERT_HR(S_OK, ana().inbox()->SetMessageStatus(id_size(id), id_ptr(id), MSGSTATUS_TAGGED, MSGSTATUS_TAGGED,
                                                  &old));
  EXPECT_EQ(stored_version(ana(), id), before);
}

TEST_F(RowTest, r147_a_save_that_is_refused_is_no_new_version) {
  const TwoHandles both = two_handles(ana(), ben(), add("one"));
  const Version before = stored_version(ana(), both.id);
  ASSERT_HR(MAPI_E_OBJECT_CHANGED, both.loser->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(stored_version(ana(), both.id), before);
}

TEST_F(RowTest, r147_a_save_without_edits_is_no_new_version) {
  const std::string id = add("one");
  const Version before = stored_version(ana(), id);
  EXPECT_HR(S_OK, ana().open_message(id)->SaveChanges(0));
  EXPECT_EQ(stored_version(ana(), id), before);
  EXPECT_HR(S_OK, ana().open_message(id)->SaveChanges(FORCE_SAVE));
  EXPECT_GT(stored_version(ana(), id).key.counter, before.key.counter) << "a forced one is";
}

TEST_F(RowTest, r147_a_copy_is_a_version_of_its_own_and_no_client_sets_the_key) {
  const std::string id = add("one");
  const auto folder = create_folder(*ana().inbox(), "Copies");
  EntryList list({id});
  ASSERT_HR(S_OK, ana().inbox()->CopyMessages(list.get(), nullptr, folder.get(), 0, nullptr, 0));
  const std::string copy = column(*contents_table(*folder), PR_ENTRYID).at(0);
  EXPECT_GT(stored_version(ana(), copy).key.counter, stored_version(ana(), id).key.counter);
  const auto message = ana().open_message(id);
  Values values;
  values.add(PR_CHANGE_KEY, std::string(22, 'x'));
  EXPECT_EQ(problem_of_setting(*message, values), MAPI_E_COMPUTED);
}

// As a program writes it that brings a version from another replica.
std::string written(const Predecessors& list) {
  std::string bytes;
  for (const Xid& xid : list) {
    bytes += static_cast<char>(xid.replica.size() + xid.counter.size());
    bytes += xid.replica + xid.counter;
  }
  return bytes;
}

Xid of_replica(char replica, char count) {
  return {std::string(kGuidSize, replica), std::string(5, '\0') + count};
}

std::string add_version(Session& session, const Predecessors& list) {
  const auto message = create_message(*session.inbox());
  EXPECT_HR(S_OK, set_text(*message, PR_PREDECESSOR_CHANGE_LIST, written(list)));
  EXPECT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  return entry_id_of(*message);
}

TEST_F(RowTest, r147_what_a_list_says_of_other_replicas_stays_in_it) {
  const Predecessors theirs = {of_replica('\0', 7), of_replica('\xFF', 9)};
  const std::string id = add_version(ana(), theirs);
  for (const char* const subject : {"two", "three"}) {
    const Version version = stored_version(ana(), id);
    EXPECT_EQ(version.list.size(), 3U);
    EXPECT_TRUE(includes(version.list, theirs));
    EXPECT_THAT(version.list, Contains(version.key));
    EXPECT_TRUE(std::is_sorted(version.list.begin(), version.list.end()));
    save(ben(), id, subject);
  }
}

TEST_F(RowTest, r148_lists_of_two_replicas_tell_a_conflict_from_a_later_version) {
  const auto list_of = [&](const Predecessors& set) {
    return stored_version(ana(), add_version(ana(), set)).list;
  };
  const auto a = [](char count) { return of_replica('a', count); };
  const auto b = [](char count) { return of_replica('b', count); };
  EXPECT_FALSE(includes(list_of({a(2), b(1)}), {a(1), b(2)})) << "A2 and B2 do not know of each other";
  EXPECT_FALSE(includes(list_of({a(1), b(2)}), {a(2), b(1)}));
  EXPECT_TRUE(includes(list_of({a(2), b(2)}), {a(1), b(2)})) << "what merged them is later than both";
  EXPECT_TRUE(includes(list_of({a(2), b(2)}), {a(2), b(1)}));
}

TEST_F(RowTest, r148_a_later_version_includes_an_earlier_one_and_never_the_other_way) {
  const std::string id = add("one"), other = add("other");
  const Predecessors first = stored_version(ana(), id).list;
  save(ben(), id, "two");
  const Predecessors second = stored_version(ana(), id).list;
  EXPECT_TRUE(includes(second, first));
  EXPECT_FALSE(includes(first, second));
  EXPECT_TRUE(includes(second, second));
}

TEST_F(RowTest, r148_a_version_that_does_not_build_on_what_is_stored_is_a_conflict) {
  const TwoHandles both = two_handles(ana(), ben(), add("one"));
  const Version winner = stored_version(ana(), both.id);
  EXPECT_FALSE(includes(version_of(*both.loser).list, winner.list)) << "it does not build on what is stored";
  ASSERT_HR(MAPI_E_OBJECT_CHANGED, both.loser->SaveChanges(KEEP_OPEN_READWRITE));
  ASSERT_HR(S_OK, both.loser->SaveChanges(FORCE_SAVE));
  EXPECT_TRUE(includes(stored_version(ana(), both.id).list, winner.list))
      << "what it replaced is in its list";
}

}  // namespace
}  // namespace mapi_host
