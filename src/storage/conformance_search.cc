// Conformance: the search index.
#include "storage/conformance.h"

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

namespace postroom::storage {
namespace {

const IndexPlace kStart{{0}, {0}, ""};

// An index that is made and has these texts, of versions 1, 2, … and messages 101, 102, …
class Filled {
 public:
  explicit Filled(Engine& engine, const std::vector<std::string>& texts = {})
      : index(must(engine.search_index())) {
    must(index->start_anew("suite", kStart));
    add(texts);
  }
  void add(const std::vector<std::string>& texts) {
    std::vector<IndexedText> entries;
    for (const std::string& text : texts) {
      ++last;
      entries.push_back({{last}, {last + 100}, text});
    }
    const IndexPlace was = must(index->state()).place;
    must(index->put(entries, was, {{was.position.value + 1}, {last + 100}, "mark"}));
  }
  std::vector<std::int64_t> versions(const std::string& needle, std::int64_t before = 0,
                                     std::size_t limit = 1000) {
    std::vector<std::int64_t> found;
    const std::uint64_t making = must(index->state()).making;
    for (const Candidate& candidate : must(index->candidates(needle, making, {before}, limit))) {
      EXPECT_EQ(candidate.message.value, candidate.version.value + 100);
      found.push_back(candidate.version.value);
    }
    return found;
  }

  const std::shared_ptr<SearchIndex> index;
  std::int64_t last = 0;
};

using Versions = std::vector<std::int64_t>;

Code failure_of(const Status& status) {
  return status.ok() ? throw std::runtime_error("it succeeded") : status.error().code;
}

std::string random_text(std::mt19937& random, int length) {
  static const std::vector<std::string> kLetters = {"a",  "b", "e",  "n",  " ", "\x1f", "%", "_", "\\",
                                                    "\"", "'", "本", "語", "é", "ı",    "😀", "-", "*"};
  std::string text;
  for (int i = 0; i < length; ++i) text += kLetters[random() % kLetters.size()];
  return text;
}

std::string random_needle(std::mt19937& random) {
  std::string needle = random_text(random, 3 + static_cast<int>(random() % 4));
  for (char& character : needle) {
    if (character == '\x1f') character = 'a';
  }
  return needle;
}

}  // namespace

TEST_P(EngineTest, a_search_index_has_nothing_in_it_until_it_is_made) {
  const auto index = must(engine().search_index());
  const IndexState state = must(index->state());
  EXPECT_EQ(state.made_by, "");
  EXPECT_EQ(state.making, 0U);
  EXPECT_EQ(state.entries, 0);
  EXPECT_EQ(failure_of(index->put({}, kStart, kStart)), Code::busy);
  EXPECT_TRUE(must(index->candidates("abc", 0, {}, 10)).empty())
      << "nothing has been made, and nothing is found";
}

TEST_P(EngineTest, a_search_index_knows_how_far_it_has_come_also_when_opened_again) {
  const IndexPlace place{{INT64_MAX - 1}, {INT64_MAX}, "a mark: ' \" \\ é"};
  std::uint64_t making = 0;
  {
    const auto index = must(engine().search_index());
    must(index->start_anew("made by 'me'", {{7}, {8}, "before"}));
    EXPECT_EQ(must(index->state()).place, (IndexPlace{{7}, {8}, "before"}));
    must(index->put(std::vector<IndexedText>{{{1}, {101}, "some text"}}, {{7}, {8}, "before"}, place));
    making = must(index->state()).making;
    EXPECT_NE(making, 0U);
  }
  reopen();
  const auto index = must(engine().search_index());
  const IndexState state = must(index->state());
  EXPECT_EQ(state.place, place);
  EXPECT_EQ(state.made_by, "made by 'me'");
  EXPECT_EQ(state.making, making);
  EXPECT_EQ(state.entries, 1);
  EXPECT_FALSE(state.worn);
}

TEST_P(EngineTest, a_search_index_finds_text_of_any_script_and_with_any_sign) {
  Filled filled(engine(), {"hello world", "日本語のテスト", "50% off_now", "a\\b\\c", "say \"hi\" 'now'",
                           "😀😃😄 smile", "première", "x\x1fyz"});
  EXPECT_EQ(filled.versions("llo wor"), Versions{1});
  EXPECT_EQ(filled.versions("本語の"), Versions{2});
  EXPECT_EQ(filled.versions("0% off_"), Versions{3});
  EXPECT_EQ(filled.versions("\\b\\"), Versions{4});
  EXPECT_EQ(filled.versions("\"hi\" '"), Versions{5});
  EXPECT_EQ(filled.versions("😃😄 "), Versions{6});
  EXPECT_EQ(filled.versions("remiè"), Versions{7});
  EXPECT_EQ(filled.versions("none of these"), Versions{});
  EXPECT_EQ(filled.versions("%%%"), Versions{});
  EXPECT_EQ(filled.versions("___"), Versions{});
}

TEST_P(EngineTest, a_search_index_gives_every_entry_that_has_the_needle) {
  std::mt19937 random(17);
  std::vector<std::string> texts;
  for (int i = 0; i < 300; ++i) texts.push_back(random_text(random, 60));
  Filled filled(engine(), texts);
  for (int round = 0; round < 60; ++round) {
    const std::string needle = random_needle(random);
    const Versions found = filled.versions(needle);
    EXPECT_TRUE(std::is_sorted(found.rbegin(), found.rend()));
    EXPECT_EQ(std::adjacent_find(found.begin(), found.end()), found.end());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (texts[i].find(needle) == std::string::npos) continue;
      EXPECT_NE(std::find(found.begin(), found.end(), static_cast<std::int64_t>(i) + 1), found.end())
          << needle;
    }
  }
}

