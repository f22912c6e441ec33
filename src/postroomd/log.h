// The server's log: structured lines, "time level event key=value …" or JSON. Never the text of messages, passwords,
// cookies or tokens. Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "postroomd/settings.h"

namespace spdlog {
class logger;
}

namespace postroom::daemon {

struct LogField {
  std::string name;
  std::variant<std::string, std::int64_t> value;
};

// As one line, without time and level.
std::string log_line(LogFormat format, LogLevel level, std::string_view event, const std::vector<LogField>& fields);

class Log {
 public:
  // Code::io_error if the file cannot be opened.
  static Result<std::shared_ptr<Log>> open(LogFormat format, LogLevel least, const std::string& file);

  bool writes(LogLevel level) const { return level >= least_; }  // else there is nothing to put together
  void write(LogLevel level, std::string_view event, const std::vector<LogField>& fields = {});
  // The file of that name anew, after it has been moved away; what cannot be opened leaves the old one in use.
  Status reopen();

 private:
  Log(LogFormat format, LogLevel least, std::string file) : format_(format), least_(least), file_(std::move(file)) {}

  const LogFormat format_;
  const LogLevel least_;
  const std::string file_;
  std::mutex mutex_;
  std::shared_ptr<spdlog::logger> logger_;
};

// One answered request.
std::vector<LogField> access_fields(const http::Served& served);

}  // namespace postroom::daemon
