#include "postroomd/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "base/try.h"
#include "http/problem.h"

namespace postroom::daemon {
namespace {

const char* word(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return "debug";
    case LogLevel::info: return "info";
    case LogLevel::warning: return "warning";
    case LogLevel::error: return "error";
  }
  return "error";
}

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return spdlog::level::debug;
    case LogLevel::info: return spdlog::level::info;
    case LogLevel::warning: return spdlog::level::warn;
    case LogLevel::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

bool is_plain(std::string_view text) {
  return !text.empty() && text.find_first_of(" \"=\\") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0x20 && c < 0x7F; });
}

std::string shown(LogFormat format, const std::variant<std::string, std::int64_t>& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  const std::string& text = std::get<std::string>(value);
  if (format == LogFormat::text && is_plain(text)) return text;
  return "\"" + http::json_escaped(text) + "\"";
}

Result<std::shared_ptr<spdlog::logger>> make_logger(const std::string& file, LogFormat format, LogLevel least) {
  std::shared_ptr<spdlog::logger> logger;
  try {
    if (file.empty()) {
      logger = std::make_shared<spdlog::logger>("", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    } else {
      logger = std::make_shared<spdlog::logger>("", std::make_shared<spdlog::sinks::basic_file_sink_mt>(file));
    }
  } catch (const spdlog::spdlog_ex& error) {
    return Error{Code::io_error, "The log " + file + " cannot be opened.", error.what()};
  }
  logger->set_pattern(format == LogFormat::json ? "{\"time\":\"%Y-%m-%dT%H:%M:%S.%eZ\",%v}" : "%Y-%m-%dT%H:%M:%S.%eZ %v",
                      spdlog::pattern_time_type::utc);
  logger->set_level(to_spdlog(least));
  logger->flush_on(spdlog::level::debug);
  return logger;
}

}  // namespace

std::string log_line(LogFormat format, LogLevel level, std::string_view event, const std::vector<LogField>& fields) {
  const bool is_json = format == LogFormat::json;
  std::string line = is_json ? "\"level\":\"" + std::string(word(level)) + "\",\"event\":\"" + std::string(event) + "\""
                             : std::string(word(level)) + " " + std::string(event);
  for (const LogField& field : fields) {
    line += is_json ? ",\"" + field.name + "\":" : " " + field.name + "=";
    line += shown(format, field.value);
  }
  return line;
}

Result<std::shared_ptr<Log>> Log::open(LogFormat format, LogLevel least, const std::string& file) {
  std::shared_ptr<Log> log(new Log(format, least, file));
  TRY_SET(log->logger_, make_logger(file, format, least));
  return log;
}

void Log::write(LogLevel level, std::string_view event, const std::vector<LogField>& fields) {
  if (!writes(level)) return;
  std::shared_ptr<spdlog::logger> logger;
  {
    const std::lock_guard lock(mutex_);
    logger = logger_;
  }
  logger->log(to_spdlog(level), spdlog::string_view_t(log_line(format_, level, event, fields)));
}

Status Log::reopen() {
  TRY_SET(auto logger, make_logger(file_, format_, least_));
  const std::lock_guard lock(mutex_);
  logger_ = std::move(logger);
  return ok_status();
}

std::vector<LogField> access_fields(const http::Served& served) {
  std::vector<LogField> fields{{"request", served.id},
                               {"peer", served.peer},
                               {"method", served.method},
                               {"target", served.target},
                               {"status", std::int64_t{served.status}},
                               {"in", static_cast<std::int64_t>(served.request_bytes)},
                               {"out", static_cast<std::int64_t>(served.response_bytes)},
                               {"micros", served.took.count()}};
  if (!served.agent.empty()) fields.push_back({"agent", served.agent});
  if (!served.note.empty()) fields.push_back({"note", served.note});
  return fields;
}

}  // namespace postroom::daemon
