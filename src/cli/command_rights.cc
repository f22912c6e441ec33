#include "base/try.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/rights_report.h"
#include "cli/rights_words.h"
#include "cli/store_arguments.h"

namespace postroom::cli {
namespace {

class RightsCommand final : public Command {
 public:
  CommandText text() const override {
    return {"rights",
            "show or change who may do what in which folder",
            "A folder without an access list allows everybody everything. The first --set gives it one: from then on "
            "it allows those who are named what they are given, and all others, whom the list calls default, "
            "nothing, unless --set default=RIGHTS gives them something. New folders take over the list of the one "
            "above them. No list holds for the owner of the store.\n\n"
            "RIGHTS is a role or a list of single rights, with commas between. Roles: owner, publishing-editor, "
            "editor, publishing-author, author, nonediting-author, reviewer, contributor, none. Rights: read, "
            "create, edit-own, delete-own, edit-all, delete-all, create-subfolder, folder-owner, contact, "
            "visible.\n\n"
            "Without --as, this command does what the owner may: whoever can write the file or database "
            "of a store can change all of it. The rights hold for people who come through a server, and for "
            "--as.",
            {"rights mail.postroom", "rights mail.postroom Inbox --set 'Ben Okafor=editor' --set default=none",
             "rights mail.postroom Inbox --remove 'Ben Okafor' --recursive", "rights mail.postroom --owner 'Ana Ruiz'"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare_writing(arguments);
    arguments.optional_operand(folder_, "FOLDER", "the folder's path, such as Inbox, or its number; / is the root");
    arguments.repeatable(set_, "--set", "NAME=RIGHTS", "give somebody these rights and no others; default is all others");
    arguments.repeatable(remove_, "--remove", "NAME", "take somebody off the list");
    arguments.flag(clear_, "--clear", "remove the list: everybody may do everything again");
    arguments.flag(recursive_, "--recursive", "do the same to all folders below");
    arguments.option(owner_, "--owner", "NAME", "make this person the owner of the store");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    const bool changes_list = clear_ || !set_.empty() || !remove_.empty();
    TRY(check_words(changes_list));
    TRY_SET(const RightsChange change, parse_rights_change(set_, remove_));
    const bool writes = changes_list || owner_;
    TRY_SET(OpenedStore opened, writes ? store_.open_to_write(around, Acting::administrator)
                                       : store_.open_to_read(around, Acting::administrator));
    std::optional<FolderId> folder;
    if (!folder_.empty()) {
      TRY_SET(folder, find_folder(opened.store, opened.session, folder_));
    }
    if (changes_list) TRY(change_list(opened, *folder, change));
    if (owner_) TRY(opened.store.set_owner(opened.session, *owner_));
    TRY_SET(const RightsReport report, report_rights(opened.store, opened.session, folder, below()));
    around.terminal.print(json_ ? as_json(report) : as_text(report, around.terminal.output()));
    return ExitStatus::done;
  }

 private:
  Below below() const { return recursive_ ? Below::yes : Below::no; }

  Status check_words(bool changes_list) const {
    const auto wrong = [](const char* why) { return Error{Code::invalid_argument, why, ""}; };
    if (changes_list && folder_.empty()) return wrong("Name the folder whose rights are to be changed; / is the root.");
    if (clear_ && (!set_.empty() || !remove_.empty())) {
      return wrong("--clear removes the whole list; it goes with neither --set nor --remove.");
    }
    if (recursive_ && folder_.empty()) return wrong("--recursive needs a folder to begin with; / is the root.");
    return ok_status();
  }

  Status change_list(OpenedStore& opened, FolderId folder, const RightsChange& change) const {
    if (clear_) return opened.store.set_folder_rights(opened.session, folder, std::nullopt, below());
    return opened.store.change_folder_rights(opened.session, folder, change, below());
  }

  StoreArguments store_;
  std::string folder_;
  std::vector<std::string> set_, remove_;
  std::optional<std::string> owner_;
  bool clear_ = false;
  bool recursive_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> rights_command() { return std::make_unique<RightsCommand>(); }

}  // namespace postroom::cli
