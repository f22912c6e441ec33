#include "store/search_text.h"

#include <gtest/gtest.h>
#include <postroom/tags.h>

#include "store/narrowing.h"
#include "support/must.h"

namespace postroom::store {
namespace {

using testing::must;

// No large values at all.
class NoLargeValues final : public LargeValues {
 public:
  Result<LargeValue> put(Source&) override { return Error{Code::not_supported, "None here.", {}}; }
  Result<std::unique_ptr<RandomAccess>> get(const LargeValue&) override {
    return Error{Code::not_found, "None here.", {}};
  }
};

Restriction on(PropertyTag tag, const std::string& text, Match match = Match::substring) {
  return {ContentRestriction{tag, match, {}, {tag, text}}};
}
Restriction all(std::vector<Restriction> parts) { return {AndRestriction{std::move(parts)}}; }

}  // namespace

TEST(SearchText, folds_and_makes_one_space_of_many) {
  EXPECT_EQ(search_form("  Stra\u00DFe \r\n\t IST  Ca\u0301fe\x1F!"), " strasse ist cafe !");
  EXPECT_EQ(search_form(std::string("a\0b", 3)), "a b");
  EXPECT_EQ(search_form(""), "");
}

TEST(SearchText, takes_words_and_phrases_apart) {
  using Needles = std::vector<std::string>;
  EXPECT_EQ(must(parse_needles("One  two")), (Needles{"one", "two"}));
  EXPECT_EQ(must(parse_needles("\"One  two\" three")), (Needles{"one two", "three"}));
  EXPECT_EQ(must(parse_needles("a\"b c\"d")), (Needles{"a", "b c", "d"}));
  EXPECT_EQ(must(parse_needles("print printer rint")), Needles{"printer"})
      << "a part of another says nothing";
  EXPECT_EQ(must(parse_needles("\"open end")), Needles{"open end"});
}

TEST(SearchText, of_a_message_keeps_its_fields_apart) {
  NoLargeValues none;
  MessageContent content;
  content.properties.set(tag::subject, std::string("Hello"));
  content.properties.set(tag::body, std::string("World"));
  EXPECT_EQ(must(indexed_text(content, none)), "hello\x1Fworld\x1F");
  EXPECT_TRUE(must(has_needles(content, none, {"ello", "orl"})));
  EXPECT_FALSE(must(has_needles(content, none, {"ello", "lloworld"})));
}

TEST(SearchText, past_its_limit_is_marked_as_such) {
  NoLargeValues none;
  MessageContent content;
  content.properties.set(tag::body, std::string(kMaxIndexedText - 1, 'x'));
  EXPECT_EQ(must(indexed_text(content, none)).size(), kMaxIndexedText) << "with the end of its field";
  content.properties.set(tag::body, std::string(kMaxIndexedText, 'x'));
  const std::string text = must(indexed_text(content, none));
  EXPECT_EQ(text.size(), kMaxIndexedText + 1 + kBeyondNeedle.size());
  EXPECT_TRUE(text.ends_with(kBeyondNeedle));
}

TEST(SearchText, whose_large_value_is_gone_is_looked_at_by_every_search) {
  NoLargeValues none;
  MessageContent content;
  content.properties.set(tag::body, LargeValue{{}, 100'000});
  EXPECT_TRUE(must(indexed_text(content, none)).ends_with(kBeyondNeedle));
}

using Needles = std::vector<std::string>;

TEST(Narrowing, takes_the_texts_that_a_restriction_cannot_do_without) {
  EXPECT_EQ(index_needles(on(tag::subject, "Printer")), Needles{"printer"});
  EXPECT_EQ(index_needles(on(tag::body, "Caf\u00E9", Match::prefix)), Needles{"cafe"});
  EXPECT_EQ(index_needles(all({on(tag::subject, "ink"), all({on(tag::sender_name, "Okafor")})})),
            (Needles{"ink", "okafor"}));
  EXPECT_EQ(index_needles({CountRestriction{5, std::make_shared<Restriction>(on(tag::display_to, "ana r"))}}),
            Needles{"ana r"});
  EXPECT_EQ(index_needles({CommentRestriction{{}, std::make_shared<Restriction>(on(tag::body, "abc"))}}),
            Needles{"abc"});
  EXPECT_EQ(index_needles(on(tag::subject, "e\u0301\u0301n")), Needles{"en"})
      << "whether it is too short, the index says";
  EXPECT_EQ(index_needles({OrRestriction{{on(tag::subject, "Printer"), all({on(tag::body, "printer"), on(tag::body, "ink")})}}}),
            Needles{"printer"});
}

TEST(Narrowing, takes_nothing_where_the_index_cannot_tell) {
  EXPECT_EQ(index_needles(on(tag::message_class, "IPM.Note")), Needles{});
  EXPECT_EQ(index_needles({OrRestriction{{on(tag::subject, "printer"), on(tag::body, "ink")}}}), Needles{});
  EXPECT_EQ(index_needles({OrRestriction{{on(tag::subject, "printer"), on(tag::message_class, "printer")}}}), Needles{});
  EXPECT_EQ(index_needles({NotRestriction{std::make_shared<Restriction>(on(tag::subject, "printer"))}}),
            Needles{});
  EXPECT_EQ(index_needles(all({})), Needles{});
  EXPECT_EQ(index_needles({CommentRestriction{}}), Needles{});
  // U+0345 is this letter with case folded, and nothing with marks dropped.
  EXPECT_EQ(index_needles(on(tag::subject, "\u03B9")), Needles{});
  EXPECT_EQ(index_needles(on(tag::subject, "αβγδ\u03B9ab")), Needles{"αβγδ"});
}

}  // namespace postroom::store