TEST_P(EngineTest, a_search_index_gives_its_candidates_from_the_newest_in_pages) {
  std::vector<std::string> texts;
  for (int i = 1; i <= 1500; ++i) texts.push_back(i % 3 == 0 ? "a common word" : "another thing");
  Filled filled(engine(), texts);
  Versions all;
  for (std::int64_t before = 0;;) {
    const Versions page = filled.versions("common", before, 70);
    EXPECT_LE(page.size(), 70U);
    all.insert(all.end(), page.begin(), page.end());
    if (page.size() < 70) break;
    before = page.back();
  }
  ASSERT_EQ(all.size(), 500U);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], 1500 - 3 * static_cast<std::int64_t>(i));
}

TEST_P(EngineTest, a_search_index_tells_the_rare_from_the_common) {
  std::vector<std::string> texts(900, "a common word");
  texts[20] = "a rarity";
  Filled filled(engine(), texts);
  const std::size_t common = must(filled.index->estimate("common", 100));
  EXPECT_GT(common, 50U);
  EXPECT_LE(common, 100U) << "up to the limit";
  EXPECT_LT(must(filled.index->estimate("rarity", 100)), common);
}

TEST_P(EngineTest, a_version_is_indexed_once) {
  Filled filled(engine(), {"the first text"});
  const IndexPlace was = must(filled.index->state()).place;
  const std::vector<IndexedText> again{
      {{1}, {101}, "another text"}, {{2}, {102}, "of another"}, {{2}, {102}, "twice"}};
  must(filled.index->put(again, was, was));
  EXPECT_EQ(must(filled.index->state()).entries, 2);
  EXPECT_EQ(filled.versions("first"), Versions{1});
}

TEST_P(EngineTest, who_writes_to_a_search_index_from_another_place_changes_nothing) {
  Filled filled(engine(), {"the first text"});
  const IndexState before = must(filled.index->state());
  const std::vector<IndexedText> late{{{9}, {109}, "late text"}};
  for (const IndexPlace& wrong : {kStart, IndexPlace{before.place.position, {5}, "mark"},
                                  IndexPlace{before.place.position, before.place.scanned, "other"}}) {
    EXPECT_EQ(failure_of(filled.index->put(late, wrong, {{50}, {50}, "mark"})), Code::busy);
  }
  EXPECT_EQ(must(filled.index->state()).place, before.place);
  EXPECT_EQ(must(filled.index->state()).entries, 1);
  EXPECT_EQ(filled.versions("late"), Versions{});
}

TEST_P(EngineTest, who_searches_notices_that_the_index_has_been_started_anew) {
  Filled filled(engine(), {"the first text"});
  const std::uint64_t making = must(filled.index->state()).making;
  must(filled.index->start_anew("another", {{3}, {4}, "m"}));
  const auto found = filled.index->candidates("first", making, {}, 10);
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().code, Code::busy);
  const IndexState state = must(filled.index->state());
  EXPECT_NE(state.making, making);
  EXPECT_EQ(state.made_by, "another");
  EXPECT_EQ(state.place, (IndexPlace{{3}, {4}, "m"}));
  EXPECT_EQ(state.entries, 0);
  EXPECT_EQ(filled.versions("first"), Versions{});
}

TEST_P(EngineTest, a_sweep_takes_out_what_is_no_longer_current) {
  std::vector<std::string> texts(1200, "a common word");
  Filled filled(engine(), texts);
  std::size_t asked = 0;
  must(filled.index->sweep([&](std::span<const Candidate> step) -> Result<std::vector<bool>> {
    EXPECT_LE(step.size(), kSweepStep);
    asked += step.size();
    std::vector<bool> current;
    for (const Candidate& entry : step) current.push_back(entry.version.value % 2 == 0);
    return current;
  }));
  EXPECT_EQ(asked, 1200U);
  const Versions left = filled.versions("common", 0, 5000);
  EXPECT_EQ(left.size(), 600U);
  EXPECT_TRUE(std::all_of(left.begin(), left.end(), [](std::int64_t version) { return version % 2 == 0; }));
  EXPECT_EQ(must(filled.index->state()).entries, 600);
  filled.add({"a later word"});
  EXPECT_EQ(filled.versions("later"), Versions{1201});
}

