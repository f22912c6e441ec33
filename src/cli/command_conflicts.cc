#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/json.h"
#include "cli/store_arguments.h"
#include "cli/summary_json.h"
#include "cli/table.h"
#include "cli/time_text.h"

namespace postroom::cli {
namespace {

class ConflictsCommand final : public Command {
 public:
  CommandText text() const override {
    return {"conflicts",
            "list messages with the copies that were saved elsewhere",
            "“conflicts STORE settle MESSAGE COPY” forgets that the two belong together; both messages stay.",
            {"conflicts mail.postroom", "conflicts mail.postroom settle 42 57"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare_writing(arguments);
    arguments.optional_operands(words_, "settle MESSAGE COPY", "settle a pair instead of listing them");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    if (!words_.empty()) return settle(around);
    TRY_SET(OpenedStore opened, store_.open_to_read(around));
    TRY_SET(const auto pairs, opened.store.conflicts(opened.session));
    around.terminal.print(json_ ? as_json(pairs) : as_text(pairs, opened, around.terminal.output()));
    return ExitStatus::done;
  }

 private:
  Result<ExitStatus> settle(Surroundings& around) {
    if (words_.size() != 3 || words_[0] != "settle") {
      return Error{Code::invalid_argument, "Write “conflicts STORE settle MESSAGE COPY”.", ""};
    }
    TRY_SET(OpenedStore opened, store_.open_to_write(around));
    TRY_SET(const MessageId winner, parse_message_id(words_[1], opened.store.guid()));
    TRY_SET(const MessageId copy, parse_message_id(words_[2], opened.store.guid()));
    TRY(opened.store.settle_conflict(opened.session, winner, copy));
    if (json_) {
      Json json;
      json.begin_object().member("message", winner.value).member("copy", copy.value).end_object();
      around.terminal.print(json.line());
      return ExitStatus::done;
    }
    around.terminal.print(
        fmt::format("Settled: messages {} and {} are independent now.\n", winner.value, copy.value));
    return ExitStatus::done;
  }

  static std::string as_json(const std::vector<ConflictPair>& pairs) {
    Json json;
    json.begin_array();
    for (const ConflictPair& pair : pairs) {
      add_summary(json.begin_object().key("message").begin_object(), pair.winner);
      add_summary(json.end_object().key("copy").begin_object(), pair.copy);
      json.end_object().member("made", pair.made).end_object();
    }
    return json.end_array().line();
  }

  static std::string as_text(const std::vector<ConflictPair>& pairs, OpenedStore& opened, Look look) {
    if (pairs.empty()) return "No message has a copy from a conflict.\n";
    Table table({{"Message", Align::right},
                 {"Copy", Align::right},
                 {"Made"},
                 {"In", Align::left, true},
                 {"Subject", Align::left, true}});
    for (const ConflictPair& pair : pairs) {
      table.add({std::to_string(pair.winner.id.value), std::to_string(pair.copy.id.value),
                 time_text(pair.made), folder_path(opened.store, opened.session, pair.copy.folder),
                 pair.copy.subject});
    }
    return table.render(look);
  }

  StoreArguments store_;
  std::vector<std::string> words_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> conflicts_command() { return std::make_unique<ConflictsCommand>(); }

}  // namespace postroom::cli
