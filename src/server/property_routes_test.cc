#include "server/property_routes.h"

#include "server/testing/api_fixture.h"

namespace postroom::server::testing {
namespace {

using boost::json::object;
using http::Method;

class PropertyRoutes : public ApiTest {
 protected:
  PropertyRoutes() : path(message_path(add("one"))) {}
  Reply write(const std::string& name, const std::string& bytes, const http::Fields& sent = {}) {
    return send(ana, Method::put, path + "/properties/" + name, bytes, sent);
  }
  std::string path;
};

TEST_F(PropertyRoutes, text_is_read_as_text_and_bytes_as_bytes) {
  const Reply text = get(ana, path + "/properties/PR_SUBJECT");
  EXPECT_EQ(text.text, "one");
  EXPECT_EQ(text.field("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(text.field("Content-Disposition"), "attachment");
  EXPECT_EQ(text.etag(), "\"1\"");
  const Reply key = get(ana, path + "/properties/PR_SEARCH_KEY");
  EXPECT_EQ(key.field("Content-Type"), "application/octet-stream");
  EXPECT_EQ(key.text.size(), 16u);
}

TEST_F(PropertyRoutes, a_part_is_read_by_range) {
  const Reply part = get(ana, path + "/properties/PR_SUBJECT", fields({{"Range", "bytes=1-1"}}));
  EXPECT_EQ(part.status, 206u);
  EXPECT_EQ(part.text, "n");
  EXPECT_EQ(get(ana, path + "/properties/PR_SUBJECT", fields({{"Range", "bytes=9-"}})).status, 416u);
}

TEST_F(PropertyRoutes, what_the_reader_has_is_not_sent_again) {
  EXPECT_EQ(get(ana, path + "/properties/PR_SUBJECT", fields({{"If-None-Match", "\"1\""}})).status, 304u);
}

TEST_F(PropertyRoutes, what_changes_without_a_version_has_no_etag) {
  EXPECT_EQ(get(ana, path + "/properties/PR_PARENT_ENTRYID").etag(), "");
  EXPECT_EQ(get(ana, path + "/properties/PR_PARENT_ENTRYID").field("Cache-Control"), "no-store");
}

TEST_F(PropertyRoutes, writing_makes_a_version) {
  const std::string large(100'000, 'x');
  const Reply written = write("PR_HTML", large, fields({{"If-Match", "\"1\""}}));
  EXPECT_EQ(written.status, 200u) << written.text;
  EXPECT_EQ(written.etag(), "\"2\"");
  EXPECT_EQ(get(ana, path + "/properties/PR_HTML").text, large);
  EXPECT_EQ(write("PS_PUBLIC_STRINGS:mine%2Ftext", "w\u00f6rd").status, 200u);
  EXPECT_EQ(get(ana, path + "/properties/PS_PUBLIC_STRINGS:mine").text, "w\u00f6rd");
  EXPECT_EQ(write("PR_COMMENT", "").status, 200u);
  EXPECT_EQ(get(ana, path).string("/properties/PR_COMMENT"), "");
}

TEST_F(PropertyRoutes, writing_meets_what_others_saved_like_a_patch) {
  ASSERT_EQ(patch(ben, path, json("{'set': {'PR_SUBJECT': 'two'}}")).status, 200u);
  EXPECT_EQ(write("PR_BODY", "mine", fields({{"If-Match", "\"1\""}})).problem(), "object_changed");
  EXPECT_EQ(
      write("PR_BODY", "mine", fields({{"If-Match", "\"1\""}, {"Prefer", "conflict=merge"}})).at("/merged"),
      true);
  EXPECT_EQ(
      write("PR_BODY", "my own", fields({{"If-Match", "\"2\""}, {"Prefer", "conflict=elsewhere"}})).status,
      201u);
}

TEST_F(PropertyRoutes, removing_makes_a_version_and_removing_nothing_none) {
  EXPECT_EQ(del(ana, path + "/properties/PR_SUBJECT", fields({{"If-Match", "\"1\""}})).etag(), "\"2\"");
  EXPECT_EQ(get(ana, path + "/properties/PR_SUBJECT").problem(), "not_found");
  EXPECT_EQ(del(ana, path + "/properties/PR_SUBJECT").etag(), "\"2\"");
}

TEST_F(PropertyRoutes, an_older_version_is_read_as_it_was) {
  ASSERT_EQ(patch(ben, path, json("{'set': {'PR_SUBJECT': 'two'}}")).status, 200u);
  EXPECT_EQ(get(ana, path + "/properties/PR_SUBJECT?version=1").text, "one");
  EXPECT_EQ(get(ana, path + "/properties/PR_SUBJECT?version=2").text, "two");
  EXPECT_EQ(get(ana, path + "/properties/PR_SUBJECT?version=3").status, 404u);
  EXPECT_EQ(get(ana, path + "/properties/PR_SUBJECT?version=0").status, 400u);
}

TEST_F(PropertyRoutes, who_may_not_write_makes_no_name_which_the_store_would_keep) {
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::inbox),
                                AccessList{must(parse_rights("reviewer")), {}}));
  const auto refused = [&](const std::string& name) {
    EXPECT_EQ(send(ben, Method::put, path + "/properties/PS_PUBLIC_STRINGS:" + name + "%2Ftext", "x").problem(),
              "no_access");
    const object set{{"PS_PUBLIC_STRINGS:" + name + "/text", "x"}};
    EXPECT_EQ(patch(ben, path, object{{"set", set}}).problem(), "no_access");
    EXPECT_EQ(patch(ben, folder_path(SpecialFolder::inbox), object{{"properties", object{{"set", set}}}}).problem(),
              "no_access");
    EXPECT_EQ(patch(ben, message_path(99'999), object{{"set", set}}).problem(), "not_found");
  };
  refused("theirs");
  EXPECT_FALSE(must(shop().find_property_id(session("Ana Ruiz"), {kPsPublicStrings, std::string("theirs")})));
  EXPECT_EQ(write("PS_PUBLIC_STRINGS:theirs%2Ftext", "x").status, 200u);
  refused("theirs");  // known by now
}

TEST_F(PropertyRoutes, what_cannot_be_done_is_refused) {
  EXPECT_EQ(get(ana, path + "/properties/PR_IMPORTANCE").problem(), "not_found");
  EXPECT_EQ(get(ana, path + "/properties/PR_CREATION_TIME").problem(), "invalid");
  EXPECT_EQ(get(ana, path + "/properties/nonsense").string("/where"), "property");
  EXPECT_EQ(get(ana, path + "/properties/PS_PUBLIC_STRINGS:unheard").problem(), "not_found");
  EXPECT_EQ(write("PR_IMPORTANCE", "1").problem(), "invalid");
  EXPECT_EQ(write("PR_ENTRYID", "1").problem(), "invalid");
  EXPECT_EQ(write("PR_SUBJECT", "\xFF").problem(), "invalid");
  EXPECT_EQ(write("PS_PUBLIC_STRINGS:untyped", "1").problem(), "invalid");
  EXPECT_EQ(del(ana, path + "/properties/PR_ENTRYID").problem(), "invalid");
  EXPECT_EQ(get(ana, path).etag(), "\"1\"");
}

}  // namespace
}  // namespace postroom::server::testing
