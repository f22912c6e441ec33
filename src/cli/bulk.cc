#include "cli/bulk.h"

#include <fmt/format.h>

#include "cli/json.h"

namespace postroom::cli {
namespace {

void add_ids(Json& json, const char* name, const std::vector<MessageId>& ids) {
  json.key(name).begin_array();
  for (const MessageId id : ids) json.value(id.value);
  json.end_array();
}

}  // namespace

std::string count_messages(std::size_t count) {
  return fmt::format("{} message{}", count, count == 1 ? "" : "s");
}

ExitStatus tell_bulk(Surroundings& around, const std::string& done, const BulkReport& report, bool json) {
  if (json) {
    Json result;
    result.begin_object();
    add_ids(result, "done", report.done);
    add_ids(result, "skipped", report.skipped);
    around.terminal.print(result.end_object().line());
  } else {
    around.terminal.print(fmt::format("{} {}.\n", done, count_messages(report.done.size())));
    for (const MessageId id : report.skipped) {
      around.terminal.note(
          fmt::format("Message {} was skipped: it is not there, or there was nothing to do.\n", id.value));
    }
  }
  return report.skipped.empty() ? ExitStatus::done : ExitStatus::failed;
}

}  // namespace postroom::cli
