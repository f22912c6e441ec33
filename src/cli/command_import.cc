#include <postroom/transfer.h>

#include <fmt/format.h>

#include <filesystem>

#include "base/try.h"
#include "cli/bulk.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/interruption.h"
#include "cli/json.h"
#include "cli/progress_bar.h"
#include "cli/safe_text.h"
#include "cli/store_arguments.h"
#include "cli/time_text.h"

namespace postroom::cli {
namespace {

struct Tally {
  ImportReport report;  // of all files together
  bool failed = false;  // something is not in the store
};

constexpr const char* kGoesOn = " The same command goes on from there.";

bool goes_on(Code code) {
  return code == Code::cancelled || code == Code::disk_full || code == Code::io_error || code == Code::busy ||
         code == Code::outcome_unknown;
}

class ImportCommand final : public Command {
 public:
  CommandText text() const override {
    return {"import",
            "bring mail into a store from eml and mbox files, Maildirs and directories of them",
            "What a file is, is seen from its content. A directory brings all mail in it and below: what lies in it "
            "goes into the folder, and its directories, mbox files (with any name, as Thunderbird has them) and "
            "Maildir++ folders become folders below that; with --flat all mail goes into the one folder. Other files "
            "are left out, and links are not followed. Read flags come from the headers Status and X-Status, in a "
            "Maildir from the file names. Everything that could not be carried is named with its place, and the "
            "exit status is 1 if a message is missing. An import that was interrupted goes on where it stopped when "
            "the same command is run again, and one that was finished brings only what is new in an mbox or a "
            "directory since; --again brings everything once more.",
            {"import mail.postroom inbox.mbox",
             "import mail.postroom ~/Maildir",
             "import mail.postroom letters/ --folder Inbox/Letters --create-folder",
             "import mail.postroom - < message.eml"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare_writing(arguments);
    arguments.operands(files_, "FILE", "eml and mbox files, Maildirs, directories, or - for standard input");
    arguments.option(folder_, "--folder", "FOLDER", "into this folder (default: Inbox)");
    arguments.flag(create_folder_, "--create-folder", "make the folder if it is not there");
    arguments.flag(flat_, "--flat", "all mail of a directory into the one folder");
    arguments.flag(again_, "--again", "also what was imported before");
    arguments.flag(draft_, "--draft", "as drafts, to be edited and sent");
    arguments.flag(json_, "--json", "print the report as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(OpenedStore opened, store_.open_to_write(around));
    TRY_SET(const FolderId folder, target(opened));
    const Interruption interruption;
    Tally tally;
    for (const std::string& file : files_) {
      if (!import_one(around, opened, folder, file, tally)) break;
    }
    json_ ? tell_json(around, tally) : tell(around, tally);
    return tally.failed ? ExitStatus::failed : ExitStatus::done;
  }

 private:
  Result<FolderId> target(OpenedStore& opened) const {
    if (folder_.empty()) return opened.store.special(SpecialFolder::inbox);
    if (create_folder_) return make_folder(opened.store, opened.session, folder_);
    return find_folder(opened.store, opened.session, folder_);
  }

  // False when the others need not be tried.
  bool import_one(Surroundings& around, OpenedStore& opened, FolderId folder,
                  const std::string& file, Tally& tally) {
    ProgressBar bar(around.terminal, "Importing");
    const Earlier earlier = again_ ? Earlier::forgotten : Earlier::left_out;
    const ImportOptions options{folder, draft_, bar.callback(), was_interrupted, earlier};
    std::error_code ignored;  // what cannot be looked at is reported when it is opened
    const bool is_tree = file != "-" && std::filesystem::is_directory(file, ignored);
    const TreeShape shape = flat_ ? TreeShape::flat : TreeShape::folders;
    auto report = is_tree ? import_tree(opened.store, opened.session, file, shape, options)
                          : import_file(opened.store, opened.session, file, options);
    if (!report) {
      const Code code = report.error().code;
      tally.failed = true;
      tally.report.problems.push_back({file, describe(report.error()) + (goes_on(code) ? kGoesOn : ""), true});
      return code != Code::cancelled && code != Code::disk_full && code != Code::read_only &&
             code != Code::outcome_unknown;
    }
    tally.report.messages += report->messages;
    tally.report.bytes += report->bytes;
    tally.report.earlier += report->earlier;
    tally.report.ids.insert(tally.report.ids.end(), report->ids.begin(), report->ids.end());
    for (ImportProblem& problem : report->problems) {
      tally.failed = tally.failed || problem.skipped;
      tally.report.problems.push_back(std::move(problem));
    }
    return true;
  }

  static void tell(Surroundings& around, const Tally& tally) {
    around.terminal.print(fmt::format("Imported {} ({}).\n", count_messages(tally.report.messages),
                                      size_text(tally.report.bytes)));
    if (tally.report.earlier > 0) {
      around.terminal.print(fmt::format("{} had been imported before; --again brings everything once more.\n",
                                        count_messages(tally.report.earlier)));
    }
    for (const ImportProblem& problem : tally.report.problems) {
      const char* what = problem.skipped ? "Not imported: " : "Note: ";
      around.terminal.note(what + safe_line(problem.where) + ": " + safe_line(problem.what) + "\n");
    }
  }

  static void tell_json(Surroundings& around, const Tally& tally) {
    Json json;
    json.begin_object().member("messages", static_cast<std::int64_t>(tally.report.messages));
    json.member("bytes", static_cast<std::int64_t>(tally.report.bytes));
    json.member("earlier", static_cast<std::int64_t>(tally.report.earlier)).key("ids").begin_array();
    for (const MessageId id : tally.report.ids) json.value(id.value);
    json.end_array().key("problems").begin_array();
    for (const ImportProblem& problem : tally.report.problems) {
      json.begin_object()
          .member("where", problem.where)
          .member("what", problem.what)
          .member("skipped", problem.skipped)
          .end_object();
    }
    around.terminal.print(json.end_array().end_object().line());
  }

  StoreArguments store_;
  std::vector<std::string> files_;
  std::string folder_;
  bool create_folder_ = false;
  bool flat_ = false;
  bool again_ = false;
  bool draft_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> import_command() { return std::make_unique<ImportCommand>(); }

}  // namespace postroom::cli
