#include <gtest/gtest.h>

#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

class Notes : public MemoryStoreTest {
 protected:
  Status change(std::string key, std::optional<std::string> before, std::optional<std::string> after) {
    const NoteChange one{std::move(key), std::move(before), std::move(after)};
    return store.change_notes(ana, {&one, 1});
  }
  std::string text(const std::string& key) { return must(store.note(ana, key)).value_or("(none)"); }
};

TEST_F(Notes, are_made_changed_and_removed) {
  EXPECT_EQ(text("a"), "(none)");
  must(change("a", {}, "one"));
  EXPECT_EQ(text("a"), "one");
  must(change("a", "one", "two"));
  EXPECT_EQ(text("a"), "two");
  must(change("a", "two", {}));
  EXPECT_EQ(text("a"), "(none)");
}

TEST_F(Notes, stay_as_they_are_when_they_are_not_what_the_change_says) {
  EXPECT_EQ(code_of(change("a", "one", "two")), Code::collision);
  must(change("a", {}, "one"));
  EXPECT_EQ(code_of(change("a", {}, "two")), Code::collision);
  EXPECT_EQ(code_of(change("a", "other", {})), Code::collision);
  EXPECT_EQ(text("a"), "one");
  const NoteChange both[] = {{"b", {}, "x"}, {"a", "other", "y"}};
  EXPECT_EQ(code_of(store.change_notes(ana, both)), Code::collision);
  EXPECT_EQ(text("b"), "(none)");
}

TEST_F(Notes, are_listed_in_order_of_key_and_apart_from_other_settings) {
  must(change("b", {}, "2"));
  must(change("a", {}, "1"));
  must(change("c", {}, "3"));
  EXPECT_EQ(must(store.notes(ana, "", 10)), (std::vector<Note>{{"a", "1"}, {"b", "2"}, {"c", "3"}}));
  EXPECT_EQ(must(store.notes(ana, "a", 1)), (std::vector<Note>{{"b", "2"}}));
  EXPECT_TRUE(must(store.notes(ana, "c", 10)).empty());
}

TEST_F(Notes, come_with_messages_or_not_at_all) {
  const auto add = [&](const NoteChange& note) {
    std::vector<NewMessage> messages(2);
    auto prepared = must(store.prepare_messages(ana, std::move(messages)));
    return store.add_prepared(ana, inbox(), std::move(prepared), {&note, 1});
  };
  EXPECT_EQ(must(add({"a", {}, "2 messages"})).size(), 2u);
  EXPECT_EQ(text("a"), "2 messages");
  EXPECT_EQ(code_of(add({"a", {}, "4 messages"})), Code::collision);
  EXPECT_EQ(must(store.folder(ana, inbox())).content_count, 2);
  EXPECT_EQ(text("a"), "2 messages");
}

TEST_F(Notes, have_limits) {
  must(change(std::string(kMaxNoteKey, 'k'), {}, std::string(kMaxNoteText, 'x')));
  EXPECT_EQ(code_of(change(std::string(kMaxNoteKey + 1, 'k'), {}, "x")), Code::invalid_argument);
  EXPECT_EQ(code_of(change("k", {}, std::string(kMaxNoteText + 1, 'x'))), Code::too_big);
  EXPECT_EQ(code_of(change("", {}, "x")), Code::invalid_argument);
  EXPECT_EQ(code_of(change("a b", {}, "x")), Code::invalid_argument);
  EXPECT_EQ(code_of(change("k", {}, "\xFF")), Code::invalid_argument);
  std::vector<NoteChange> many;
  for (std::size_t i = 0; i < kMaxNoteChanges; ++i) many.push_back({"n" + std::to_string(i), {}, "x"});
  must(store.change_notes(ana, many));
  for (NoteChange& one : many) one = {one.key, "x", {}};
  many.push_back({"one more", {}, "x"});
  EXPECT_EQ(code_of(store.change_notes(ana, many)), Code::too_big);
}

TEST_F(Notes, are_for_sessions_that_may_write) {
  Session reader = ana;
  reader.rights = Rights::read_only;
  const NoteChange one{"a", {}, "x"};
  EXPECT_EQ(code_of(store.change_notes(reader, {&one, 1})), Code::no_access);
}

}  // namespace
}  // namespace postroom::store
