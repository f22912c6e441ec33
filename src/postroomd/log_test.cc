#include "postroomd/log.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/must.h"
#include "support/temporary_folder.h"

namespace postroom::daemon {
namespace {

using postroom::testing::must;

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(LogLine, is_for_people_or_for_programs) {
  const std::vector<LogField> fields{{"who", "Ana Ruiz"}, {"path", "/x"}, {"status", std::int64_t{200}}};
  EXPECT_EQ(log_line(LogFormat::text, LogLevel::info, "request", fields),
            "info request who=\"Ana Ruiz\" path=/x status=200");
  EXPECT_EQ(log_line(LogFormat::json, LogLevel::warning, "request", fields),
            R"("level":"warning","event":"request","who":"Ana Ruiz","path":"/x","status":200)");
}

TEST(LogLine, stays_one_line_whatever_a_client_sends) {
  for (const LogFormat format : {LogFormat::text, LogFormat::json}) {
    const std::string line = log_line(format, LogLevel::info, "request", {{"target", "/a\nb\"c\\\x1b[31m\xff"}});
    EXPECT_EQ(line.find('\n'), std::string::npos);
    EXPECT_EQ(line.find('\x1b'), std::string::npos);
    EXPECT_NE(line.find("\\n"), std::string::npos);
  }
}

class LogFile : public ::testing::Test {
 protected:
  postroom::testing::TemporaryFolder folder_;
  const std::string path_ = folder_.path() + "/postroomd.log";
};

TEST_F(LogFile, holds_what_is_grave_enough) {
  const auto log = must(Log::open(LogFormat::json, LogLevel::warning, path_));
  log->write(LogLevel::info, "small");
  log->write(LogLevel::error, "grave", {{"reason", "x"}});
  EXPECT_FALSE(log->writes(LogLevel::info));
  EXPECT_TRUE(log->writes(LogLevel::warning));
  const std::string content = content_of(path_);
  EXPECT_EQ(content.find("small"), std::string::npos);
  EXPECT_TRUE(content.starts_with("{\"time\":\"2")) << content;
  EXPECT_TRUE(content.ends_with("\"level\":\"error\",\"event\":\"grave\",\"reason\":\"x\"}\n")) << content;
}

TEST_F(LogFile, is_opened_anew_after_it_was_moved_away) {
  const auto log = must(Log::open(LogFormat::text, LogLevel::info, path_));
  log->write(LogLevel::info, "before");
  std::filesystem::rename(path_, path_ + ".1");
  must(log->reopen());
  log->write(LogLevel::info, "after");
  EXPECT_NE(content_of(path_ + ".1").find("before"), std::string::npos);
  EXPECT_EQ(content_of(path_).find("before"), std::string::npos);
  EXPECT_NE(content_of(path_).find("after"), std::string::npos);
}

TEST_F(LogFile, that_cannot_be_opened_is_an_error) {
  EXPECT_FALSE(Log::open(LogFormat::text, LogLevel::info, folder_.path()).ok());
}

}  // namespace
}  // namespace postroom::daemon
