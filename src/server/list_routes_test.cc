#include "server/list_routes.h"

#include <postroom/tags.h>

#include <set>

#include "server/cursors.h"
#include "server/testing/api_fixture.h"

namespace postroom::server {
namespace {

using testing::json;
using testing::must;
using testing::Reply;

class ListRoutes : public testing::ApiTest {
 protected:
  std::string list(const std::string& query = {}) {
    return folder_path(SpecialFolder::inbox) + "/messages" + query;
  }
  void edit(std::int64_t id, const std::string& subject) {
    Message message = must(shop().open_message(session("Ben Okafor"), MessageId{id}, Access::read_write));
    must(message.set(tag::subject, subject));
    must(message.save());
  }
  static std::vector<std::string> subjects(const Reply& reply) {
    std::vector<std::string> found;
    for (const auto& row : reply.at("/rows").as_array()) found.emplace_back(row.at("subject").as_string());
    return found;
  }
  using Subjects = std::vector<std::string>;
};

TEST_F(ListRoutes, show_what_a_list_needs_in_one_answer) {
  const std::int64_t id = add("printer on fire");
  edit(id, "printer is fine");
  const Reply reply = get(ana, list());
  ASSERT_EQ(reply.status, 200) << reply.text;
  EXPECT_EQ(reply.number("/rows/0/id"), id);
  EXPECT_EQ(reply.string("/rows/0/etag"), get(ana, message_path(id)).etag());
  EXPECT_EQ(reply.number("/rows/0/folder"), folder(SpecialFolder::inbox).value);
  EXPECT_EQ(reply.string("/rows/0/subject"), "printer is fine");
  EXPECT_EQ(reply.string("/rows/0/class"), "IPM");
  EXPECT_EQ(reply.at("/rows/0/read"), true);
  EXPECT_EQ(reply.at("/rows/0/flagged"), false);
  EXPECT_EQ(reply.at("/rows/0/has_attachments"), false);
  EXPECT_EQ(reply.number("/rows/0/importance"), 1);
  EXPECT_GT(reply.number("/rows/0/size"), 0);
  EXPECT_FALSE(reply.string("/rows/0/date").empty());
  EXPECT_EQ(reply.number("/total"), 1);
  EXPECT_EQ(reply.number("/offset"), 0);
  EXPECT_TRUE(reply.at("/next").is_null());
  EXPECT_EQ(reply.number("/position"), must(shop().log_position(session("Ana Ruiz"))).value);
  EXPECT_EQ(reply.at("/rows/0").as_object().find("values"), reply.at("/rows/0").as_object().end());
}

TEST_F(ListRoutes, sort_restrict_and_add_columns_as_asked) {
  for (const char* subject : {"b", "c", "a", "other"}) add(subject);
  EXPECT_EQ(subjects(get(ana, list("?sort=subject&where=not+subject+is+other"))), (Subjects{"a", "b", "c"}));
  EXPECT_EQ(subjects(get(ana, list("?sort=-subject&limit=2"))), (Subjects{"other", "c"}));
  const Reply columns = get(ana, list("?sort=subject&limit=1&columns=subject,PR_SENSITIVITY,PR_ENTRYID"));
  EXPECT_EQ(columns.string("/rows/0/values/PR_SUBJECT"), "a");
  EXPECT_TRUE(columns.at("/rows/0/values").as_object().contains("PR_SENSITIVITY"));
  EXPECT_TRUE(columns.at("/rows/0/values/PR_SENSITIVITY").is_null());
  EXPECT_FALSE(columns.string("/rows/0/values/PR_ENTRYID").empty());
}

TEST_F(ListRoutes, go_on_behind_a_cursor_and_at_any_offset) {
  for (int i = 0; i < 9; ++i) add("m" + std::to_string(i));
  Reply page = get(ana, list("?sort=subject&limit=4"));
  Subjects all = subjects(page);
  while (!page.at("/next").is_null()) {
    page = get(ana, list("?sort=subject&limit=4&cursor=" + page.string("/next")));
    ASSERT_EQ(page.status, 200) << page.text;
    EXPECT_EQ(page.number("/offset"), static_cast<std::int64_t>(all.size()));
    for (const std::string& subject : subjects(page)) all.push_back(subject);
  }
  EXPECT_EQ(all, (Subjects{"m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8"}));
  const Reply window = get(ana, list("?sort=subject&limit=2&offset=5"));
  EXPECT_EQ(subjects(window), (Subjects{"m5", "m6"}));
  EXPECT_EQ(window.number("/offset"), 5);
  EXPECT_EQ(window.number("/total"), 9);
}

TEST_F(ListRoutes, take_a_cursor_that_the_server_has_forgotten_all_about) {
  for (int i = 0; i < 6; ++i) add("m" + std::to_string(i));
  const std::string cursor = get(ana, list("?limit=2")).string("/next");
  people.clock->advance(std::chrono::hours(2));
  EXPECT_EQ(subjects(get(ana, list("?limit=9&cursor=" + cursor))).size(), 4U);
  EXPECT_EQ(subjects(get(ben, list("?limit=9&cursor=" + cursor))).size(), 4U);
}

TEST_F(ListRoutes, refuse_what_is_no_cursor_of_theirs) {
  for (int i = 0; i < 3; ++i) add("m");
  const std::string cursor = get(ana, list("?limit=1&sort=subject")).string("/next");
  for (const std::string& query :
       {"?limit=1&cursor=" + cursor, "?sort=-subject&cursor=" + cursor, std::string("?cursor=nonsense"),
        std::string("?cursor="), "?sort=subject&cursor=" + cursor + "&offset=1",
        "?sort=subject&kind=deleted&cursor=" + cursor}) {
    const Reply reply = get(ana, list(query));
    EXPECT_EQ(reply.status, 400) << query;
    EXPECT_EQ(reply.problem(), "invalid") << query;
  }
  ListCursor foreign = *decode_list_cursor(cursor);
  foreign.place = Bytes(20, 1);
  EXPECT_EQ(get(ana, list("?sort=subject&cursor=" + encode(foreign))).problem(), "gone");
}

TEST_F(ListRoutes, say_which_parameter_does_not_fit) {
  const std::pair<const char*, const char*> kWrong[] = {
      {"?limit=0", "limit"},     {"?limit=1001", "limit"},    {"?limit=x", "limit"},
      {"?offset=-1", "offset"},  {"?kind=other", "kind"},     {"?where=subject+contians+x", "where"},
      {"?sort=nothing", "sort"}, {"?columns=%22", "columns"}, {"?utc_offset=99999", "utc_offset"},
  };
  for (const auto& [query, where] : kWrong) {
    const Reply reply = get(ana, list(query));
    EXPECT_EQ(reply.status, 400) << query;
    EXPECT_EQ(reply.string("/where"), where) << query;
  }
  EXPECT_EQ(get(ana, list("?limit=1000")).status, 200);
  must(shop().property_id(session("Ana Ruiz"), {kPsPublicStrings, "Keywords"}));
  for (const char* query :
       {"?sort=category+from", "?sort=each+keywords", "?columns=each+keywords", "?where=first+3+of+(unread)",
        "?sort=subject,from,to,date,size,importance,class"}) {
    EXPECT_EQ(get(ana, list(query)).status, 422) << query;
  }
  EXPECT_EQ(get(ana, list("?sort=subject,from,to,date,size,importance")).status, 200);
}

TEST_F(ListRoutes, know_named_properties_by_their_names) {
  const auto keywords = must(shop().property_id(session("Ana Ruiz"), {kPsPublicStrings, "Keywords"}));
  const std::int64_t id = add("one");
  add("other");
  Message message = must(shop().open_message(session("Ana Ruiz"), MessageId{id}, Access::read_write));
  const PropertyTag tag = multi_valued(PropertyTag(keywords, PropertyType::unicode));
  must(message.set(tag, std::vector<std::string>{"red", "blue"}));
  must(message.save());
  const Reply reply = get(ana, list("?where=keywords+is+red&columns=keywords"));
  EXPECT_EQ(subjects(reply), Subjects{"one"}) << reply.text;
  EXPECT_EQ(reply.string("/rows/0/values/PS_PUBLIC_STRINGS:Keywords/1"), "blue");
}

TEST_F(ListRoutes, show_deleted_and_associated_messages_when_asked) {
  const std::int64_t id = add("gone");
  must(shop().delete_messages(session("Ana Ruiz"), std::vector{MessageId{id}}, DeleteKind::recoverable));
  EXPECT_EQ(get(ana, list()).number("/total"), 0);
  EXPECT_EQ(subjects(get(ana, list("?kind=deleted"))), Subjects{"gone"});
  EXPECT_EQ(get(ana, list("?kind=associated")).number("/total"), 0);
}

TEST_F(ListRoutes, are_for_who_may_read_the_folder) {
  add("secret");
  EXPECT_EQ(get(ben, list()).number("/total"), 1);
  EXPECT_EQ(get(cleo, list()).number("/total"), 1);
  EXPECT_EQ(get(dan, list()).status, 404);
  EXPECT_EQ(get(nobody, list()).status, 401);
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::inbox), AccessList{}));
  EXPECT_EQ(get(ben, list()).problem(), "no_access");
  EXPECT_EQ(get(ana, list()).number("/total"), 1);
  EXPECT_EQ(get(ana, "/stores/shop/folders/99999/messages").status, 404);
  EXPECT_EQ(get(ana, "/stores/shop/folders/x/messages").status, 404);
}

