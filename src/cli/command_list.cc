#include <postroom/tags.h>

#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/json.h"
#include "cli/store_arguments.h"
#include "cli/summary_json.h"
#include "cli/table.h"
#include "cli/time_text.h"

namespace postroom::cli {
namespace {

constexpr std::int64_t kUsualLimit = 50;

// One letter each: new, draft, important, with attachments, in conflict.
std::string marks(const MessageSummary& message) {
  std::string marks;
  if (!has_flag(message, message_flag::read)) marks += 'N';
  if (has_flag(message, message_flag::unsent)) marks += 'D';
  if (message.importance > 1) marks += '!';
  if (message.has_attachments) marks += '@';
  if ((message.status & message_status::in_conflict) != 0) marks += 'C';
  return marks;
}

class ListCommand final : public Command {
 public:
  CommandText text() const override {
    return {"list",
            "list the messages of a folder, newest first",
            "The column of marks says N for a message not yet read, D for a draft, ! for an important one, "
            "@ for one with attachments and C for a copy from a conflict.",
            {"list mail.postroom Inbox --limit 20"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare(arguments);
    arguments.operand(folder_, "FOLDER", "the folder's path, such as Inbox/Printers, or its number");
    arguments.number(limit_, "--limit", "N",
                     fmt::format("at most so many messages (default: {})", kUsualLimit), 1, 1'000'000);
    arguments.flag(deleted_, "--deleted", "those that were deleted and can be undeleted");
    arguments.flag(associated_, "--associated",
                   "the folder's associated messages, which hold settings of programs");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(OpenedStore opened, store_.open_to_read(around));
    TRY_SET(const FolderId folder, find_folder(opened.store, opened.session, folder_));
    ListOptions options;
    options.kind = associated_ ? MessageKind::associated : MessageKind::normal;
    options.deleted = deleted_;
    const auto wanted = static_cast<std::size_t>(limit_.value_or(kUsualLimit));
    std::vector<MessageSummary> messages;
    while (messages.size() < wanted) {
      const std::size_t asked = std::min(kPage, wanted - messages.size());
      options.limit = asked;
      options.after = messages.empty() ? nullptr : &messages.back();
      TRY_SET(const std::vector<MessageSummary> page, opened.store.list(opened.session, folder, options));
      messages.insert(messages.end(), page.begin(), page.end());
      if (page.size() < asked) break;
    }
    around.terminal.print(json_ ? as_json(messages) : as_table(messages).render(around.terminal.output()));
    return ExitStatus::done;
  }

 private:
  static constexpr std::size_t kPage = 1000;

  static std::string as_json(const std::vector<MessageSummary>& messages) {
    Json json;
    json.begin_array();
    for (const MessageSummary& message : messages) {
      json.begin_object();
      add_summary(json, message);
      json.end_object();
    }
    return json.end_array().line();
  }

  static Table as_table(const std::vector<MessageSummary>& messages) {
    Table table({{"Id", Align::right},
                 {""},
                 {"Date"},
                 {"From", Align::left, true},
                 {"Subject", Align::left, true},
                 {"Size", Align::right}});
    for (const MessageSummary& message : messages) {
      table.add({std::to_string(message.id.value), marks(message), time_text(message.date),
                 message.sender.empty() && !message.display_to.empty() ? "To: " + message.display_to
                                                                       : message.sender,
                 message.subject, size_text(static_cast<std::uint64_t>(message.size))});
    }
    return table;
  }

  StoreArguments store_;
  std::string folder_;
  std::optional<std::int64_t> limit_;
  bool deleted_ = false;
  bool associated_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> list_command() { return std::make_unique<ListCommand>(); }

}  // namespace postroom::cli
