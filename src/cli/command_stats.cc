#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/progress_bar.h"
#include "cli/store_arguments.h"
#include "cli/time_text.h"

namespace postroom::cli {
namespace {

std::string sized(std::int64_t bytes) { return size_text(static_cast<std::uint64_t>(bytes)); }

class StatsCommand final : public Command {
 public:
  CommandText text() const override {
    return {"stats",
            "say what is in a store",
            "Counts messages, versions and what they take up. Others can go on working meanwhile.",
            {"stats mail.postroom", "stats mail.postroom --json"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare(arguments);
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(OpenedStore opened, store_.open_to_read(around));
    StoreStatistics sum;
    {
      ProgressBar bar(around.terminal, "Counting");
      TRY_SET(sum, opened.store.statistics(opened.session, bar.callback()));
    }
    json_ ? tell_json(around, sum) : tell(around, sum);
    return ExitStatus::done;
  }

 private:
  void tell(Surroundings& around, const StoreStatistics& sum) const {
    const auto line = [&](const char* name, const std::string& value) {
      around.terminal.print(fmt::format("{:<18}{}\n", name, value));
    };
    line("Folders", fmt::format("{}", sum.folders));
    line("Messages", fmt::format("{}, {} of them unread", sum.messages, sum.unread));
    line("Associated", fmt::format("{}", sum.associated));
    line("Deleted", fmt::format("{}, can be undeleted", sum.deleted));
    line("With attachments", fmt::format("{}", sum.with_attachments));
    line("Size of messages", sized(sum.message_bytes));
    line("Versions", fmt::format("{} ({})", sum.versions, sized(sum.version_bytes)));
    line("Large values", fmt::format("{} ({})", sum.large_values, sized(sum.large_bytes)));
    line("Named properties", fmt::format("{}", sum.named_properties));
    line("Change log", fmt::format("{} entries, up to {}", sum.log_end.value - sum.log_start.value, sum.log_end.value));
    line("Engine", sum.engine);
    line("On disk", sized(sum.disk_bytes) + (sum.is_disk_shared ? ", the whole database" : ""));
    line("Where", shown_address(store_.address));
  }

  void tell_json(Surroundings& around, const StoreStatistics& sum) const {
    Json json;
    json.begin_object().member("folders", sum.folders).member("messages", sum.messages);
    json.member("unread", sum.unread).member("associated", sum.associated).member("deleted", sum.deleted);
    json.member("with_attachments", sum.with_attachments).member("message_bytes", sum.message_bytes);
    json.member("versions", sum.versions).member("version_bytes", sum.version_bytes);
    json.member("large_values", sum.large_values).member("large_bytes", sum.large_bytes);
    json.member("named_properties", sum.named_properties);
    json.member("log_start", sum.log_start.value).member("log_end", sum.log_end.value);
    json.member("engine", sum.engine).member("disk_bytes", sum.disk_bytes);
    json.member("is_disk_shared", sum.is_disk_shared).member("where", shown_address(store_.address));
    around.terminal.print(json.end_object().line());
  }

  StoreArguments store_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> stats_command() { return std::make_unique<StatsCommand>(); }

}  // namespace postroom::cli
