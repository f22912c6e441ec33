#include <postroom/open.h>

#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/safe_text.h"

namespace postroom::cli {
namespace {

class ReopenCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "reopen",
        "open a store that has moved where it was before",
        "For whoever has lost the store in its new place: the old one becomes a store again, as it was when "
        "it moved. What was saved in the new place since then is not in it.\n\n"
        "Refused while the new place has the store, or an unfinished copy of it. Where that cannot be told, "
        "because the server does not answer or refuses this user, or the folder or database is not there, "
        "--lost says that it is gone for good: if it ever came back, there would be two stores that both "
        "take changes. Look for it first where it may have moved on to since.",
        {"reopen mail.postroom", "reopen mail.postroom --lost"}};
  }

  void declare(Arguments& arguments) override {
    arguments.operand(address_, "STORE", "the file or postgresql:// address where the store was");
    arguments.flag(lost_, "--lost", "the new place cannot be looked at, and never will be again");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY(undo_move(address_, lost_ ? IfUnknown::is_lost : IfUnknown::refuse));
    around.terminal.print(
        fmt::format("{} is open again, as it was when it moved.\n", safe_line(shown_address(address_))));
    return ExitStatus::done;
  }

 private:
  std::string address_;
  bool lost_ = false;
};

}  // namespace

std::unique_ptr<Command> reopen_command() { return std::make_unique<ReopenCommand>(); }

}  // namespace postroom::cli
