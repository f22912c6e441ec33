#include <postroom/open.h>

#include <fmt/format.h>

#include "base/try.h"
#include "cli/bulk.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/progress_bar.h"
#include "cli/safe_text.h"

namespace postroom::cli {
namespace {

class TransferCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "transfer",
        "copy or move a whole store to another file or database",
        "The new store has everything: messages with their entry IDs, versions, read flags and history, "
        "folders and the change log; every message is compared with the original. Others may go on working: "
        "a copy is the store as it was at one moment.\n\n"
        "With --move the old store is closed before the new one opens: who opens it is told where it is now, "
        "and programs that still have it open can read and no longer save. “remove” then frees its place; "
        "“reopen” opens it again if the new one is lost.\n\n"
        "If it is interrupted, run it again and it goes on; until it is done, the new store does not open. "
        "A move that is done may be run again, and says so.",
        {"transfer mail.postroom \"postgresql://db.example.com/postroom?store=ana\" --move",
         "transfer \"postgresql://db.example.com/postroom?store=ana\" ana.postroom"}};
  }

  void declare(Arguments& arguments) override {
    arguments.operand(from_, "FROM", "the file or postgresql:// address of the store");
    arguments.operand(to_, "TO",
                      "where it goes; nothing may be there but an unfinished transfer of the same store");
    arguments.flag(move_, "--move", "move it: nothing can be saved in the old place any more");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TransferReport report;
    {
      ProgressBar bar(around.terminal, move_ ? "Moving" : "Copying");
      TRY_SET(report,
              transfer_store(from_, to_, move_ ? TransferMode::move : TransferMode::copy, bar.callback()));
    }
    json_ ? tell_json(around, report) : tell(around, report);
    return ExitStatus::done;
  }

 private:
  void tell(Surroundings& around, const TransferReport& report) const {
    if (report.finished) {
      around.terminal.print("The store was moved there before; there was nothing left to do.\n");
      return;
    }
    if (report.resumed) {
      around.terminal.print(
          fmt::format("Went on with a transfer that was interrupted; {} were still missing.\n",
                      count_messages(static_cast<std::size_t>(report.copied))));
    }
    around.terminal.print(fmt::format("{} the store; {} compared.\n", move_ ? "Moved" : "Copied",
                                      count_messages(static_cast<std::size_t>(report.messages))));
  }

  void tell_json(Surroundings& around, const TransferReport& report) const {
    Json json;
    json.begin_object().member("moved", move_).member("resumed", report.resumed);
    json.member("finished_before", report.finished);
    json.member("messages", report.messages).member("copied", report.copied);
    json.member("large_values", report.large_values);
    around.terminal.print(json.end_object().line());
  }

  std::string from_;
  std::string to_;
  bool move_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> transfer_command() { return std::make_unique<TransferCommand>(); }

}  // namespace postroom::cli
