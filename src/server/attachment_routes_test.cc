#include "server/attachment_routes.h"

#include <postroom/tags.h>

#include <boost/json/array.hpp>

#include <thread>

#include "server/testing/api_fixture.h"

namespace postroom::server {
namespace {

using http::Method;
using testing::fields;
using testing::must;
using testing::Reply;

class AttachmentRoutes : public testing::ApiTest {
 protected:
  static std::string attachments(std::int64_t id, const std::string& more = {}) {
    return message_path(id) + "/attachments" + more;
  }
  Reply attach(std::int64_t id, const std::string& query, const std::string& bytes,
               const std::string& type = "text/plain") {
    return send(ana, Method::post, attachments(id, query), bytes, fields({{"Content-Type", type}}));
  }
};

TEST_F(AttachmentRoutes, add_a_file_and_give_it_back_whole_and_in_ranges) {
  const std::int64_t id = add("one");
  const Reply added = attach(id, "?name=notes.txt", "0123456789");
  ASSERT_EQ(added.status, 201) << added.text;
  EXPECT_EQ(added.string("/name"), "notes.txt");
  EXPECT_EQ(added.number("/size"), 10);
  EXPECT_EQ(added.etag(), get(ana, message_path(id)).etag());
  const std::string one = attachments(id, "/" + added.string("/key"));
  EXPECT_EQ(added.field("Location"), "/api/v1" + one);
  const Reply whole = get(ben, one);
  EXPECT_EQ(whole.text, "0123456789");
  EXPECT_EQ(whole.field("Content-Type"), "text/plain");
  EXPECT_EQ(whole.field("Content-Disposition"), "attachment; filename=\"notes.txt\"");
  EXPECT_EQ(whole.field("X-Content-Type-Options"), "nosniff");
  const Reply part = get(ben, one, fields({{"Range", "bytes=2-4"}}));
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.text, "234");
  EXPECT_EQ(part.field("Content-Range"), "bytes 2-4/10");
  EXPECT_EQ(get(ben, one, fields({{"Range", "bytes=10-"}})).status, 416);
  EXPECT_EQ(get(ben, one, fields({{"If-None-Match", whole.etag()}})).status, 304);
}

TEST_F(AttachmentRoutes, keep_files_of_any_size_and_content) {
  const std::int64_t id = add("one");
  std::string large(3 << 20, '\0');
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 7 + i / 1000);
  const Reply added = attach(id, "?name=big.bin", large, "application/x-thing");
  const Reply back = get(ana, attachments(id, "/" + added.string("/key")));
  EXPECT_TRUE(back.text == large);
  EXPECT_EQ(back.field("Content-Type"), "application/octet-stream");
  const Reply empty = attach(id, "?name=empty", "");
  EXPECT_EQ(empty.status, 201) << empty.text;
  EXPECT_EQ(get(ana, attachments(id, "/" + empty.string("/key"))).text, "");
}

TEST_F(AttachmentRoutes, never_hand_out_what_a_browser_runs) {
  const std::int64_t id = add("one");
  const Reply added = attach(id, "?name=..%2F..%2Fx%0D%0AEvil:%20yes.html", "<script>", "text/html");
  const Reply back = get(ana, attachments(id, "/" + added.string("/key")));
  EXPECT_EQ(back.field("Content-Type"), "application/octet-stream");
  EXPECT_EQ(back.field("Content-Security-Policy"), "sandbox; default-src 'none'");
  EXPECT_EQ(back.field("Content-Disposition").find_first_of("\r\n/"), std::string::npos);
}

