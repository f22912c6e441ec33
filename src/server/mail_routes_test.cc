#include "server/mail_routes.h"

#include <postroom/tags.h>

#include <boost/json/array.hpp>

#include <filesystem>

#include "server/testing/api_fixture.h"

namespace postroom::server {
namespace {

using http::Method;
using testing::fields;
using testing::must;
using testing::Reply;

const std::string kMail =
    "From: ana@example.com\r\nTo: ben@example.com\r\nSubject: hello\r\nDate: Sat, 28 Nov 2026 10:00:00 "
    "+0000\r\n\r\nHi Ben\r\n";
const std::string kMbox =
    "From ana@example.com Sat Nov 28 10:00:00 2026\nFrom: ana@example.com\nSubject: one\n\nfirst\n\n"
    "From ben@example.com Sat Nov 28 11:00:00 2026\nFrom: ben@example.com\nSubject: two\n\nsecond\n\n";

class MailRoutes : public testing::ApiTest {
 protected:
  Reply import(const std::string& bytes, const std::string& type, const std::string& query = {}) {
    return send(ana, Method::post, inbox("/import" + query), bytes, fields({{"Content-Type", type}}));
  }
  std::string inbox(const std::string& more) { return folder_path(SpecialFolder::inbox) + more; }
};

TEST_F(MailRoutes, take_a_message_and_give_it_back_as_it_came) {
  const Reply imported = import(kMail, "message/rfc822");
  ASSERT_EQ(imported.status, 200) << imported.text;
  EXPECT_EQ(imported.number("/messages"), 1);
  const std::int64_t id = imported.number("/ids/0");
  const std::string raw = message_path(id) + "/raw";
  const Reply back = get(ben, raw);
  EXPECT_EQ(back.text, kMail);
  EXPECT_EQ(back.field("Content-Type"), "message/rfc822");
  EXPECT_EQ(back.field("Content-Disposition"), "attachment; filename=\"hello.eml\"");
  EXPECT_EQ(get(ben, raw, fields({{"Range", "bytes=0-4"}})).text, "From:");
  EXPECT_EQ(get(ben, raw, fields({{"If-None-Match", back.etag()}})).status, 304);
  Message message = must(shop().open_message(session("Ben Okafor"), MessageId{id}, Access::read_write));
  must(message.set(tag::subject, std::string("edited")));
  must(message.save());
  EXPECT_NE(get(ben, raw).text.find("Subject: edited"), std::string::npos);
  EXPECT_EQ(get(ben, message_path(99'999) + "/raw").status, 404);
}

TEST_F(MailRoutes, take_an_mbox_and_give_back_the_folder_as_one) {
  const Reply imported = import(kMbox, "application/mbox", "?draft=true");
  EXPECT_EQ(imported.number("/messages"), 2) << imported.text;
  EXPECT_EQ(get(ana, inbox("/messages")).at("/rows/0/unsent"), true);
  const Reply all = get(ana, inbox("/export"));
  EXPECT_EQ(all.field("Content-Type"), "application/mbox");
  EXPECT_EQ(all.field("Content-Disposition"), "attachment; filename=\"Inbox.mbox\"");
  EXPECT_NE(all.text.find("Subject: one"), std::string::npos);
  EXPECT_NE(all.text.find("Subject: two"), std::string::npos);
  EXPECT_TRUE(all.text.starts_with("From "));
  const Reply some = get(ana, inbox("/export?where=subject+is+two"));
  EXPECT_EQ(some.text.find("Subject: one"), std::string::npos);
  EXPECT_NE(some.text.find("Subject: two"), std::string::npos);
  EXPECT_EQ(get(ana, folder_path(SpecialFolder::drafts) + "/export").text, "");
}

TEST_F(MailRoutes, leave_no_file_behind) {
  import(kMail, "message/rfc822");
  for (const auto& entry : std::filesystem::directory_iterator(ground.path())) {
    EXPECT_EQ(entry.path().filename().string().find("body"), std::string::npos) << entry.path();
  }
}

TEST_F(MailRoutes, take_any_bytes_for_mail) {
  const Reply imported = import(std::string("\0\xFF From nobody\n\n\r\r", 18), "message/rfc822");
  EXPECT_EQ(imported.status, 200) << imported.text;
  EXPECT_EQ(imported.number("/messages"), 1);
}

TEST_F(MailRoutes, refuse_what_is_no_mail_and_who_may_not) {
  EXPECT_EQ(import(kMail, "text/html").status, 415);
  EXPECT_EQ(import("", "message/rfc822").status, 400);
  EXPECT_EQ(import(kMail, "message/rfc822", "?draft=maybe").status, 400);
  const http::Fields mail = fields({{"Content-Type", "message/rfc822"}});
  EXPECT_EQ(send(ana, Method::post, "/stores/shop/folders/99999/import", kMail, mail).status, 404);
  EXPECT_EQ(send(cleo, Method::post, inbox("/import"), kMail, mail).problem(), "read_only");
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::inbox), AccessList{}));
  EXPECT_EQ(send(ben, Method::post, inbox("/import"), kMail, mail).problem(), "no_access");
  EXPECT_EQ(get(ben, inbox("/export")).problem(), "no_access");
}

}  // namespace
}  // namespace postroom::server
