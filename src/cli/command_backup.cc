#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/progress_bar.h"
#include "cli/safe_text.h"
#include "cli/store_arguments.h"

namespace postroom::cli {
namespace {

class BackupCommand final : public Command {
 public:
  CommandText text() const override {
    return {"backup",
            "copy a store to a new file while others use it",
            "The copy is a store of its own, as everything was at one moment. Into a database, use transfer.",
            {"backup mail.postroom mail-backup.postroom"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare(arguments);
    arguments.operand(destination_, "DESTINATION", "the file to make; it must not be there yet");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY(need_file());
    TRY_SET(OpenedStore opened, store_.open_to_read(around, Acting::administrator));
    {
      ProgressBar bar(around.terminal, "Copying");
      TRY(opened.store.backup(opened.session, destination_, bar.callback()));
    }
    around.terminal.print(fmt::format("Backed up to {}.\n", safe_line(destination_)));
    return ExitStatus::done;
  }

 private:
  Status need_file() const {
    TRY_SET(const AddressKind kind, address_kind(destination_));
    if (kind == AddressKind::file) return ok_status();
    return Error{Code::invalid_argument,
                 "A backup goes to a file; “postroom transfer” copies a store to a database.", ""};
  }

  StoreArguments store_;
  std::string destination_;
};

}  // namespace

std::unique_ptr<Command> backup_command() { return std::make_unique<BackupCommand>(); }

}  // namespace postroom::cli
