#include "server/upload_routes.h"

#include <boost/json/array.hpp>

#include "server/testing/api_fixture.h"

namespace postroom::server {
namespace {

using http::Method;
using testing::fields;
using testing::json;
using testing::Reply;

class UploadRoutes : public testing::ApiTest {
 protected:
  Reply begin(std::int64_t size) {
    return post(ana, "/stores/shop/uploads", boost::json::object{{"size", size}});
  }
  Reply part(const std::string& path, const std::string& offset, const std::string& bytes) {
    return send(ana, Method::patch, path, bytes, fields({{"Upload-Offset", offset}}));
  }
  static std::string path_of(const Reply& begun) {
    return begun.field("Location").substr(std::string("/api/v1").size());
  }
};

TEST_F(UploadRoutes, take_a_file_in_parts_that_a_message_is_made_with) {
  const Reply begun = begin(6);
  ASSERT_EQ(begun.status, 201) << begun.text;
  const std::string path = path_of(begun);
  EXPECT_EQ(part(path, "0", "abc").field("Upload-Offset"), "3");
  const Reply again = part(path, "0", "abc");
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.problem(), "upload_offset");
  EXPECT_EQ(again.field("Upload-Offset"), "3");
  EXPECT_EQ(again.number("/offset"), 3);
  const Reply head = send(ana, Method::head, path);
  EXPECT_EQ(head.field("Upload-Offset"), "3");
  EXPECT_EQ(head.field("Upload-Length"), "6");
  EXPECT_EQ(part(path, "3", "def").status, 204);
  const boost::json::value attachment = {{"upload", begun.string("/upload")}, {"name", "x.txt"}};
  const Reply made = post(ana, folder_path(SpecialFolder::drafts) + "/messages",
                          boost::json::object{{"attachments", boost::json::array{attachment}}});
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string file =
      message_path(made.number("/id")) + "/attachments/" + made.string("/attachments/0/key");
  EXPECT_EQ(get(ana, file).text, "abcdef");
}

TEST_F(UploadRoutes, belong_to_whoever_began_them_for_a_day) {
  const std::string path = path_of(begin(3));
  EXPECT_EQ(get(ben, path).status, 404);
  EXPECT_EQ(del(ben, path).status, 404);
  EXPECT_EQ(get(ana, path).number("/size"), 3);
  people.clock->advance(std::chrono::hours(24));
  ana = sign_in("ana");
  EXPECT_EQ(get(ana, path).status, 404);
}

TEST_F(UploadRoutes, refuse_what_does_not_fit) {
  const std::string path = path_of(begin(3));
  EXPECT_EQ(part(path, "x", "abc").string("/where"), "Upload-Offset");
  EXPECT_EQ(part(path, "-1", "abc").string("/where"), "Upload-Offset");
  EXPECT_EQ(send(ana, Method::patch, path, "abc").string("/where"), "Upload-Offset");
  EXPECT_EQ(part(path, "0", "abcd").problem(), "too_big");
  EXPECT_EQ(post(ana, "/stores/shop/uploads", json("{'size': -1}")).string("/where"), "/size");
  EXPECT_EQ(begin(std::int64_t{1} << 40).problem(), "too_big");
  EXPECT_EQ(part("/stores/shop/uploads/..%2Fsecret", "0", "x").status, 404);
  EXPECT_EQ(post(cleo, "/stores/shop/uploads", json("{'size': 1}")).problem(), "read_only");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(begin(2ll << 30).status, 201);
  EXPECT_EQ(begin(2ll << 30).problem(), "too_many");
  EXPECT_EQ(del(ana, path).status, 204);
  EXPECT_EQ(get(ana, path).status, 404);
}

}  // namespace
}  // namespace postroom::server
