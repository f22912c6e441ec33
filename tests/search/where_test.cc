// Searches with a restriction beside the text, and searches that go on where another one has ended.
#include "search/searched_store.h"

namespace postroom::searching {
namespace {

using Ids = std::vector<MessageId>;

Restriction subject_has(const std::string& text) {
  return {ContentRestriction{tag::subject, Match::substring, {true, true}, {tag::subject, text}}};
}
Restriction any_of(std::vector<Restriction> parts) { return {OrRestriction{std::move(parts)}}; }

class WhereTest : public SearchTest {
 protected:
  Ids find_where(const std::string& text, const Restriction& where,
                 std::optional<SearchQuery::Place> behind = {}, std::size_t limit = 100) {
    SearchQuery query;
    query.text = text;
    query.where = where;
    query.behind = behind;
    Search search = must(store().search(ana, query));
    Ids ids;
    for (const MessageSummary& row : must(search.next(limit))) {
      ids.push_back(row.id);
      last = {row.date, row.id};
    }
    report = search.report();
    return ids;
  }
  SearchQuery::Place last;  // that was found
};

TEST_F(WhereTest, finds_what_has_the_text_and_meets_the_restriction) {
  const MessageId one = add("Printer on fire", "please come");
  const MessageId two = add("Printer is fine", "no need to come");
  add("Nothing", "come");
  EXPECT_EQ(find_where("come", subject_has("printer")), (Ids{two, one}));
  EXPECT_EQ(find_where("need", subject_has("printer")), Ids{two});
  EXPECT_EQ(find_where("", subject_has("fire")), Ids{one});
  EXPECT_EQ(find_where("  ", subject_has("fire")), Ids{one});
}

TEST_F(WhereTest, a_restriction_alone_uses_the_index_where_one_text_is_looked_for_in_several_fields) {
  for (int i = 0; i < 30; ++i) add("letter " + std::to_string(i));
  const MessageId id = add("about the printer");
  must(store().index(ana));
  const Restriction text = any_of(
      {subject_has("printer"),
       {ContentRestriction{tag::body, Match::substring, {true, true}, {tag::body, std::string("printer")}}}});
  EXPECT_EQ(find_where("", text), Ids{id});
  EXPECT_TRUE(report.indexed);
  EXPECT_EQ(report.checked, 1);
  EXPECT_EQ(find_where("", any_of({subject_has("printer"), subject_has("letter 7")})).size(), 2U);
  EXPECT_FALSE(report.indexed);
}

TEST_F(WhereTest, goes_on_behind_a_message_with_and_without_an_index_whatever_became_of_it) {
  std::vector<MessageId> ids;
  for (int i = 0; i < 25; ++i) ids.insert(ids.begin(), add("letter " + std::to_string(i)));
  for (const bool indexed : {false, true}) {
    if (indexed) must(store().index(ana));
    Ids found = find_where("letter", subject_has("letter"), {}, 7);
    while (found.size() < ids.size()) {
      const Ids page = find_where("letter", subject_has("letter"), last, 7);
      ASSERT_FALSE(page.empty());
      found.insert(found.end(), page.begin(), page.end());
    }
    EXPECT_EQ(found, ids);
    EXPECT_EQ(find_where("letter", subject_has("letter"), last), Ids{});
  }
  find_where("letter", subject_has("letter"), {}, 5);
  remove(last.id, DeleteKind::permanent);
  EXPECT_EQ(find_where("letter", subject_has("letter"), last), Ids(ids.begin() + 5, ids.end()));
}

TEST_F(WhereTest, says_what_is_no_restriction_for_it) {
  SearchQuery query;
  query.where = Restriction{CountRestriction{3, std::make_shared<const Restriction>(subject_has("x"))}};
  EXPECT_EQ(code_of(store().search(ana, query)), Code::too_complex);
  query.where =
      Restriction{PropertyRestriction{tag::subject, Relation::like, {tag::subject, std::string("x")}}};
  EXPECT_EQ(code_of(store().search(ana, query)), Code::too_complex);
}

}  // namespace
}  // namespace postroom::searching
