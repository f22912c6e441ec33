// What the tests of the save rules share: a real store that nobody else has, and two people who use it.
// Every test ends with the store's own check finding nothing.
#pragma once

#include <gtest/gtest.h>
#include <postroom/entry_id.h>
#include <postroom/open.h>
#include <postroom/tags.h>

#include <algorithm>
#include <optional>

#include "support/ground.h"
#include "support/keep_everything.h"
#include "support/must.h"
#include "support/people.h"

namespace postroom::rules {

using namespace std::chrono_literals;
using testing::code_of;
using testing::must;

// On the engine that this program tests: on_sqlite.cc or on_postgres.cc.
std::unique_ptr<testing::Ground> make_ground();

class RulesTest : public ::testing::Test {
 protected:
  RulesTest() : opened_(must(create_store(address(), ana))) {}
  void TearDown() override { EXPECT_EQ(must(store().check(ana)), std::vector<std::string>{}); }

  std::string address() const { return ground->address("mail.postroom"); }
  Store& store() {
    if (!opened_) opened_ = must(open_store(address()));
    return *opened_;
  }
  void close() { opened_.reset(); }  // store() opens it again
  Store another() const { return must(open_store(address())); }
  FolderId inbox() { return store().special(SpecialFolder::inbox); }

  MessageId add(const std::string& subject, const std::string& body = "the first body") {
    Message message = must(store().create_message(ana, inbox()));
    must(message.set(tag::message_class, std::string("IPM.Note")));
    must(message.set(tag::subject, subject));
    must(message.set(tag::body, body));
    return must(message.save()).message;
  }
  Message open(const Session& session, MessageId id, Access access = Access::read_write) {
    return must(store().open_message(session, id, access));
  }
  void edit(const Session& session, MessageId id, PropertyTag tag, const std::string& value) {
    Message message = open(session, id);
    must(message.set(tag, value));
    must(message.save());
  }
  std::string stored(MessageId id, PropertyTag tag) { return text(open(ana, id, Access::read_only), tag); }
  static std::string text(const Message& message, PropertyTag tag) {
    const auto value = message.get(tag);
    return value ? std::get<std::string>(*value) : "(none)";
  }
  template <class T>
  static T get(const Message& message, PropertyTag tag) {
    return std::get<T>(message.get(tag).value());
  }
  std::int64_t version_of(MessageId id) { return must(store().summary(ana, id)).version.value; }
  std::size_t history_size(MessageId id) { return must(store().history(ana, id, true)).size(); }
  LogPosition position() { return must(store().log_position(ana)); }
  std::vector<ChangeKind> kinds_since(LogPosition after) {
    std::vector<ChangeKind> kinds;
    for (const Event& event : must(store().events_after(ana, after, 1000))) kinds.push_back(event.kind);
    return kinds;
  }

  const std::unique_ptr<testing::Ground> ground = make_ground();
  testing::People people;
  Session ana = people.session("Ana Ruiz", 1);
  Session ben = people.session("Ben Okafor", 2);

 private:
  std::optional<Store> opened_;
};

// The fixture of every test that is named after a rule.
class SaveRules : public RulesTest {
 protected:
  // Ana and Ben have the same message open; both have edited, and Ana has saved.
  struct Race {
    MessageId id;
    Message winner, loser;
  };
  Race race() {
    const MessageId id = add("one");
    Race made{id, open(ana, id), open(ben, id)};
    must(made.winner.set(tag::subject, std::string("Ana's")));
    must(made.loser.set(tag::subject, std::string("Ben's")));
    must(made.winner.save());
    return made;
  }

  // What only a save may move.
  struct Stamp {
    VersionNumber version;
    ChangeNumber change_number;
    FileTime modified;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  Stamp stamp(MessageId id) {
    const MessageSummary row = must(store().summary(ana, id));
    return {row.version, row.change_number, row.modified};
  }

  BulkReport mark(MessageId id, Store::Read read = Store::Read::yes) {
    return must(store().mark(ana, std::vector{id}, read));
  }
  bool is_read(MessageId id) { return must(store().summary(ana, id)).flags & message_flag::read; }
  // Messages are born read; here they are wanted unread.
  MessageId add_unread(const std::string& subject) {
    const MessageId id = add(subject);
    mark(id, Store::Read::no);
    return id;
  }

  std::vector<Bytes> conflict_items(MessageId id) {
    const auto items = open(ana, id, Access::read_only).get(tag::conflict_items);
    return items ? std::get<std::vector<Bytes>>(*items) : std::vector<Bytes>{};
  }
  Bytes entry_id(MessageId id) { return encode(EntryId{store().guid(), id}); }

  Session reader = people.session("Cy Reader", 3, Rights::read_only);
};

inline Recipient recipient(const std::string& name) {
  return make_recipient(RecipientType::to, name, name + "@example.com");
}

inline Attachment attachment(const std::string& name, const std::string& bytes) {
  Attachment made;
  made.properties = {{tag::attach_long_filename, name},
                     {tag::attach_method, attach_method::by_value},
                     {tag::attach_data_bin, to_bytes(bytes)}};
  return made;
}

// Everything the reader has.
inline std::string read_whole(Result<std::unique_ptr<RandomAccess>> reader) {
  const auto access = must(std::move(reader));
  RangeSource source(*access);
  return std::string(as_text(must(read_all(source, 64 << 20))));
}

// Text that becomes a large value.
inline std::string long_text(char letter) { return std::string(kInlineLimit * 3, letter); }

}  // namespace postroom::rules
