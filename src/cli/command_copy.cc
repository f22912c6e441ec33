#include <fmt/format.h>

#include "base/try.h"
#include "cli/bulk.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/json.h"
#include "cli/store_arguments.h"

namespace postroom::cli {
namespace {

class CopyCommand final : public Command {
 public:
  CommandText text() const override {
    return {"copy",
            "copy messages to a folder",
            "A copy is a message of its own, with a history of its own.",
            {"copy mail.postroom 42 43 --to Inbox/Printers"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare_writing(arguments);
    arguments.operands(ids_, "ID", "the messages: numbers, or entry IDs in hexadecimal");
    arguments.option(to_, "--to", "FOLDER", "the folder to copy to; must be given");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    if (to_.empty()) return Error{Code::invalid_argument, "--to says which folder to copy to.", ""};
    TRY_SET(OpenedStore opened, store_.open_to_write(around));
    TRY_SET(const FolderId folder, find_folder(opened.store, opened.session, to_));
    TRY_SET(const std::vector<MessageId> ids, parse_message_ids(ids_, opened.store.guid()));
    TRY_SET(const auto copies, opened.store.copy_messages(opened.session, ids, folder));
    Json json;
    json.begin_array();
    for (const auto& [id, copy] : copies) {
      json.begin_object().member("id", id.value).member("copy", copy.value).end_object();
      if (!json_) around.terminal.print(fmt::format("Copied message {} as {}.\n", id.value, copy.value));
    }
    if (json_) around.terminal.print(json.end_array().line());
    if (copies.size() == ids.size()) return ExitStatus::done;
    around.terminal.note(
        fmt::format("{} not there and skipped.\n", count_messages(ids.size() - copies.size())));
    return ExitStatus::failed;
  }

 private:
  StoreArguments store_;
  std::vector<std::string> ids_;
  std::string to_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> copy_command() { return std::make_unique<CopyCommand>(); }

}  // namespace postroom::cli
