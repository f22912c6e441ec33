#include "server/folder_routes.h"

#include <boost/json/array.hpp>

#include "server/testing/api_fixture.h"

namespace postroom::server {
namespace {

using testing::json;
using testing::must;
using testing::Reply;

class FolderRoutes : public testing::ApiTest {
 protected:
  const std::string folders = "/stores/shop/folders";
  std::int64_t inbox() { return folder(SpecialFolder::inbox).value; }
  boost::json::value named(const std::string& name, std::int64_t parent) {
    return boost::json::object{{"parent", parent}, {"name", name}};
  }
  std::int64_t make(const std::string& name) { return make(name, inbox()); }
  std::int64_t make(const std::string& name, std::int64_t parent) {
    const Reply reply = post(ana, folders, named(name, parent));
    EXPECT_EQ(reply.status, 201) << reply.text;
    return reply.number("/id");
  }
  std::string path(std::int64_t id, const std::string& more = {}) {
    return folders + "/" + std::to_string(id) + more;
  }
};

TEST_F(FolderRoutes, list_the_folders_that_one_sees_with_what_is_in_them) {
  add("one");
  const Reply reply = get(ana, folders);
  ASSERT_EQ(reply.status, 200) << reply.text;
  const boost::json::object* found = nullptr;
  for (const auto& each : reply.at("/folders").as_array()) {
    if (each.at("special") == "inbox") found = &each.as_object();
  }
  ASSERT_TRUE(found);
  EXPECT_EQ(found->at("id"), inbox());
  EXPECT_EQ(found->at("path"), "Inbox");
  EXPECT_EQ(found->at("kind"), "generic");
  EXPECT_EQ(found->at("messages"), 1);
  EXPECT_EQ(found->at("unread"), 0);
  EXPECT_EQ(found->at("rights").as_array().size(), 10U);
  const std::size_t all = reply.at("/folders").as_array().size();
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::inbox), AccessList{}));
  EXPECT_EQ(get(ben, folders).at("/folders").as_array().size(), all - 1);
  EXPECT_EQ(get(ben, path(inbox())).status, 404);
}

TEST_F(FolderRoutes, make_rename_move_copy_and_delete) {
  const std::int64_t one = make("One"), two = make("Two");
  EXPECT_EQ(get(ana, path(one)).string("/path"), "Inbox/One");
  EXPECT_EQ(patch(ana, path(one), json("{'name': 'First'}")).string("/name"), "First");
  const Reply moved = patch(ana, path(one), named("Inner", two));
  EXPECT_EQ(moved.string("/path"), "Inbox/Two/Inner");
  const Reply copied = post(ana, path(two, "/copy"), named("Three", inbox()));
  EXPECT_EQ(copied.status, 201);
  EXPECT_EQ(copied.at("/subfolders"), true);
  EXPECT_EQ(copied.field("Location"), "/api/v1" + path(copied.number("/id")));
  EXPECT_EQ(del(ana, path(two)).problem(), "has_folders");
  EXPECT_EQ(del(ana, path(two, "?subfolders=true")).status, 204);
  EXPECT_EQ(get(ana, path(two)).status, 404);
}

