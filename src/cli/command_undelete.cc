#include "base/try.h"
#include "cli/bulk.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/store_arguments.h"

namespace postroom::cli {
namespace {

class UndeleteCommand final : public Command {
 public:
  CommandText text() const override {
    return {"undelete",
            "bring deleted messages back",
            "“list --deleted” shows which there are.",
            {"undelete mail.postroom 42"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare_writing(arguments);
    arguments.operands(ids_, "ID", "the messages: numbers, or entry IDs in hexadecimal");
    arguments.option(to_, "--to", "FOLDER", "into this folder instead of the one they were in");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(OpenedStore opened, store_.open_to_write(around));
    TRY_SET(const std::vector<MessageId> ids, parse_message_ids(ids_, opened.store.guid()));
    std::optional<FolderId> folder;
    if (!to_.empty()) {
      TRY_SET(folder, find_folder(opened.store, opened.session, to_));
    }
    TRY_SET(const BulkReport report, opened.store.undelete_messages(opened.session, ids, folder));
    return tell_bulk(around, "Brought back", report, json_);
  }

 private:
  StoreArguments store_;
  std::vector<std::string> ids_;
  std::string to_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> undelete_command() { return std::make_unique<UndeleteCommand>(); }

}  // namespace postroom::cli
