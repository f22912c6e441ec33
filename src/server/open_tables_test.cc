#include "server/open_tables.h"

#include <gtest/gtest.h>
#include <postroom/open.h>
#include <postroom/tags.h>

#include "support/must.h"
#include "support/people.h"
#include "support/temporary_folder.h"

namespace postroom::server {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

class OpenTablesTest : public ::testing::Test {
 protected:
  OpenTables make(OpenTablesLimits limits = {}) { return OpenTables(people.clock, people.random, limits); }
  ListShape shape(SpecialFolder folder = SpecialFolder::inbox, PropertyTag sort = tag::subject) {
    ListShape made;
    made.folder = store.special(folder);
    made.sort.keys = {{sort}};
    made.columns = {tag::subject};
    return made;
  }
  static Restriction subject_is(const std::string& subject) {
    return {PropertyRestriction{tag::subject, Relation::equal, {tag::subject, subject}}};
  }
  std::shared_ptr<Table> open(OpenTables& tables, const Session& who, const ListShape& wanted) {
    return must(tables.open("shop", store, who, wanted));
  }

  postroom::testing::TemporaryFolder ground{postroom::testing::Place::memory};
  postroom::testing::People people;
  Session ana = people.session("Ana Ruiz", 1), ben = people.session("Ben Okafor", 2);
  Store store = must(create_store(ground.path("shop.postroom"), ana));
};

TEST_F(OpenTablesTest, are_the_same_for_the_same_caller_and_shape_alone) {
  OpenTables tables = make();
  const auto first = open(tables, ana, shape());
  EXPECT_EQ(open(tables, ana, shape()), first);
  Session later = ana;
  later.id = 99;
  EXPECT_EQ(open(tables, later, shape()), first);
  EXPECT_NE(open(tables, ben, shape()), first);
  EXPECT_NE(open(tables, ana, shape(SpecialFolder::drafts)), first);
  EXPECT_NE(open(tables, ana, shape(SpecialFolder::inbox, tag::importance)), first);
  EXPECT_NE(must(tables.open("other", store, ana, shape())), first);
  ListShape restricted = shape();
  restricted.where = subject_is("a");
  const auto of_a = open(tables, ana, restricted);
  EXPECT_NE(of_a, first);
  restricted.where = subject_is("b");
  EXPECT_NE(open(tables, ana, restricted), of_a);
  ListShape deleted = shape();
  deleted.options.deleted = true;
  EXPECT_NE(open(tables, ana, deleted), first);
  Session reader = ana;
  reader.rights = Rights::read_only;
  EXPECT_NE(open(tables, reader, shape()), first);
}

TEST_F(OpenTablesTest, are_closed_to_whom_a_right_has_been_withdrawn) {
  OpenTables tables = make();
  open(tables, ben, shape());
  must(store.set_folder_rights(ana, store.special(SpecialFolder::inbox), AccessList{}));
  EXPECT_EQ(code_of(tables.open("shop", store, ben, shape())), Code::no_access);
  EXPECT_TRUE(tables.open("shop", store, ana, shape()).ok());
}

TEST_F(OpenTablesTest, are_closed_after_ten_minutes_of_no_use) {
  OpenTables tables = make();
  const auto first = open(tables, ana, shape());
  open(tables, ana, shape(SpecialFolder::drafts));
  people.clock->advance(std::chrono::minutes(9));
  EXPECT_EQ(open(tables, ana, shape()), first);
  people.clock->advance(std::chrono::minutes(1));
  tables.close_idle();
  EXPECT_EQ(tables.size(), 1U);
  people.clock->advance(std::chrono::minutes(10));
  EXPECT_NE(open(tables, ana, shape()), first);
}

TEST_F(OpenTablesTest, of_a_search_folder_are_opened_anew_after_seconds) {
  const FolderId folder = must(store.create_search_folder(ana, store.special(SpecialFolder::finder), "All"));
  must(store.set_search_criteria(ana, folder, Restriction{AndRestriction{}},
                                 std::vector{store.special(SpecialFolder::inbox)}));
  OpenTables tables = make();
  ListShape found = shape();
  found.folder = folder;
  const auto first = open(tables, ana, found), inbox = open(tables, ana, shape());
  EXPECT_EQ(open(tables, ana, found), first);
  people.clock->advance(std::chrono::seconds(5));
  EXPECT_NE(open(tables, ana, found), first);
  EXPECT_EQ(open(tables, ana, shape()), inbox);
}

TEST_F(OpenTablesTest, are_limited_in_number_for_all_and_for_one_caller) {
  OpenTables tables = make({.tables = 3, .tables_of_caller = 2});
  const auto first = open(tables, ana, shape());
  open(tables, ana, shape(SpecialFolder::drafts));
  open(tables, ana, shape());
  open(tables, ana, shape(SpecialFolder::outbox));  // in place of Drafts, the longest unused
  EXPECT_EQ(tables.size(), 2U);
  EXPECT_EQ(open(tables, ana, shape()), first);
  open(tables, ben, shape());
  open(tables, ben, shape(SpecialFolder::drafts));
  EXPECT_EQ(tables.size(), 3U);
}

TEST_F(OpenTablesTest, are_limited_in_their_rows_but_for_one) {
  OpenTables tables = make({.rows = 100});
  const auto first = open(tables, ana, shape());
  tables.note_rows(first, 90);
  const auto second = open(tables, ben, shape());
  tables.note_rows(second, 500);
  EXPECT_EQ(tables.size(), 1U);
  EXPECT_EQ(open(tables, ben, shape()), second);
}

TEST_F(OpenTablesTest, do_not_keep_what_cannot_be_opened) {
  OpenTables tables = make();
  ListShape nowhere = shape();
  nowhere.folder = {99'999};
  EXPECT_EQ(code_of(tables.open("shop", store, ana, nowhere)), Code::not_found);
  EXPECT_EQ(tables.size(), 0U);
}

}  // namespace
}  // namespace postroom::server
