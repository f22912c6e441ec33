#include "base/try.h"
#include "cli/bulk.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/store_arguments.h"

namespace postroom::cli {
namespace {

class MoveCommand final : public Command {
 public:
  CommandText text() const override {
    return {"move",
            "move messages to a folder",
            "Messages keep their number, their history and whoever has them open.",
            {"move mail.postroom 42 43 --to Inbox/Printers"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare_writing(arguments);
    arguments.operands(ids_, "ID", "the messages: numbers, or entry IDs in hexadecimal");
    arguments.option(to_, "--to", "FOLDER", "the folder to move to; must be given");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    if (to_.empty()) return Error{Code::invalid_argument, "--to says which folder to move to.", ""};
    TRY_SET(OpenedStore opened, store_.open_to_write(around));
    TRY_SET(const FolderId folder, find_folder(opened.store, opened.session, to_));
    TRY_SET(const std::vector<MessageId> ids, parse_message_ids(ids_, opened.store.guid()));
    TRY_SET(const BulkReport report, opened.store.move_messages(opened.session, ids, folder));
    return tell_bulk(around, "Moved", report, json_);
  }

 private:
  StoreArguments store_;
  std::vector<std::string> ids_;
  std::string to_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> move_command() { return std::make_unique<MoveCommand>(); }

}  // namespace postroom::cli