TEST_F(FolderRoutes, refuse_what_cannot_be) {
  const std::int64_t one = make("One"), inner = make("Inner", one);
  EXPECT_EQ(post(ana, folders, named("One", inbox())).problem(), "collision");
  EXPECT_EQ(post(ana, folders, named("a/b", inbox())).status, 400);
  EXPECT_EQ(post(ana, folders, named("", inbox())).status, 400);
  EXPECT_EQ(post(ana, folders, named(std::string(256, 'x'), inbox())).status, 400);
  EXPECT_EQ(post(ana, folders, named("x", 99'999)).status, 404);
  EXPECT_EQ(post(ana, folders, json("{'name': 'x'}")).status, 400);
  EXPECT_EQ(post(ana, folders, json("{'nmae': 'x', 'parent': 1}")).status, 400);
  EXPECT_EQ(post(ana, folders, json("[]")).status, 400);
  EXPECT_EQ(patch(ana, path(one), named("One", inner)).problem(), "folder_cycle");
  EXPECT_EQ(patch(ana, path(one), json("{'name': ''}")).status, 400);
  EXPECT_EQ(patch(ana, path(one), json("{'name': 7}")).string("/where"), "/name");
  EXPECT_EQ(post(cleo, folders, named("x", inbox())).problem(), "read_only");
  EXPECT_EQ(post(dan, folders, named("x", inbox())).status, 404);
  add("one");
  must(shop().create_folder(session("Ana Ruiz"), FolderId{inner}, "Deeper"));
  EXPECT_EQ(del(ana, path(one, "?messages=perhaps")).status, 400);
}

TEST_F(FolderRoutes, set_and_show_properties) {
  const std::int64_t one = make("One");
  const Reply set = patch(ana, path(one), json("{'properties': {'set': {'PR_COMMENT': 'ours'}}}"));
  ASSERT_EQ(set.status, 200) << set.text;
  EXPECT_EQ(get(ana, path(one, "/properties")).string("/properties/PR_COMMENT"), "ours");
  EXPECT_EQ(patch(ana, path(one), json("{'properties': {'remove': ['PR_COMMENT']}}")).status, 200);
  EXPECT_EQ(get(ana, path(one, "/properties")).string("/properties/PR_COMMENT"), "");
  EXPECT_EQ(patch(ana, path(one), json("{'properties': {'set': {'PR_COMMENT': 7}}}")).string("/where"),
            "/properties/set/PR_COMMENT");
}

TEST_F(FolderRoutes, make_search_folders_and_change_what_they_search) {
  add("printer on fire");
  boost::json::value body = named("Printers", folder(SpecialFolder::finder).value);
  body.as_object()["search"] = {
      {"where", "subject contains \"printer\""}, {"folders", {inbox()}}, {"subfolders", true}};
  const Reply made = post(ana, folders, body);
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.string("/kind"), "search");
  EXPECT_EQ(made.string("/search/where"), "subject contains \"printer\"");
  EXPECT_EQ(made.at("/search/subfolders"), true);
  const std::string search = path(made.number("/id"));
  EXPECT_EQ(get(ana, search + "/messages").number("/total"), 1);
  const boost::json::value changed = {{"search", {{"where", "nothing"}, {"folders", {inbox()}}}}};
  EXPECT_EQ(patch(ana, search, changed).status, 200);
  people.clock->advance(std::chrono::seconds(6));
  EXPECT_EQ(get(ana, search + "/messages").number("/total"), 0);
  body.as_object()["name"] = "Other";
  body.as_object()["search"] = {{"where", "subject contians x"}, {"folders", {inbox()}}};
  EXPECT_EQ(post(ana, folders, body).string("/where"), "/search/where");
  body.as_object()["search"] = {{"where", "unread"}, {"folders", {99'999}}};
  EXPECT_EQ(post(ana, folders, body).status, 404);
  EXPECT_EQ(get(ana, folders).text.find("Other"), std::string::npos)
      << "what came to nothing is not left behind";
}

TEST_F(FolderRoutes, show_and_change_rights) {
  const std::string rights = path(inbox(), "/rights");
  EXPECT_TRUE(get(ana, rights).json.is_null());
  const Reply put_list = put(
      ana, rights, json("{'others': 'reviewer', 'members': [{'who': 'Ben Okafor', 'rights': 'editor'}]}"));
  EXPECT_EQ(put_list.status, 200) << put_list.text;
  EXPECT_EQ(get(ana, rights).string("/others"), "reviewer");
  EXPECT_EQ(get(ana, rights).string("/members/0/rights"), "editor");
  EXPECT_EQ(get(ben, rights).problem(), "no_access");
  EXPECT_EQ(patch(ben, rights, json("{'others': 'owner'}")).problem(), "no_access");
  const Reply changed = patch(ana, rights,
                              json("{'set': [{'who': 'Cleo Martin', 'rights': 'read,visible'}], 'remove': "
                                   "['Ben Okafor'], 'others': 'none'}"));
  EXPECT_EQ(changed.string("/others"), "none");
  EXPECT_EQ(changed.string("/members/0/who"), "Cleo Martin");
  EXPECT_EQ(changed.string("/members/0/rights"), "reviewer");
  EXPECT_EQ(put(ana, rights, json("{'others': 'emperor'}")).string("/where"), "/others");
  EXPECT_EQ(put(ana, rights, json("{'members': [{'who': 'x'}]}")).status, 400);
  EXPECT_EQ(put(ana, rights, json("null")).status, 200);
  EXPECT_TRUE(get(ana, rights).json.is_null());
}

TEST_F(FolderRoutes, name_the_people_that_rights_can_be_given_to) {
  const Reply reply = get(ben, "/stores/shop/people");
  EXPECT_EQ(reply.at("/people").as_array().size(), 3U);
  EXPECT_EQ(reply.string("/people/0/who"), "Ana Ruiz");
  EXPECT_EQ(reply.string("/people/2/rights"), "read-only");
  EXPECT_EQ(get(dan, "/stores/shop/people").status, 404);
}

TEST_F(FolderRoutes, show_the_stores_of_the_caller) {
  EXPECT_EQ(get(ana, "/stores").string("/stores/0/name"), "shop");
  EXPECT_TRUE(get(dan, "/stores").at("/stores").as_array().empty());
  add("one");
  const Reply store = get(cleo, "/stores/shop");
  EXPECT_EQ(store.string("/title"), "The shop");
  EXPECT_EQ(store.string("/owner"), "Ana Ruiz");
  EXPECT_EQ(store.string("/engine"), "SQLite");
  EXPECT_EQ(store.at("/read_only"), true);
  EXPECT_EQ(store.number("/messages"), 1);
  EXPECT_EQ(store.number("/position"), must(shop().log_position(session("Ana Ruiz"))).value);
  EXPECT_EQ(get(dan, "/stores/shop").status, 404);
  EXPECT_EQ(get(ana, "/stores/other").status, 404);
}

}  // namespace
}  // namespace postroom::server
