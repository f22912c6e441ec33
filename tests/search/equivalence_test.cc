// Whatever the state of the index: a search finds what a plain look at every message finds.
#include <postroom/text.h>

#include "search/searched_store.h"
#include "support/seeded_random.h"

namespace postroom::searching {
namespace {

const std::vector<std::string> kPieces = {"printer",
                                          "Print",
                                          "STRASSE",
                                          "straße",
                                          "café",
                                          "cafe\u0301",
                                          "İstanbul",
                                          "ısı",
                                          "I\u0307",
                                          "日本",
                                          "語",
                                          "のテスト",
                                          "東京都",
                                          "😀",
                                          "👩‍👩‍👧",
                                          "ﬁne",
                                          "a\u0301\u0323b",
                                          "각",
                                          "ΑΣ",
                                          "ας",
                                          " ",
                                          " ",
                                          "  ",
                                          "\n",
                                          "\r\n\t",
                                          "-",
                                          "%",
                                          "_",
                                          "\\",
                                          "'",
                                          "abc",
                                          "xyz"};

class EquivalenceTest : public SearchTest {
 protected:
  std::string random_text(int pieces) {
    std::string text;
    for (int i = 0; i < pieces; ++i) text += random_.pick(kPieces);
    return text;
  }
  // A part of what was put into some message, or of nothing.
  std::string random_phrase() {
    const std::string text = random_.chance(80) && !texts_.empty() ? random_.pick(texts_) : random_text(3);
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) starts.push_back(i);
    }
    const std::size_t first = random_.below(starts.size());
    const std::size_t last = std::min(starts.size(), first + 1 + random_.below(9));
    const std::size_t end = last == starts.size() ? text.size() : starts[last];
    return text.substr(starts[first], end - starts[first]);
  }
  void put_some(int count) {
    for (int i = 0; i < count; ++i) {
      texts_.push_back(random_text(6));
      ids_.push_back(add(texts_.back(), random_text(40), random_.chance(30) ? drafts() : inbox()));
    }
  }
  void change_some(int count) {
    for (int i = 0; i < count && !ids_.empty(); ++i) {
      const std::size_t at = random_.below(ids_.size());
      const MessageId id = ids_[at];
      const std::size_t what = random_.below(4);
      if (what == 0) {
        texts_.push_back(random_text(5));
        edit(id, texts_.back());
      } else if (what == 1) {
        must(store().move_messages(ana, std::vector{id}, random_.chance(50) ? drafts() : inbox()));
      } else if (what == 2) {
        remove(id, random_.chance(50) ? DeleteKind::recoverable : DeleteKind::permanent);
        ids_.erase(ids_.begin() + static_cast<std::ptrdiff_t>(at));
      } else {
        const auto kept = fields_[id];
        remove(id, DeleteKind::recoverable);
        must(store().undelete_messages(ana, std::vector{id}, inbox()));
        fields_[id] = kept;
      }
    }
  }
  void expect_plain_results(int count) {
    for (int i = 0; i < count; ++i) {
      const std::string phrase = random_phrase();
      const std::string form = plain_form(phrase);
      if (std::all_of(form.begin(), form.end(), [](char c) { return c == ' '; })) continue;
      expect_plain_result(phrase);
    }
  }

  testing::SeededRandom random_{23};
  std::vector<MessageId> ids_;
  std::vector<std::string> texts_;
};

TEST_F(EquivalenceTest, before_there_is_an_index_while_it_grows_and_when_it_is_there) {
  put_some(60);
  expect_plain_results(15);
  must(store().index(ana));
  expect_plain_results(25);
  EXPECT_TRUE(report.up_to_date || !report.indexed);
  put_some(10);
  change_some(30);
  expect_plain_results(15);
  must(store().index(ana));
  expect_plain_results(25);
}

TEST_F(EquivalenceTest, after_a_restart_with_the_index_behind) {
  put_some(40);
  must(store().index(ana));
  close();
  put_some(10);
  change_some(20);
  expect_plain_results(20);
  must(store().index(ana));
  expect_plain_results(20);
}

TEST_F(EquivalenceTest, where_the_log_no_longer_reaches_back_to_the_index) {
  put_some(40);
  must(store().index(ana));
  close();
  change_some(30);
  Retention retention = must(store().retention(ana));
  retention.log_entries = 5;
  must(store().set_retention(ana, retention));
  must(store().compact(ana));
  expect_plain_results(15);
  must(store().index(ana));
  expect_plain_results(15);
}

TEST_F(EquivalenceTest, with_an_index_that_was_spoiled_while_the_store_was_closed) {
  put_some(40);
  for (const Spoiler& spoiler : spoilers()) {
    SCOPED_TRACE(spoiler.name);
    must(store().index(ana));
    close();
    spoiler.spoil(*ground, address());
    expect_plain_results(8);
    change_some(3);
    must(store().index(ana));
    expect_plain_results(8);
  }
}

TEST_F(EquivalenceTest, with_an_index_that_is_spoiled_while_the_store_is_open) {
  put_some(40);
  for (const Spoiler& spoiler : spoilers()) {
    SCOPED_TRACE(spoiler.name);
    must(store().index(ana));
    spoiler.spoil(*ground, address());
    expect_plain_results(8);
    change_some(3);
    must(store().index(ana));
    expect_plain_results(8);
  }
}

TEST_F(EquivalenceTest, with_more_hits_than_are_put_in_order) {
  add("another one", "nothing");
  for (int batch = 0; batch < 21; ++batch) {
    std::vector<NewMessage> messages(1000);
    for (NewMessage& message : messages)
      message.content.properties.set(tag::subject, std::string("the common word"));
    must(store().add_messages(ana, inbox(), std::move(messages)));
  }
  must(store().index(ana));
  SearchQuery query;
  query.text = "common";
  Search search = must(store().search(ana, query));
  EXPECT_EQ(must(search.next(100)).size(), 100U);
  EXPECT_LT(search.report().checked, 300) << "the first page of a common word is found by looking";
  EXPECT_EQ(find("another").size(), 1U);
  EXPECT_EQ(report.checked, 1);
}

}  // namespace
}  // namespace postroom::searching
