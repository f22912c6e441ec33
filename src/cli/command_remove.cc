#include <postroom/open.h>

#include <fmt/format.h>

#include "base/try.h"
#include "cli/bulk.h"
#include "cli/commands.h"
#include "cli/progress_bar.h"
#include "cli/safe_text.h"

namespace postroom::cli {
namespace {

// A sentence's end, for whoever is about to lose it.
std::string new_place_text(const StoreStatus& status) {
  switch (status.new_place) {
    case NewPlace::whole:
      return ", where it is whole";
    case NewPlace::gone:
      return ", where it is no more: what is here may be all that is left of it. “postroom reopen” opens it "
             "here again";
    case NewPlace::unknown:
      return ", which cannot be looked at now: what is here may be all that is left of it";
    case NewPlace::unfinished:
      return ", where it is not finished";
    case NewPlace::none:
      return "";
  }
  return "";
}

std::string content_text(const StoreStatus& status) {
  return count_messages(static_cast<std::size_t>(status.messages)) + " with their history";
}

std::string what_goes(const StoreStatus& status) {
  switch (status.state) {
    case StoreState::whole:
      return "the whole store: " + content_text(status);
    case StoreState::moved:
      return fmt::format("what a store has left behind that moved to {}{}", safe_line(status.moved_to),
                         new_place_text(status));
    case StoreState::unfinished_copy:
      return "an unfinished copy of a store";
    case StoreState::unfinished:
      return "a store whose making was interrupted";
    case StoreState::being_removed:
      return "the rest of a store whose removal was interrupted";
  }
  return "";
}

class RemoveCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "remove",
        "remove a whole store for good",
        "Says what goes and asks for the store's name first; --yes does not ask, and is needed where there "
        "is no terminal. There is no way back but a backup.\n\n"
        "A file is removed at once, and only while nobody has it open. A store of a database goes in steps: "
        "from the first on it does not open and nobody can save in it. If that is interrupted, run it again "
        "and it goes on. Also removes what a moved store has left behind, an unfinished copy, and a store "
        "whose making or removal was interrupted; but not the source of a move that is not finished, as "
        "that is the only whole store.\n\n"
        "Close a store of a database everywhere before you make another one of the same name.",
        {"remove mail.postroom", "remove \"postgresql://db.example.com/postroom?store=ana\" --yes"}};
  }

  void declare(Arguments& arguments) override {
    arguments.operand(address_, "STORE",
                      "the file that holds the store, or postgresql://HOST/DATABASE?store=NAME");
    arguments.flag(yes_, "--yes", "do not ask");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(const StoreStatus status, store_status(address_));
    const std::string place = safe_line(shown_address(address_));
    if (!yes_) around.terminal.note(fmt::format("This removes {}: {}.\n", place, what_goes(status)));
    TRY_SET(const bool agreed, ask(around, status));
    if (!agreed) {
      around.terminal.note("Nothing was removed.\n");
      return ExitStatus::failed;
    }
    {
      ProgressBar bar(around.terminal, "Removing");
      TRY(remove_store(address_, bar.callback()));
    }
    around.terminal.print(fmt::format("Removed {}: {}.\n", place, what_goes(status)));
    return ExitStatus::done;
  }

 private:
  Result<bool> ask(Surroundings& around, const StoreStatus& status) const {
    if (yes_) return true;
    if (!around.terminal.can_ask()) {
      return Error{Code::invalid_argument,
                   "Nothing was removed: this asks first, and there is no terminal to ask on; --yes removes "
                   "without asking.",
                   ""};
    }
    const auto typed =
        around.terminal.ask(fmt::format("Type its name to remove it ({}): ", safe_line(status.name)));
    return typed && safe_line(*typed) == safe_line(status.name);
  }

  std::string address_;
  bool yes_ = false;
};

}  // namespace

std::unique_ptr<Command> remove_command() { return std::make_unique<RemoveCommand>(); }

}  // namespace postroom::cli
