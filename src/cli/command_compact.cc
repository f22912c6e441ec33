#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/progress_bar.h"
#include "cli/store_arguments.h"

namespace postroom::cli {
namespace {

class CompactCommand final : public Command {
 public:
  CommandText text() const override {
    return {"compact",
            "remove what the store no longer needs",
            "Removes deleted messages and replaced versions past the time that the store keeps them, and "
            "attachments that nothing refers to any more.",
            {"compact mail.postroom"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare_writing(arguments);
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(OpenedStore opened, store_.open_to_write(around, Acting::administrator));
    CompactReport report;
    {
      ProgressBar bar(around.terminal, "Compacting");
      TRY_SET(report, opened.store.compact(opened.session, bar.callback()));
    }
    if (json_) {
      Json json;
      json.begin_object().member("messages", report.messages).member("versions", report.versions);
      json.member("large_values", report.large_values).member("log_entries", report.log_entries);
      around.terminal.print(json.end_object().line());
    } else {
      around.terminal.print(
          fmt::format("Removed {} messages, {} versions, {} large values and {} entries of the change log.\n",
                      report.messages, report.versions, report.large_values, report.log_entries));
    }
    return ExitStatus::done;
  }

 private:
  StoreArguments store_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> compact_command() { return std::make_unique<CompactCommand>(); }

}  // namespace postroom::cli