class SearchRoutes : public ListRoutes {
 protected:
  static std::string search(const std::string& query) { return "/stores/shop/search?" + query; }
};

TEST_F(SearchRoutes, find_words_and_conditions_in_all_folders_the_newest_first) {
  add("printer on fire");
  people.clock->advance(std::chrono::seconds(1));
  const std::int64_t second = add("printer is fine");
  add("nothing");
  must(shop().move_messages(session("Ana Ruiz"), std::vector{MessageId{second}},
                            folder(SpecialFolder::drafts)));
  EXPECT_EQ(subjects(get(ana, search("q=printer"))), (Subjects{"printer is fine", "printer on fire"}));
  EXPECT_EQ(subjects(get(ana, search("q=printer+fire"))), Subjects{"printer on fire"});
  EXPECT_EQ(subjects(get(ana, search("q=%22is+fine%22"))), Subjects{"printer is fine"});
  EXPECT_EQ(subjects(get(ana, search("where=subject+begins+with+print&q=fire"))),
            Subjects{"printer on fire"});
  EXPECT_EQ(subjects(get(ana, search("where=subject+contains+noth"))), Subjects{"nothing"});
  const std::string inbox = std::to_string(folder(SpecialFolder::inbox).value);
  EXPECT_EQ(subjects(get(ana, search("q=printer&folder=" + inbox))), Subjects{"printer on fire"});
  const std::string top = std::to_string(folder(SpecialFolder::ipm_subtree).value);
  EXPECT_EQ(subjects(get(ana, search("q=printer&folder=" + top))), Subjects{});
  EXPECT_EQ(subjects(get(ana, search("q=printer&subfolders=true&folder=" + top))).size(), 2U);
  EXPECT_EQ(get(ana, search("q=printer")).at("/rows/0/etag"), "\"1\"");
}

