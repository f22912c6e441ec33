#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/json.h"
#include "cli/store_arguments.h"

namespace postroom::cli {
namespace {

class RestoreCommand final : public Command {
 public:
  CommandText text() const override {
    return {"restore",
            "make an earlier version of a message the current one",
            "It becomes a new version; the one it replaces stays in the history.",
            {"restore mail.postroom 42 3"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare_writing(arguments);
    arguments.operand(id_, "ID", "the message: its number, or its entry ID in hexadecimal");
    arguments.operand(version_, "VERSION", "the version, as history lists them");
    arguments.flag(json_, "--json", "print the result as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(OpenedStore opened, store_.open_to_write(around));
    TRY_SET(const MessageId id, parse_message_id(id_, opened.store.guid()));
    TRY_SET(const VersionNumber version, parse_version(version_));
    TRY_SET(const SaveReport report, opened.store.restore(opened.session, id, version));
    if (json_) {
      TRY_SET(const MessageSummary summary, opened.store.summary(opened.session, id));
      Json json;
      json.begin_object().member("id", id.value).member("subject", summary.subject);
      around.terminal.print(json.member("version", report.version.value).end_object().line());
    } else {
      around.terminal.print(fmt::format("Restored version {} of message {} as version {}.\n", version.value,
                                        id.value, report.version.value));
    }
    return ExitStatus::done;
  }

 private:
  StoreArguments store_;
  std::string id_, version_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> restore_command() { return std::make_unique<RestoreCommand>(); }

}  // namespace postroom::cli