TEST_F(AttachmentRoutes, never_conflict_however_many_come_at_once) {
  const std::int64_t id = add("one");
  constexpr int kThreads = 6, kEach = 5;
  std::vector<std::thread> threads;
  std::atomic<int> added = 0;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (int each = 0; each < kEach; ++each) {
        const std::string name = std::to_string(i) + "-" + std::to_string(each);
        if (attach(id, "?name=" + name, "bytes of " + name).status == 201) ++added;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(added, kThreads * kEach);
  EXPECT_EQ(get(ana, message_path(id)).at("/attachments").as_array().size(), std::size_t{kThreads * kEach});
}

TEST_F(AttachmentRoutes, go_when_they_are_deleted) {
  const std::int64_t id = add("one");
  const std::string one = attachments(id, "/" + attach(id, "?name=x", "x").string("/key"));
  const Reply removed = del(ana, one);
  EXPECT_EQ(removed.status, 200) << removed.text;
  EXPECT_EQ(removed.etag(), get(ana, message_path(id)).etag());
  EXPECT_EQ(get(ana, one).status, 404);
  EXPECT_EQ(del(ana, one).status, 404);
}

TEST_F(AttachmentRoutes, honour_if_match) {
  const std::int64_t id = add("one");
  const std::string seen = get(ana, message_path(id)).etag();
  const std::string one = attachments(id, "/" + attach(id, "?name=x", "x").string("/key"));
  EXPECT_EQ(del(ana, one, fields({{"If-Match", seen}})).status, 404) << "that version had no such attachment";
  EXPECT_EQ(send(ana, Method::post, attachments(id, "?name=y"), "y", fields({{"If-Match", seen}})).problem(),
            "object_changed");
  const Reply merged = send(ana, Method::post, attachments(id, "?name=y"), "y",
                            fields({{"If-Match", seen}, {"Prefer", "conflict=merge"}}));
  EXPECT_EQ(merged.status, 201) << merged.text;
  EXPECT_EQ(merged.field("Preference-Applied"), "conflict=merge");
  const Reply copied = send(ana, Method::post, attachments(id, "?name=z"), "z",
                            fields({{"If-Match", seen}, {"Prefer", "conflict=elsewhere"}}));
  EXPECT_EQ(copied.status, 201) << copied.text;
  EXPECT_EQ(copied.field("Preference-Applied"), "conflict=elsewhere");
  EXPECT_NE(copied.number("/message"), id);
  EXPECT_EQ(copied.etag(), get(ana, message_path(copied.number("/message"))).etag());
}

TEST_F(AttachmentRoutes, of_a_deleted_message_go_into_a_copy_elsewhere_and_nowhere_else) {
  const std::int64_t id = add("one");
  ASSERT_EQ(del(ana, message_path(id)).status, 204);
  EXPECT_EQ(attach(id, "?name=x", "x").problem(), "object_deleted");
  const Reply copied = send(ana, Method::post, attachments(id, "?name=x"), "x",
                            fields({{"If-Match", "\"1\""}, {"Prefer", "conflict=elsewhere"}}));
  EXPECT_EQ(copied.status, 201) << copied.text;
  EXPECT_EQ(get(ana, copied.field("Location").substr(7)).text, "x");
}

TEST_F(AttachmentRoutes, show_a_message_inside_and_hand_it_out_as_mail) {
  Message outer = must(shop().create_message(session("Ana Ruiz"), folder(SpecialFolder::inbox)));
  MessageContent inner;
  inner.properties.set(tag::subject, std::string("inside"));
  inner.properties.set(tag::body, std::string("hello"));
  Attachment attachment;
  attachment.properties.set(tag::attach_method, attach_method::embedded_message);
  attachment.embedded = std::make_shared<const MessageContent>(inner);
  must(outer.add_attachment(attachment));
  const std::int64_t id = must(outer.save()).message.value;
  const std::string key = get(ana, message_path(id)).string("/attachments/0/key");
  EXPECT_EQ(get(ana, attachments(id, "/" + key + "/message")).string("/properties/PR_SUBJECT"), "inside");
  const Reply mail = get(ana, attachments(id, "/" + key));
  EXPECT_EQ(mail.field("Content-Type"), "message/rfc822");
  EXPECT_EQ(mail.field("Content-Disposition"), "attachment; filename=\"inside.eml\"");
  EXPECT_NE(mail.text.find("Subject: inside"), std::string::npos);
  const std::int64_t plain = add("plain");
  EXPECT_EQ(
      get(ana, attachments(plain, "/" + attach(plain, "?name=x", "x").string("/key") + "/message")).status,
      404);
}

TEST_F(AttachmentRoutes, are_for_who_may_read_or_edit_the_message) {
  const std::int64_t id = add("one");
  const std::string one = attachments(id, "/" + attach(id, "?name=x", "x").string("/key"));
  EXPECT_EQ(get(cleo, one).text, "x");
  EXPECT_EQ(send(cleo, Method::post, attachments(id), "y").problem(), "read_only");
  EXPECT_EQ(get(dan, one).status, 404);
  must(
      shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::inbox),
                               must(normalized(AccessList{FolderRights::read | FolderRights::visible, {}}))));
  EXPECT_EQ(get(ben, one).text, "x");
  EXPECT_EQ(send(ben, Method::post, attachments(id), "y").problem(), "no_access");
  EXPECT_EQ(del(ben, one).problem(), "no_access");
  EXPECT_EQ(get(ana, attachments(99'999, "/x")).status, 404);
  EXPECT_EQ(get(ana, attachments(id, "/..%2F..%2Fx")).status, 404);
}

}  // namespace
}  // namespace postroom::server