TEST_F(SearchRoutes, go_on_behind_a_cursor) {
  for (int i = 0; i < 5; ++i) {
    add("letter " + std::to_string(i));
    people.clock->advance(std::chrono::seconds(1));
  }
  const Reply first = get(ana, search("q=letter&limit=3"));
  EXPECT_EQ(subjects(first), (Subjects{"letter 4", "letter 3", "letter 2"}));
  const Reply second = get(ana, search("q=letter&limit=3&cursor=" + first.string("/next")));
  EXPECT_EQ(subjects(second), (Subjects{"letter 1", "letter 0"}));
  EXPECT_TRUE(second.at("/next").is_null());
  EXPECT_EQ(get(ana, search("q=other&cursor=" + first.string("/next"))).string("/where"), "cursor");
}

TEST_F(SearchRoutes, find_nothing_in_folders_that_one_may_not_read) {
  add("secret");
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::inbox), AccessList{}));
  EXPECT_EQ(subjects(get(ana, search("q=secret"))), Subjects{"secret"});
  EXPECT_EQ(subjects(get(ben, search("q=secret"))), Subjects{});
  EXPECT_EQ(get(ben, search("q=secret&folder=" + std::to_string(folder(SpecialFolder::inbox).value))).status,
            403);
}

TEST_F(SearchRoutes, say_what_is_no_search) {
  EXPECT_EQ(get(ana, search("limit=3")).string("/where"), "q");
  EXPECT_EQ(get(ana, search("q=%22%22")).string("/where"), "q");
  EXPECT_EQ(get(ana, search("where=subject+contians+x")).string("/where"), "where");
  EXPECT_EQ(get(ana, search("q=x&folder=y")).string("/where"), "folder");
  EXPECT_EQ(get(ana, search("q=x&folder=99999")).status, 404);
  EXPECT_EQ(get(ana, search("q=" + std::string(5000, 'x'))).status, 413);
}

}  // namespace
}  // namespace postroom::server
