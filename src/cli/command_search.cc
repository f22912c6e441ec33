#include <postroom/search.h>

#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/json.h"
#include "cli/progress_bar.h"
#include "cli/store_arguments.h"
#include "cli/summary_json.h"
#include "cli/table.h"
#include "cli/time_text.h"

namespace postroom::cli {
namespace {

constexpr std::int64_t kUsualLimit = 50;

class SearchCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "search",
        "find the messages that have a text, newest first",
        "Looks in the subject, the names and addresses of sender and recipients, the names of attachments "
        "and the "
        "body. Every word of TEXT has to occur, also inside a longer word; \"words in quotation marks\" have "
        "to "
        "stand together. Case and accents are overlooked.\n\n"
        "An index makes this quick. --index fills it first, and needs no TEXT; a program that has the store "
        "open for "
        "writing and searches it keeps it filled. Until it is complete, more messages have to be looked at, "
        "and "
        "the result is the same.",
        {"search mail.postroom invoice",
         "search mail.postroom '\"world book day\" ana' --folder Inbox --limit 10",
         "search mail.postroom --index"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare(arguments);
    arguments.optional_operand(text_, "TEXT", "what to look for");
    arguments.repeatable(folders_, "--folder", "FOLDER", "in this folder alone");
    arguments.number(limit_, "--limit", "N",
                     fmt::format("at most so many messages (default: {})", kUsualLimit), 1, 1'000'000);
    arguments.flag(index_, "--index", "bring the index up to date first, and wait for that");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    if (text_.empty() && !index_) {
      return Error{Code::invalid_argument, "Say what to look for, or --index to fill the index.", {}};
    }
    TRY_SET(OpenedStore opened, index_ ? store_.open_to_write(around) : store_.open_to_read(around));
    if (index_) {
      ProgressBar bar(around.terminal, "Indexing");
      TRY(opened.store.index(opened.session, bar.callback()));
    }
    if (text_.empty()) {
      around.terminal.print(json_ ? "{\"up_to_date\":true}\n" : "The search index is up to date.\n");
      return ExitStatus::done;
    }
    return find(around, opened);
  }

 private:
  Result<ExitStatus> find(Surroundings& around, OpenedStore& opened) {
    SearchQuery query;
    query.text = text_;
    for (const std::string& folder : folders_) {
      TRY_SET(const FolderId id, find_folder(opened.store, opened.session, folder));
      query.folders.push_back(id);
    }
    TRY_SET(Search search, opened.store.search(opened.session, query));
    TRY_SET(const auto messages, search.next(static_cast<std::size_t>(limit_.value_or(kUsualLimit))));
    const SearchReport report = search.report();
    around.terminal.print(json_ ? as_json(messages, report)
                                : as_table(opened, messages).render(around.terminal.output()));
    if (report.unreadable != 0) {
      around.terminal.note(
          fmt::format("{} messages could not be read; postroom check says why.\n", report.unreadable));
    }
    return ExitStatus::done;
  }

  static std::string as_json(const std::vector<MessageSummary>& messages, const SearchReport& report) {
    Json json;
    json.begin_object().member("indexed", report.indexed).member("up_to_date", report.up_to_date);
    json.member("checked", report.checked).member("unreadable", report.unreadable);
    json.key("messages").begin_array();
    for (const MessageSummary& message : messages) {
      json.begin_object();
      add_summary(json, message);
      json.end_object();
    }
    return json.end_array().end_object().line();
  }

  static Table as_table(OpenedStore& opened, const std::vector<MessageSummary>& messages) {
    Table table({{"Id", Align::right},
                 {"Date"},
                 {"From", Align::left, true},
                 {"Subject", Align::left, true},
                 {"Folder", Align::left, true}});
    std::map<FolderId, std::string> paths;
    for (const MessageSummary& message : messages) {
      std::string& path = paths[message.folder];
      if (path.empty()) path = folder_path(opened.store, opened.session, message.folder);
      table.add({std::to_string(message.id.value), time_text(message.date),
                 message.sender.empty() && !message.display_to.empty() ? "To: " + message.display_to
                                                                       : message.sender,
                 message.subject, path});
    }
    return table;
  }

  StoreArguments store_;
  std::string text_;
  std::vector<std::string> folders_;
  std::optional<std::int64_t> limit_;
  bool index_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> search_command() { return std::make_unique<SearchCommand>(); }

}  // namespace postroom::cli
