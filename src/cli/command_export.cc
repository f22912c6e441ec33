#include <postroom/file.h>
#include <postroom/transfer.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/try.h"
#include "cli/bulk.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/output_file.h"
#include "cli/progress_bar.h"
#include "cli/safe_text.h"
#include "cli/store_arguments.h"

namespace postroom::cli {
namespace {

class ExportCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "export",
        "write messages to eml files or an mbox",
        "A message that was imported and not edited since comes out byte for byte as it went in. As eml, "
        "several messages go to a folder, each in a file named by its number.",
        {"export mail.postroom 42 --to message.eml", "export mail.postroom --folder Inbox --to inbox.mbox",
         "export mail.postroom --folder Inbox --to letters/ --format eml"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare(arguments);
    arguments.optional_operands(ids_, "ID", "the messages: numbers, or entry IDs in hexadecimal");
    arguments.option(folder_, "--folder", "FOLDER", "every message of this folder instead");
    arguments.option(to_, "--to", "PATH",
                     "the file or folder to write, - for standard output; must be given");
    arguments.choice(format_, "--format", {"eml", "mbox"},
                     "what to write (default: mbox for a PATH that ends so, else eml)");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    if (to_.empty()) return Error{Code::invalid_argument, "--to says where to write.", ""};
    if (ids_.empty() == folder_.empty())
      return Error{Code::invalid_argument, "Name either messages or a --folder.", ""};
    TRY_SET(OpenedStore opened, store_.open_to_read(around));
    TRY_SET(std::vector<MessageId> ids, parse_message_ids(ids_, opened.store.guid()));
    if (!folder_.empty()) {
      TRY_SET(const FolderId folder, find_folder(opened.store, opened.session, folder_));
      TRY_SET(ids, messages_of(opened.store, opened.session, folder));
      std::sort(ids.begin(), ids.end());  // as they came
    }
    const bool mbox = format_.empty() ? std::filesystem::path(to_).extension() == ".mbox" : format_ == "mbox";
    TRY(mbox ? write_mbox(around, opened, ids) : write_mails(around, opened, ids));
    if (to_ != "-")
      around.terminal.note(fmt::format("Exported {} to {}.\n", count_messages(ids.size()), safe_line(to_)));
    return ExitStatus::done;
  }

 private:
  Status write_mbox(Surroundings& around, OpenedStore& opened, const std::vector<MessageId>& ids) const {
    ProgressBar bar(around.terminal, "Exporting");
    return write_file(to_, [&](Sink& sink) -> Status {
      TRY(export_mbox(opened.store, opened.session, ids, sink, bar.callback()));
      return ok_status();
    });
  }

  Status write_mails(Surroundings& around, OpenedStore& opened, const std::vector<MessageId>& ids) const {
    const std::filesystem::path to(to_);
    std::error_code error, ignored;
    const bool folder = !folder_.empty() || to_.ends_with('/') || std::filesystem::is_directory(to, ignored);
    if (!folder && ids.size() > 1) {
      return Error{Code::invalid_argument,
                   "Several messages need a folder, or --format mbox: end PATH with “/”.", to_};
    }
    if (folder) std::filesystem::create_directories(to, error);
    if (error) return Error{Code::io_error, "The folder could not be made.", to_ + ": " + error.message()};
    ProgressBar bar(around.terminal, "Exporting");
    const auto progress = bar.callback();
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::filesystem::path path = folder ? to / fmt::format("{}.eml", ids[i].value) : to;
      TRY(write_file(path,
                     [&](Sink& sink) { return export_message(opened.store, opened.session, ids[i], sink); }));
      if (progress) progress(i + 1, ids.size());
    }
    return ok_status();
  }

  StoreArguments store_;
  std::vector<std::string> ids_;
  std::string folder_, to_, format_;
};

}  // namespace

std::unique_ptr<Command> export_command() { return std::make_unique<ExportCommand>(); }

}  // namespace postroom::cli
