// What a person types, and where a mistake in it is.
#include <gtest/gtest.h>
#include <postroom/expression.h>
#include <postroom/tags.h>

#include <fstream>

namespace postroom {
namespace {

class ExpressionTest : public ::testing::Test {
 protected:
  // Noon in Berlin; every named property has the id 0x8001.
  ExpressionContext context_{*parse_iso8601("2026-11-28T11:00:00Z"), std::chrono::minutes(60),
                             [](const PropertyName&) -> Result<std::optional<std::uint16_t>> {
                               return std::optional<std::uint16_t>(0x8001);
                             }};

  Restriction parse(std::string_view text) const {
    auto made = parse_restriction(text, context_);
    if (made.ok()) return std::move(made).value();
    ADD_FAILURE() << text << "\n" << made.error().offset << ": " << made.error().message;
    return {};
  }
  std::string canonical(std::string_view text) const { return to_text(parse(text)); }
  ExpressionError error_of(std::string_view text) const {
    const auto made = parse_restriction(text, context_);
    if (!made.ok()) return made.error();
    ADD_FAILURE() << text << " is taken as " << to_text(*made);
    return {};
  }
  // The words that the error points at.
  std::string_view wrong_words(std::string_view text) const {
    const ExpressionError error = error_of(text);
    return text.substr(error.offset, error.length);
  }
  std::string message(std::string_view text) const { return error_of(text).message; }
};

Restriction text_condition(Match match, Looseness overlooks) {
  return {ContentRestriction{tag::subject, match, overlooks, {tag::subject, std::string("x")}}};
}

TEST_F(ExpressionTest, reads_each_way_of_comparing_texts) {
  EXPECT_TRUE(parse("subject is x") == text_condition(Match::whole, {true, true}));
  EXPECT_TRUE(parse("subject contains exactly 'x'") == text_condition(Match::substring, {false, false}));
  EXPECT_TRUE(parse("SUBJECT Begins With matching case x") == text_condition(Match::prefix, {false, true}));
  EXPECT_TRUE(parse("PR_SUBJECT contains matching accents x") ==
              text_condition(Match::substring, {true, false}));
}

TEST_F(ExpressionTest, binds_not_before_and_before_or) {
  EXPECT_EQ(canonical("read or not flagged and draft"), "read or not flagged and draft");
  EXPECT_EQ(canonical("(read or (not flagged)) and draft"), "(read or not flagged) and draft");
}

TEST_F(ExpressionTest, takes_a_day_for_all_of_its_times) {
  EXPECT_EQ(canonical("date = yesterday"), "date >= 2026-11-26T23:00:00Z and date < 2026-11-27T23:00:00Z");
  EXPECT_EQ(canonical("date <= 2026-11-28"), "date < 2026-11-28T23:00:00Z");
  EXPECT_EQ(canonical("date > today"), "date >= 2026-11-28T23:00:00Z");
  EXPECT_EQ(canonical("date < 2026-11-28T10:00"), "date < 2026-11-28T09:00:00Z");
  EXPECT_EQ(canonical("date >= \"3 days ago\""), "date >= 2026-11-25T11:00:00Z");
  EXPECT_EQ(canonical("date >= 9 months ago"), "date >= 2026-02-28T11:00:00Z");
}

TEST_F(ExpressionTest, reads_sizes_with_units) {
  EXPECT_EQ(canonical("size > 1536 KB"), "size > 1536 KB");
  EXPECT_EQ(canonical("size > 1.5 MB"), "size > 1536 KB");
  EXPECT_EQ(canonical("size of body >= 100"), "size of body >= 100");
}

TEST_F(ExpressionTest, means_name_or_address_by_from_and_one_recipient_by_to) {
  EXPECT_EQ(canonical("from contains anna"), "from-name contains \"anna\" or from-address contains \"anna\"");
  EXPECT_EQ(canonical("cc is 'x'"),
            "any recipient (type = cc and (name is \"x\" or address is \"x\" or smtp-address is \"x\"))");
}

TEST_F(ExpressionTest, looks_for_a_text_alone_in_subject_names_and_body) {
  const Restriction found = parse("invoice");
  const auto& any = std::get<OrRestriction>(found.kind);
  EXPECT_EQ(any.parts.size(), 7u);
  EXPECT_EQ(to_text(found), "\"invoice\"");
}

TEST_F(ExpressionTest, points_at_what_is_wrong_and_says_what_was_meant) {
  EXPECT_EQ(wrong_words("read and subjct contains \"x\""), "subjct");
  EXPECT_NE(message("subjct contains \"x\"").find("Did you mean subject?"), std::string::npos);
  EXPECT_NE(message("unraed").find("Did you mean unread?"), std::string::npos);
  EXPECT_EQ(wrong_words("importance = hihg"), "hihg");
  EXPECT_NE(message("importance is hihg").find("low, normal or high"), std::string::npos);
  EXPECT_EQ(wrong_words("date > 2026-13-01"), "2026-13-01");
  EXPECT_EQ(wrong_words("size > \"x\""), "\"x\"");
  EXPECT_EQ(wrong_words("subject contains \"a\\qb\""), "\\q");
  EXPECT_EQ(wrong_words("read flagged"), "flagged");
  EXPECT_EQ(wrong_words("read ; flagged"), ";");
  EXPECT_EQ(error_of("(read").offset, 5u);
  EXPECT_EQ(error_of("").offset, 0u);
  EXPECT_EQ(wrong_words("subject"), "subject");
  EXPECT_EQ(wrong_words("subject contains \"a"), "\"");
}

TEST_F(ExpressionTest, refuses_bytes_that_are_no_text_at_their_place) {
  EXPECT_EQ(error_of("subject is \"a\xFF\"").offset, 13u);
  EXPECT_EQ(error_of("\xC3").offset, 0u);
  EXPECT_NE(error_of("caf\xC3\xA9 \xE2\x82\xAC \x80").offset, 0u);
}

TEST_F(ExpressionTest, takes_limits_of_nesting_and_refuses_one_more) {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '(') + "read" +
           std::string(static_cast<std::size_t>(depth), ')');
  };
  EXPECT_EQ(canonical(nested(kMaxExpressionNesting - 1)), "read");
  EXPECT_EQ(error_of(nested(kMaxExpressionNesting)).offset, static_cast<std::size_t>(kMaxExpressionNesting));
  EXPECT_FALSE(message(std::string(1'000'000, '(')).empty());
}

