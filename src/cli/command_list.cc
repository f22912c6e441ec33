#include <postroom/tags.h>

#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/json.h"
#include "cli/store_arguments.h"
#include "cli/store_texts.h"
#include "cli/summary_json.h"
#include "cli/table.h"
#include "cli/table_listing.h"
#include "cli/time_text.h"
#include "cli/where_argument.h"

namespace postroom::cli {
namespace {

constexpr std::int64_t kUsualLimit = 50;
constexpr char kUsualColumns[] = "date, from, subject, size";

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
            "@ for one with attachments and C for a copy from a conflict.\n\n"
            "With --columns, --sort, --group-by or --where it is a table of the properties asked for, and searches and "
            "sorts whatever the messages have. How conditions, orders and columns are written is in docs/expressions.md.",
            {"list mail.postroom Inbox --limit 20",
             "list mail.postroom Inbox --where 'subject contains \"invoice\" and not read' --sort '-size'",
             "list mail.postroom Inbox --columns 'subject, size' --group-by from --json"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare(arguments);
    arguments.operand(folder_, "FOLDER", "the folder's path, such as Inbox/Printers, or its number");
    arguments.number(limit_, "--limit", "N",
                     fmt::format("at most so many messages (default: {})", kUsualLimit), 1, 1'000'000);
    arguments.option(where_, "--where", "EXPR", "only those that meet a condition");
    arguments.option(sort_, "--sort", "ORDER", "in this order, such as '-date, subject'");
    arguments.option(group_, "--group-by", "COLUMNS", "under a heading for each value of these");
    arguments.option(columns_, "--columns", "COLUMNS",
                     fmt::format("with these columns (default of such a table: {})", kUsualColumns));
    arguments.flag(deleted_, "--deleted", "those that were deleted and can be undeleted");
    arguments.flag(associated_, "--associated",
                   "the folder's associated messages, which hold settings of programs");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(OpenedStore opened, store_.open_to_read(around));
    TRY_SET(const FolderId folder, find_folder(opened.store, opened.session, folder_));
    if (where_ || sort_ || group_ || columns_) return list_table(around, opened, folder);
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

  Result<ExitStatus> list_table(Surroundings& around, OpenedStore& opened, FolderId folder) const {
    Store& store = opened.store;
    const Session& session = opened.session;
    TableListing listing;
    listing.limit = static_cast<std::size_t>(limit_.value_or(kUsualLimit));
    TRY_SET(listing.columns, parse_column_list(store, session, around, columns_.value_or(kUsualColumns)));
    for (const PropertyTag column : listing.columns) {
      listing.names.push_back(columns_text(store, session, {&column, 1}));
    }
    TRY_SET(const SortOrder order, wanted_order(store, session, around));
    for (std::size_t i = 0; i < order.categories; ++i) listing.groups.push_back(order.keys[i].tag);
    TRY_SET(postroom::Table table,
            store.contents_table(session, folder, {.associated = associated_, .deleted = deleted_}));
    if (where_) {
      TRY_SET(Restriction restriction, parse_where(store, session, around, *where_));
      TRY(table.restrict(std::move(restriction)));
    }
    TRY(table.sort(order));
    const Texts texts = store_texts(store, session);
    TRY_SET(const std::string text, json_ ? list_as_json(table, listing, texts)
                                          : list_as_text(table, listing, texts, around.terminal.output()));
    around.terminal.print(text);
    return ExitStatus::done;
  }

  // The groups first, all of them open; within them as --sort says.
  Result<SortOrder> wanted_order(Store& store, const Session& session, Surroundings& around) const {
    SortOrder order;
    if (group_) {
      TRY_SET(order, parse_order(store, session, around, *group_));
      order.categories = order.expanded = static_cast<std::uint32_t>(order.keys.size());
    }
    if (sort_) {
      TRY_SET(const SortOrder within, parse_order(store, session, around, *sort_));
      order.keys.insert(order.keys.end(), within.keys.begin(), within.keys.end());
    }
    return order;
  }

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
  std::optional<std::string> where_, sort_, group_, columns_;
  bool deleted_ = false;
  bool associated_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> list_command() { return std::make_unique<ListCommand>(); }

}  // namespace postroom::cli
