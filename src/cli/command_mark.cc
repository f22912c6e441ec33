#include "base/try.h"
#include "cli/bulk.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/store_arguments.h"

namespace postroom::cli {
namespace {

class MarkCommand final : public Command {
 public:
  CommandText text() const override {
    return {"mark",
            "mark messages as read or unread",
            "This makes no new version and disturbs nobody who has the message open.",
            {"mark mail.postroom 42 43 --read", "mark mail.postroom --folder Inbox --read"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare_writing(arguments);
    arguments.optional_operands(ids_, "ID", "the messages: numbers, or entry IDs in hexadecimal");
    arguments.option(folder_, "--folder", "FOLDER", "every message of this folder instead");
    arguments.flag(read_, "--read", "mark as read");
    arguments.flag(unread_, "--unread", "mark as unread");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    if (read_ == unread_) return Error{Code::invalid_argument, "Say either --read or --unread.", ""};
    if (ids_.empty() == folder_.empty())
      return Error{Code::invalid_argument, "Name either messages or a --folder.", ""};
    TRY_SET(OpenedStore opened, store_.open_to_write(around));
    TRY_SET(std::vector<MessageId> ids, parse_message_ids(ids_, opened.store.guid()));
    if (!folder_.empty()) {
      TRY_SET(const FolderId folder, find_folder(opened.store, opened.session, folder_));
      TRY_SET(ids, messages_of(opened.store, opened.session, folder));
    }
    const auto read = read_ ? Store::Read::yes : Store::Read::no;
    TRY_SET(BulkReport report, opened.store.mark(opened.session, ids, read));
    if (!folder_.empty()) report.skipped.clear();  // were so already
    return tell_bulk(around, read_ ? "Marked as read:" : "Marked as unread:", report, json_);
  }

 private:
  StoreArguments store_;
  std::vector<std::string> ids_;
  std::string folder_;
  bool read_ = false;
  bool unread_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> mark_command() { return std::make_unique<MarkCommand>(); }

}  // namespace postroom::cli