TEST_P(EngineTest, a_sweep_ends_with_the_first_failure) {
  Filled filled(engine(), {"a text"});
  const Status swept = filled.index->sweep([](std::span<const Candidate>) -> Result<std::vector<bool>> {
    return Error{Code::io_error, "The store cannot be read.", {}};
  });
  EXPECT_EQ(failure_of(swept), Code::io_error);
  EXPECT_EQ(filled.versions("text"), Versions{1});
}

TEST_P(EngineTest, one_at_a_time_has_the_role_of_filling_the_search_index) {
  const auto other_engine = open_another();
  const auto index = must(engine().search_index());
  const auto other = must(other_engine->search_index());
  auto role = must(index->take_role());
  ASSERT_NE(role, nullptr);
  EXPECT_EQ(must(other->take_role()), nullptr);
  EXPECT_EQ(must(index->take_role()), nullptr);
  role.reset();
  const auto moved = must(other->take_role());
  EXPECT_NE(moved, nullptr);
  EXPECT_EQ(must(index->take_role()), nullptr);
}

TEST_P(EngineTest, the_role_of_one_search_index_leaves_those_of_other_stores_alone) {
  const auto other_store = must(GetParam().create(other_address("second")));
  const auto role = must(must(engine().search_index())->take_role());
  const auto other = must(must(other_store->search_index())->take_role());
  EXPECT_NE(role, nullptr);
  EXPECT_NE(other, nullptr);
}

TEST_P(EngineTest, who_has_the_role_writes_what_others_find) {
  const auto other_engine = open_another();
  const auto other = must(other_engine->search_index());
  EXPECT_EQ(must(other->state()).made_by, "");
  const auto role = must(must(engine().search_index())->take_role());
  Filled filled(engine(), {"found by all"});
  const IndexState state = must(other->state());
  EXPECT_EQ(state.made_by, "suite");
  EXPECT_EQ(must(other->candidates("found", state.making, {}, 10)).size(), 1U);
  filled.add({"found as well"});
  EXPECT_EQ(must(other->candidates("found", state.making, {}, 10)).size(), 2U);
}

TEST_P(EngineTest, the_search_indexes_of_two_stores_know_nothing_of_each_other) {
  const auto other_store = must(GetParam().create(other_address("second")));
  Filled filled(engine(), {"in the first store"});
  Filled other(*other_store, {"in the second store", "the store of the second"});
  EXPECT_EQ(filled.versions("first"), Versions{1});
  EXPECT_EQ(filled.versions("second"), Versions{});
  EXPECT_EQ(other.versions("store"), (Versions{2, 1}));
  must(other.index->start_anew("suite", kStart));
  EXPECT_EQ(filled.versions("store"), Versions{1});
}

// What it does not know has to be looked for in every message.
TEST_P(EngineTest, a_search_index_that_knows_two_characters_finds_them) {
  Filled filled(engine(), {"会議の資料です", "資料室", "資 料", "a料b", "料資", "the\x1f時間\x1f資料"});
  EXPECT_TRUE(filled.index->knows("資料室"));
  EXPECT_FALSE(filled.index->knows("資"));
  EXPECT_FALSE(filled.index->knows("ab"));
  if (!filled.index->knows("資料")) return;
  EXPECT_EQ(filled.versions("資料"), (Versions{6, 2, 1}));
  EXPECT_EQ(filled.versions("時間"), Versions{6});
  EXPECT_EQ(filled.versions("資料", 6, 1), Versions{2});
  EXPECT_EQ(must(filled.index->estimate("資料", 10)), 3U);
  filled.add({"資料"});
  EXPECT_EQ(filled.versions("資料"), (Versions{7, 6, 2, 1}));
}

TEST_P(EngineTest, a_search_index_takes_a_text_of_a_megabyte) {
  std::string text;
  for (int i = 0; text.size() < (1 << 20); ++i) text += "word" + std::to_string(i * 7919 % 100'003) + " ";
  text += "needle";
  Filled filled(engine(), {text, "no such thing"});
  EXPECT_EQ(filled.versions("needle"), Versions{1});
  EXPECT_EQ(filled.versions(text.substr(text.size() / 2, 5000)), Versions{1}) << "also of a very long needle";
}

TEST_P(EngineTest, a_search_index_is_read_while_it_is_written) {
  Filled filled(engine(), {"common word"});
  std::atomic<bool> done = false;
  std::thread reader([&] {
    std::size_t seen = 0;
    while (!done) {
      const std::size_t now = filled.versions("common", 0, 10'000).size();
      EXPECT_GE(now, seen);
      seen = now;
    }
  });
  for (int i = 0; i < 20; ++i) filled.add({"a common word", "another common word"});
  done = true;
  reader.join();
  EXPECT_EQ(filled.versions("common").size(), 41U);
}

TEST_P(EngineTest, a_store_opened_for_reading_only_uses_a_search_index_and_does_not_fill_it) {
  Filled filled(engine(), {"found by all"});
  const auto reading = must(GetParam().open_read_only(address()));
  const auto index = must(reading->search_index());
  EXPECT_EQ(must(index->candidates("found", must(index->state()).making, {}, 10)).size(), 1U);
  EXPECT_EQ(must(index->take_role()), nullptr);
}

}  // namespace postroom::storage
