#include "server/file_fields.h"

#include <gtest/gtest.h>

namespace postroom::server {
namespace {

TEST(ContentDisposition, has_a_plain_name_as_it_is) {
  EXPECT_EQ(content_disposition("report.pdf"), "attachment; filename=\"report.pdf\"");
  EXPECT_EQ(content_disposition("two words.txt"), "attachment; filename=\"two words.txt\"");
  EXPECT_EQ(content_disposition(""), "attachment");
}

TEST(ContentDisposition, has_other_letters_whole_beside_a_name_in_ascii) {
  EXPECT_EQ(content_disposition("año.txt"),
            "attachment; filename=\"a_o.txt\"; filename*=UTF-8''a%C3%B1o.txt");
  EXPECT_EQ(content_disposition("日本.txt"),
            "attachment; filename=\"_.txt\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.txt");
  EXPECT_EQ(content_disposition("100%.txt"),
            "attachment; filename=\"100_.txt\"; filename*=UTF-8''100%25.txt");
}

TEST(ContentDisposition, of_a_hostile_name_is_one_line_and_no_path) {
  EXPECT_EQ(content_disposition("a\r\nSet-Cookie: x=1\r\n\r\n<html>"),
            "attachment; filename=\"a__Set-Cookie_ x=1_____html_\"");
  EXPECT_EQ(content_disposition("x\r\ny\"z.txt"), "attachment; filename=\"x__y_z.txt\"");
  EXPECT_EQ(content_disposition("../../etc/passwd"), "attachment; filename=\"passwd\"");
  EXPECT_EQ(content_disposition("C:\\Windows\\evil.exe"), "attachment; filename=\"evil.exe\"");
  EXPECT_EQ(content_disposition(".htaccess"), "attachment; filename=\"htaccess\"");
  EXPECT_EQ(content_disposition("..."), "attachment");
  EXPECT_EQ(content_disposition("\xFF\xFE.txt").find_first_of("\xFF\xFE\r\n"), std::string::npos);
  EXPECT_LT(content_disposition(std::string(5000, 'x')).size(), 300U);
}

TEST(SafeMediaType, lets_through_what_no_browser_runs) {
  EXPECT_EQ(safe_media_type("image/PNG; name=x"), "image/png");
  EXPECT_EQ(safe_media_type("text/plain"), "text/plain");
  for (const char* type :
       {"text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/pdf",
        "text/javascript", "application/x-shockwave-flash", "", "nonsense", "text/plain\r\nx: y"}) {
    EXPECT_EQ(safe_media_type(type), "application/octet-stream") << type;
  }
}

TEST(FileFields, keep_a_browser_from_running_anything) {
  http::Fields fields;
  add_file_fields(fields, "x.html", "text/html");
  EXPECT_EQ(fields.find("Content-Type"), "application/octet-stream");
  EXPECT_EQ(fields.find("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(fields.find("Content-Security-Policy"), "sandbox; default-src 'none'");
  EXPECT_EQ(fields.find("Content-Disposition"), "attachment; filename=\"x.html\"");
}

}  // namespace
}  // namespace postroom::server
