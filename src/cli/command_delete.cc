#include "base/try.h"
#include "cli/bulk.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/store_arguments.h"

namespace postroom::cli {
namespace {

class DeleteCommand final : public Command {
 public:
  CommandText text() const override {
    return {"delete",
            "delete messages; they can be undeleted",
            "This goes through even while someone is editing a message: their save is refused then, and "
            "they can save elsewhere.",
            {"delete mail.postroom 42"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare_writing(arguments);
    arguments.operands(ids_, "ID", "the messages: numbers, or entry IDs in hexadecimal");
    arguments.flag(permanent_, "--permanent", "for good: they cannot be undeleted");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(OpenedStore opened, store_.open_to_write(around));
    TRY_SET(const std::vector<MessageId> ids, parse_message_ids(ids_, opened.store.guid()));
    const DeleteKind kind = permanent_ ? DeleteKind::permanent : DeleteKind::recoverable;
    TRY_SET(const BulkReport report, opened.store.delete_messages(opened.session, ids, kind));
    return tell_bulk(around, permanent_ ? "Deleted for good:" : "Deleted", report, json_);
  }

 private:
  StoreArguments store_;
  std::vector<std::string> ids_;
  bool permanent_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> delete_command() { return std::make_unique<DeleteCommand>(); }

}  // namespace postroom::cli
