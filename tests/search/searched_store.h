// What the tests of searching share: a store, what was put into it, and what a plain look at that would find.
#pragma once

#include <gtest/gtest.h>
#include <postroom/open.h>
#include <postroom/search.h>
#include <postroom/tags.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "model/collation.h"
#include "support/ground.h"
#include "support/must.h"
#include "support/people.h"

namespace postroom::searching {

using testing::code_of;
using testing::must;

// On the engine that this program tests: on_sqlite.cc or on_postgres.cc.
std::unique_ptr<testing::Ground> make_ground();

// Ways to spoil the index of a store from outside; the store may be open.
struct Spoiler {
  const char* name;
  void (*spoil)(const testing::Ground& ground, const std::string& address);
};
const std::vector<Spoiler>& spoilers();

// As the documentation says it, in the plainest way: case, marks and spacing overlooked.
inline std::string plain_form(const std::string& text) {
  std::string form;
  for (const char character : fold(text, {.case_ = true, .nonspacing = true})) {
    const bool space = static_cast<unsigned char>(character) <= ' ' || character == 0x7F;
    if (!space)
      form += character;
    else if (!form.ends_with(' '))
      form += ' ';
  }
  return form;
}

class SearchTest : public ::testing::Test {
 protected:
  SearchTest() : opened_(must(create_store(address(), ana))) {}

  std::string address() const { return ground->address("mail.postroom"); }
  Store& store() {
    if (!opened_) opened_ = must(open_store(address()));
    return *opened_;
  }
  void close() { opened_.reset(); }
  FolderId inbox() { return store().special(SpecialFolder::inbox); }
  FolderId drafts() { return store().special(SpecialFolder::drafts); }

  MessageId add(const std::string& subject, const std::string& body = "", FolderId folder = {}) {
    people.clock->advance(std::chrono::seconds(1));
    Message message = must(store().create_message(ana, folder.value == 0 ? inbox() : folder));
    must(message.set(tag::subject, subject));
    if (!body.empty()) must(message.set(tag::body, body));
    const MessageId id = must(message.save()).message;
    fields_[id] = {plain_form(subject), plain_form(body)};
    return id;
  }
  void edit(MessageId id, const std::string& subject) {
    Message message = must(store().open_message(ana, id, Access::read_write));
    must(message.set(tag::subject, subject));
    must(message.save());
    fields_[id][0] = plain_form(subject);
  }
  void remove(MessageId id, DeleteKind kind) {
    must(store().delete_messages(ana, std::vector{id}, kind));
    fields_.erase(id);
  }

  std::vector<MessageId> find(const std::string& text, std::vector<FolderId> folders = {}) {
    SearchQuery query;
    query.text = text;
    query.folders = std::move(folders);
    Search search = must(store().search(ana, query));
    std::vector<MessageId> ids;
    for (;;) {
      const auto page = must(search.next(7));
      for (const MessageSummary& row : page) ids.push_back(row.id);
      if (page.size() < 7) break;
    }
    report = search.report();
    return ids;
  }
  std::set<MessageId> expected(const std::string& phrase) const {
    std::string needle = plain_form(phrase);
    while (needle.starts_with(' ')) needle.erase(0, 1);
    while (needle.ends_with(' ')) needle.pop_back();
    std::set<MessageId> ids;
    for (const auto& [id, fields] : fields_) {
      const auto has = [&](const std::string& field) { return field.find(needle) != std::string::npos; };
      if (std::any_of(fields.begin(), fields.end(), has)) ids.insert(id);
    }
    return ids;
  }
  // Fails unless searching for the phrase finds what a plain look finds, once each and in order.
  void expect_plain_result(const std::string& phrase) {
    const auto found = find("\"" + phrase + "\"");
    EXPECT_EQ(std::set(found.begin(), found.end()), expected(phrase)) << phrase;
    EXPECT_EQ(std::set(found.begin(), found.end()).size(), found.size()) << phrase;
    for (std::size_t i = 1; i < found.size(); ++i) {
      EXPECT_GE(must(store().summary(ana, found[i - 1])).date, must(store().summary(ana, found[i])).date);
    }
  }

  const std::unique_ptr<testing::Ground> ground = make_ground();
  testing::People people;
  Session ana = people.session("Ana Ruiz", 1);
  SearchReport report;  // of the last find()
  std::map<MessageId, std::vector<std::string>> fields_;

 private:
  std::optional<Store> opened_;
};

}  // namespace postroom::searching
