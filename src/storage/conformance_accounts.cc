// Conformance: accounts, what they are granted, sessions and tokens.
#include "storage/conformance_accounts.h"

#include <algorithm>
#include <cstdlib>
#include <thread>

namespace postroom::storage {
namespace {

template <class T>
Code code_of(const Result<T>& result) {
  if (result.ok()) throw std::runtime_error("It succeeded and should not have.");
  return result.error().code;
}

AccountRecord sample_account(const std::string& name) {
  AccountRecord record;
  record.name = name;
  record.who = "Person " + name;
  record.password_hash = "$argon2id$" + name;
  record.is_administrator = true;
  record.is_disabled = true;
  record.created = {-7};
  return record;
}

CredentialRecord sample_credential(std::int64_t account, CredentialKind kind, const std::string& secret) {
  CredentialRecord record;
  record.account = account;
  record.kind = kind;
  record.secret_hash = to_bytes(secret);
  record.label = "label of " + secret;
  record.rights = Rights::read_only;
  record.created = {1};
  record.last_used = {2};
  record.expires = FileTime{3};
  return record;
}

}  // namespace

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(AccountsTest);

void AccountsTest::SetUp() {
  std::string pattern = (std::filesystem::temp_directory_path() / "postroom-XXXXXX").string();
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  folder_ = pattern;
  address_ = GetParam().address(folder_);
  accounts_ = must(GetParam().open(address_));
}

void AccountsTest::TearDown() {
  accounts_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void AccountsTest::reopen() {
  accounts_.reset();
  accounts_ = must(GetParam().open(address_));
}

AccountRecord AccountsTest::add_account(const std::string& name) {
  AccountRecord record = sample_account(name);
  record.id = must(accounts_->insert_account(record));
  return record;
}

CredentialRecord AccountsTest::add_credential(std::int64_t account, CredentialKind kind,
                                              const std::string& secret) {
  CredentialRecord record = sample_credential(account, kind, secret);
  record.id = must(accounts_->insert_credential(record));
  return record;
}

TEST_P(AccountsTest, there_are_none_at_first) {
  EXPECT_TRUE(must(accounts().accounts()).empty());
  EXPECT_TRUE(must(accounts().grants()).empty());
  EXPECT_EQ(must(accounts().account(1)), std::nullopt);
  EXPECT_EQ(must(accounts().account_named("ana")), std::nullopt);
  EXPECT_EQ(must(accounts().find_credential(as_bytes("secret"))), std::nullopt);
}

TEST_P(AccountsTest, keeps_an_account_as_it_is_for_whoever_opens_them) {
  const AccountRecord ana = add_account("ana");
  EXPECT_EQ(must(accounts().account(ana.id)), ana);
  EXPECT_EQ(must(accounts().account_named("ana")), ana);
  EXPECT_EQ(must(open_another()->account(ana.id)), ana);
  reopen();
  EXPECT_EQ(must(accounts().accounts()), std::vector{ana});
}

TEST_P(AccountsTest, lists_accounts_in_order_of_the_bytes_of_their_names) {
  const AccountRecord c = add_account("c"), upper = add_account("B"), accent = add_account("\u00E9"),
                      a = add_account("a"), ab = add_account("a b");
  EXPECT_EQ(must(accounts().accounts()), (std::vector{upper, a, ab, c, accent}));
}

TEST_P(AccountsTest, keeps_any_text) {
  for (const std::string& text : difficult_texts()) {
    if (text.size() > 1000) continue;  // past what an index of names takes; src/accounts allows far less
    AccountRecord record = sample_account("name" + text);
    record.password_hash = text;
    record.id = must(accounts().insert_account(record));
    EXPECT_EQ(must(accounts().account_named(record.name)), record);
  }
}

TEST_P(AccountsTest, a_name_or_person_that_is_taken_is_a_collision) {
  const AccountRecord ana = add_account("ana");
  AccountRecord same_name = sample_account("ben"), same_person = sample_account("ben");
  same_name.name = ana.name;
  same_person.who = ana.who;
  EXPECT_EQ(code_of(accounts().insert_account(same_name)), Code::collision);
  EXPECT_EQ(code_of(accounts().insert_account(same_person)), Code::collision);
  EXPECT_EQ(must(accounts().accounts()), std::vector{ana});
  add_account("ben");
}

TEST_P(AccountsTest, an_id_is_never_used_again) {
  const AccountRecord first = add_account("ana");
  const CredentialRecord token = add_credential(first.id, CredentialKind::token, "a");
  must(accounts().remove_account(first.id));
  reopen();
  const AccountRecord second = add_account("ana");
  EXPECT_GT(second.id, first.id);
  EXPECT_GT(add_credential(second.id, CredentialKind::token, "a").id, token.id);
}

TEST_P(AccountsTest, changes_one_thing_of_one_account) {
  AccountRecord ana = add_account("ana");
  const AccountRecord ben = add_account("ben");
  must(accounts().set_password_hash(ana.id, "$argon2id$new"));
  ana.password_hash = "$argon2id$new";
  EXPECT_EQ(must(accounts().account(ana.id)), ana);
  must(accounts().set_disabled(ana.id, false));
  ana.is_disabled = false;
  EXPECT_EQ(must(accounts().account(ana.id)), ana);
  must(accounts().set_administrator(ana.id, false));
  ana.is_administrator = false;
  EXPECT_EQ(must(accounts().account(ana.id)), ana);
  EXPECT_EQ(must(accounts().account(ben.id)), ben);
}

TEST_P(AccountsTest, what_is_not_there_is_not_found_and_nothing_is_written) {
  const AccountRecord ana = add_account("ana");
  const std::int64_t none = ana.id + 1;
  EXPECT_EQ(code_of(accounts().set_password_hash(none, "x")), Code::not_found);
  EXPECT_EQ(code_of(accounts().set_disabled(none, true)), Code::not_found);
  EXPECT_EQ(code_of(accounts().set_administrator(none, true)), Code::not_found);
  EXPECT_EQ(code_of(accounts().remove_account(none)), Code::not_found);
  EXPECT_EQ(code_of(accounts().put_grant({none, "shop", Rights::read_only})), Code::not_found);
  EXPECT_EQ(code_of(accounts().remove_grant(ana.id, "shop")), Code::not_found);
  const CredentialRecord of_nobody = sample_credential(none, CredentialKind::token, "s");
  EXPECT_EQ(code_of(accounts().insert_credential(of_nobody)), Code::not_found);
  EXPECT_EQ(code_of(accounts().remove_credential(1)), Code::not_found);
  EXPECT_TRUE(must(accounts().grants()).empty());
  EXPECT_EQ(must(accounts().find_credential(as_bytes("s"))), std::nullopt);
}

TEST_P(AccountsTest, keeps_grants_in_order_and_replaces_them) {
  const std::int64_t ana = add_account("ana").id, ben = add_account("ben").id;
  must(accounts().put_grant({ben, "a", Rights::read_only}));
  must(accounts().put_grant({ana, "shop", Rights::read_write}));
  must(accounts().put_grant({ana, "Shop", Rights::read_only}));
  const GrantRecord large{ana, "Shop", Rights::read_only}, small{ana, "shop", Rights::read_write};
  EXPECT_EQ(must(accounts().grants(ana)), (std::vector{large, small}));
  EXPECT_EQ(must(accounts().grants()), (std::vector{large, small, GrantRecord{ben, "a", Rights::read_only}}));
  must(accounts().put_grant({ana, "shop", Rights::read_only}));
  EXPECT_EQ(must(accounts().grants(ana)), (std::vector{large, GrantRecord{ana, "shop", Rights::read_only}}));
}

TEST_P(AccountsTest, removes_a_grant_and_no_other) {
  const std::int64_t ana = add_account("ana").id, ben = add_account("ben").id;
  for (const std::int64_t account : {ana, ben})
    must(accounts().put_grant({account, "shop", Rights::read_only}));
  must(accounts().put_grant({ana, "desk", Rights::read_only}));
  must(accounts().remove_grant(ana, "shop"));
  EXPECT_EQ(must(accounts().grants()),
            (std::vector<GrantRecord>{{ana, "desk", Rights::read_only}, {ben, "shop", Rights::read_only}}));
}

TEST_P(AccountsTest, finds_a_credential_by_the_hash_of_its_secret) {
  const std::int64_t ana = add_account("ana").id;
  const CredentialRecord token = add_credential(ana, CredentialKind::token, std::string("a\0b", 3));
  EXPECT_EQ(must(accounts().find_credential(token.secret_hash)), token);
  EXPECT_EQ(must(accounts().find_credential(as_bytes("a"))), std::nullopt);
  CredentialRecord lasting = sample_credential(ana, CredentialKind::session, "lasting");
  lasting.expires.reset();
  lasting.rights = Rights::read_write;
  lasting.id = must(accounts().insert_credential(lasting));
  EXPECT_EQ(must(open_another()->find_credential(lasting.secret_hash)), lasting);
}

TEST_P(AccountsTest, the_hash_of_a_secret_is_taken_once) {
  const std::int64_t ana = add_account("ana").id, ben = add_account("ben").id;
  const CredentialRecord token = add_credential(ana, CredentialKind::token, "same");
  const CredentialRecord again = sample_credential(ben, CredentialKind::session, "same");
  EXPECT_EQ(code_of(accounts().insert_credential(again)), Code::collision);
  EXPECT_EQ(must(accounts().find_credential(token.secret_hash)), token);
}

TEST_P(AccountsTest, lists_the_credentials_of_one_account_and_kind_in_order_of_id) {
  const std::int64_t ana = add_account("ana").id, ben = add_account("ben").id;
  const CredentialRecord z = add_credential(ana, CredentialKind::token, "z");
  add_credential(ben, CredentialKind::token, "b");
  add_credential(ana, CredentialKind::session, "s");
  const CredentialRecord a = add_credential(ana, CredentialKind::token, "a");
  EXPECT_EQ(must(accounts().credentials(ana, CredentialKind::token)), (std::vector{z, a}));
  EXPECT_EQ(must(accounts().credentials(ana, CredentialKind::session)).size(), 1U);
}

TEST_P(AccountsTest, notes_the_use_of_a_credential_and_never_brings_it_back) {
  const std::int64_t ana = add_account("ana").id;
  CredentialRecord used = add_credential(ana, CredentialKind::session, "used");
  const CredentialRecord other = add_credential(ana, CredentialKind::session, "other");
  must(accounts().touch_credential(used.id, {100}, FileTime{200}));
  used.last_used = {100};
  used.expires = FileTime{200};
  EXPECT_EQ(must(accounts().find_credential(used.secret_hash)), used);
  must(accounts().touch_credential(used.id, {101}, std::nullopt));
  EXPECT_EQ(must(accounts().find_credential(used.secret_hash))->expires, std::nullopt);
  EXPECT_EQ(must(accounts().find_credential(other.secret_hash)), other);
  must(accounts().remove_credential(used.id));
  must(accounts().touch_credential(used.id, {102}, std::nullopt));
  EXPECT_EQ(must(accounts().find_credential(used.secret_hash)), std::nullopt);
}

TEST_P(AccountsTest, removes_what_has_expired_by_then) {
  const std::int64_t ana = add_account("ana").id;
  const auto add = [&](const std::string& secret, std::optional<FileTime> expires) {
    CredentialRecord record = sample_credential(ana, CredentialKind::token, secret);
    record.expires = expires;
    must(accounts().insert_credential(record));
  };
  add("before", FileTime{99});
  add("then", FileTime{100});
  add("after", FileTime{101});
  add("never", std::nullopt);
  EXPECT_EQ(must(accounts().remove_expired_credentials({100})), 2);
  EXPECT_EQ(must(accounts().remove_expired_credentials({100})), 0);
  EXPECT_EQ(must(accounts().credentials(ana, CredentialKind::token)).size(), 2U);
}

TEST_P(AccountsTest, removing_an_account_takes_with_it_what_is_its_own_and_nothing_else) {
  const AccountRecord ana = add_account("ana"), ben = add_account("ben");
  for (const std::int64_t account : {ana.id, ben.id})
    must(accounts().put_grant({account, "shop", Rights::read_only}));
  add_credential(ana.id, CredentialKind::token, "a");
  add_credential(ana.id, CredentialKind::session, "b");
  const CredentialRecord kept = add_credential(ben.id, CredentialKind::token, "c");
  must(accounts().remove_account(ana.id));
  EXPECT_EQ(must(accounts().accounts()), std::vector{ben});
  EXPECT_EQ(must(accounts().grants()), (std::vector<GrantRecord>{{ben.id, "shop", Rights::read_only}}));
  EXPECT_EQ(must(accounts().find_credential(as_bytes("a"))), std::nullopt);
  EXPECT_EQ(must(accounts().find_credential(as_bytes("b"))), std::nullopt);
  EXPECT_EQ(must(accounts().find_credential(as_bytes("c"))), kept);
}

TEST_P(AccountsTest, a_new_password_ends_the_sessions_but_the_one_that_is_kept) {
  const std::int64_t ana = add_account("ana").id, ben = add_account("ben").id;
  const CredentialRecord kept = add_credential(ana, CredentialKind::session, "kept");
  const CredentialRecord token = add_credential(ana, CredentialKind::token, "token");
  const CredentialRecord of_ben = add_credential(ben, CredentialKind::session, "ben");
  add_credential(ana, CredentialKind::session, "other");
  must(accounts().set_password_hash(ana, "$argon2id$new", kept.id));
  EXPECT_EQ(must(accounts().credentials(ana, CredentialKind::session)), std::vector{kept});
  EXPECT_EQ(must(accounts().find_credential(token.secret_hash)), token);
  EXPECT_EQ(must(accounts().find_credential(of_ben.secret_hash)), of_ben);
  must(accounts().set_password_hash(ana, "$argon2id$newer"));
  EXPECT_TRUE(must(accounts().credentials(ana, CredentialKind::session)).empty());
}

TEST_P(AccountsTest, disabling_ends_the_sessions_and_enabling_does_not) {
  const std::int64_t ana = add_account("ana").id;
  const CredentialRecord token = add_credential(ana, CredentialKind::token, "token");
  const CredentialRecord session = add_credential(ana, CredentialKind::session, "session");
  must(accounts().set_disabled(ana, false));
  EXPECT_EQ(must(accounts().find_credential(session.secret_hash)), session);
  must(accounts().set_disabled(ana, true));
  EXPECT_EQ(must(accounts().find_credential(session.secret_hash)), std::nullopt);
  EXPECT_EQ(must(accounts().find_credential(token.secret_hash)), token);
}

TEST_P(AccountsTest, of_many_who_take_one_name_at_once_one_has_it) {
  std::atomic<int> taken = 0, collisions = 0;
  std::vector<std::thread> threads;
  const auto other = open_another();
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      AccountRecord record = sample_account("ana");
      record.who += std::to_string(i);
      const auto inserted = (i % 2 ? *other : accounts()).insert_account(record);
      if (inserted.ok()) ++taken;
      if (!inserted.ok() && inserted.error().code == Code::collision) ++collisions;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(collisions, 7);
}

TEST_P(AccountsTest, nothing_of_a_removed_account_comes_in_while_it_is_removed) {
  const auto other = open_another();
  for (int round = 0; round < 10; ++round) {
    const std::int64_t ana = add_account("ana").id;
    std::thread adding([&] {
      for (int i = 0;; ++i) {
        const std::string secret = std::to_string(round) + "-" + std::to_string(i);
        if (!other->insert_credential(sample_credential(ana, CredentialKind::token, secret)).ok()) return;
        if (!other->put_grant({ana, secret, Rights::read_only}).ok()) return;
      }
    });
    must(accounts().remove_account(ana));
    adding.join();
    EXPECT_TRUE(must(accounts().grants()).empty());
    EXPECT_TRUE(must(accounts().credentials(ana, CredentialKind::token)).empty());
  }
}

TEST_P(AccountsTest, many_threads_and_two_openings_work_side_by_side) {
  const std::int64_t ana = add_account("ana").id;
  const auto other = open_another();
  std::vector<std::thread> threads;
  std::atomic<int> failures = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      Accounts& mine = i % 2 ? *other : accounts();
      for (int j = 0; j < 10; ++j) {
        const std::string secret = std::to_string(i) + "-" + std::to_string(j);
        const auto added = mine.insert_credential(sample_credential(ana, CredentialKind::session, secret));
        const auto found = mine.find_credential(as_bytes(secret));
        if (!added.ok() || !found.ok() || !*found || (*found)->id != *added) ++failures;
        if (!mine.accounts().ok() || !mine.touch_credential(*added, {j}, FileTime{j}).ok()) ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(must(accounts().credentials(ana, CredentialKind::session)).size(), 80U);
}

}  // namespace postroom::storage
