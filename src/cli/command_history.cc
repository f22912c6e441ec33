#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/json.h"
#include "cli/store_arguments.h"
#include "cli/table.h"
#include "cli/time_text.h"

namespace postroom::cli {
namespace {

const char* kind_name(SaveKind kind) {
  switch (kind) {
    case SaveKind::first:
      return "created";
    case SaveKind::plain:
      return "saved";
    case SaveKind::merged:
      return "merged";
    case SaveKind::forced:
      return "overwritten";
    case SaveKind::restored:
      return "restored";
    case SaveKind::imported:
      return "imported";
  }
  return "";
}

class HistoryCommand final : public Command {
 public:
  CommandText text() const override {
    return {"history",
            "list the versions of a message: who saved what and when",
            "Saves of one person within a minute are listed as one; --every lists each.",
            {"history mail.postroom 42"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare(arguments);
    arguments.operand(id_, "ID", "the message: its number, or its entry ID in hexadecimal");
    arguments.flag(every_, "--every", "every version that is stored");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(OpenedStore opened, store_.open_to_read(around));
    TRY_SET(const MessageId id, parse_message_id(id_, opened.store.guid()));
    TRY_SET(const auto entries, opened.store.history(opened.session, id, every_));
    around.terminal.print(json_ ? as_json(entries) : as_table(entries).render(around.terminal.output()));
    return ExitStatus::done;
  }

 private:
  static std::string as_json(const std::vector<HistoryEntry>& entries) {
    Json json;
    json.begin_array();
    for (const HistoryEntry& entry : entries) {
      json.begin_object().member("version", entry.version.value).member("kind", kind_name(entry.kind));
      json.member("saved", entry.saved).member("who", entry.who).member("client", entry.client);
      json.member("current", entry.current).member("folded", entry.folded).end_object();
    }
    return json.end_array().line();
  }

  static Table as_table(const std::vector<HistoryEntry>& entries) {
    Table table({{"Version", Align::right},
                 {"Saved"},
                 {"Who", Align::left, true},
                 {"How"},
                 {"Client", Align::left, true},
                 {""}});
    for (const HistoryEntry& entry : entries) {
      std::string remark = entry.current ? "current" : "";
      if (entry.folded > 0) remark += fmt::format("{}{} earlier", remark.empty() ? "" : ", ", entry.folded);
      table.add({std::to_string(entry.version.value), time_text(entry.saved), entry.who,
                 kind_name(entry.kind), entry.client, remark});
    }
    return table;
  }

  StoreArguments store_;
  std::string id_;
  bool every_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> history_command() { return std::make_unique<HistoryCommand>(); }

}  // namespace postroom::cli