TEST_F(ExpressionTest, refuses_texts_past_the_limits_of_bytes_and_conditions) {
  EXPECT_EQ(canonical(std::string(kMaxExpressionBytes - 4, ' ') + "read"), "read");
  EXPECT_NE(message(std::string(kMaxExpressionBytes - 3, ' ') + "read").find("too long"), std::string::npos);
  std::string many = "read";
  for (std::size_t i = 0; i < kMaxRestrictionNodes; ++i) many += " or read";
  EXPECT_NE(message(many).find("too large"), std::string::npos);
}

TEST_F(ExpressionTest, refuses_named_properties_without_a_store_to_look_in) {
  context_.id_of = {};
  EXPECT_EQ(wrong_words("keywords is x"), "keywords");
}

TEST_F(ExpressionTest, reads_orders_and_refuses_what_is_none) {
  const auto order = parse_sort_order("-date, subject", context_);
  ASSERT_TRUE(order.ok());
  EXPECT_EQ(order->keys.size(), 2u);
  EXPECT_EQ(order->keys[0].direction, Direction::descending);
  EXPECT_EQ(to_text(*order), "-date, subject");
  EXPECT_EQ(parse_sort_order("date, category from", context_).error().offset, 6u);
  EXPECT_EQ(parse_sort_order("date subject", context_).error().offset, 5u);
  EXPECT_EQ(parse_columns("subject, dat", context_).error().offset, 9u);
  EXPECT_EQ(parse_columns("read", context_).error().offset, 0u);
}

TEST_F(ExpressionTest, reads_every_example_of_the_documentation) {
  std::ifstream file(POSTROOM_SOURCES "/docs/expressions.md");
  ASSERT_TRUE(file.is_open());
  std::string line, kind;
  int conditions = 0, orders = 0, columns = 0;
  while (std::getline(file, line)) {
    if (line.starts_with("```")) {
      kind = line.substr(3);
    } else if (kind == "condition") {
      const auto made = parse_restriction(line, context_);
      ASSERT_TRUE(made.ok()) << line << "\n" << made.error().message;
      EXPECT_TRUE(parse(to_text(*made)) == *made) << line;
      ++conditions;
    } else if (kind == "order") {
      EXPECT_TRUE(parse_sort_order(line, context_).ok()) << line;
      ++orders;
    } else if (kind == "columns") {
      EXPECT_TRUE(parse_columns(line, context_).ok()) << line;
      ++columns;
    }
  }
  EXPECT_GT(conditions, 50);
  EXPECT_GT(orders, 3);
  EXPECT_GT(columns, 2);
}

}  // namespace
}  // namespace postroom
