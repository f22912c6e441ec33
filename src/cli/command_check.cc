#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/progress_bar.h"
#include "cli/safe_text.h"
#include "cli/store_arguments.h"

namespace postroom::cli {
namespace {

class CheckCommand final : public Command {
 public:
  CommandText text() const override {
    return {"check",
            "verify everything that must hold in a store",
            "Prints a sentence for each thing that is wrong and ends with status 1 then. Others may go on "
            "working.",
            {"check mail.postroom"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare(arguments);
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(OpenedStore opened, store_.open_to_read(around, Acting::administrator));
    std::vector<std::string> problems;
    {
      ProgressBar bar(around.terminal, "Checking");
      TRY_SET(problems, opened.store.check(opened.session, bar.callback()));
    }
    if (json_) {
      Json json;
      json.begin_object().member("ok", problems.empty()).key("problems").begin_array();
      for (const std::string& problem : problems) json.value(problem);
      around.terminal.print(json.end_array().end_object().line());
    } else {
      for (const std::string& problem : problems) around.terminal.print(safe_line(problem) + "\n");
      if (problems.empty()) around.terminal.print("The store is in order.\n");
    }
    return problems.empty() ? ExitStatus::done : ExitStatus::failed;
  }

 private:
  StoreArguments store_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> check_command() { return std::make_unique<CheckCommand>(); }

}  // namespace postroom::cli
