#include <postroom/tags.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/edit_arguments.h"
#include "cli/editing.h"
#include "cli/identifiers.h"
#include "cli/interruption.h"
#include "cli/store_arguments.h"
#include "cli/typed_text.h"

namespace postroom::cli {
namespace {

class CreateCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "create",
        "make a new draft, in your editor or by options",
        "Prints the number of the new message. Without options that say what is in it, your editor opens.",
        {"create mail.postroom Drafts --set PR_SUBJECT='Printer' --to 'Ana Ruiz <ana@example.com>' "
         "--body-file text.txt"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare_writing(arguments);
    arguments.operand(folder_, "FOLDER", "the folder's path, such as Drafts, or its number");
    changes_.declare(arguments);
    arguments.flag(json_, "--json", "print the result as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(const Edits edits, changes_.edits());
    const Interruption interruption;
    TypedText typed(around, "draft");
    typed.set({std::nullopt, std::nullopt, std::nullopt, edits});
    auto status = create(around, typed);
    if (!status) typed.keep_after(status.error());
    return status;
  }

 private:
  Result<ExitStatus> create(Surroundings& around, TypedText& typed) const {
    TRY_SET(OpenedStore opened, store_.open_to_write(around));
    TRY_SET(const FolderId folder, find_folder(opened.store, opened.session, folder_));
    const SaveArguments saving;
    EditJob job{around, opened.store, opened.session, typed, saving, 0, json_};
    TRY_SET(Message message, job.store.create_message(job.session, folder));
    TRY(message.set(tag::message_flags, message_flag::unsent | message_flag::read));
    if (!message.get(tag::message_class)) TRY(message.set(tag::message_class, std::string("IPM.Note")));
    if (typed.draft().edits.empty()) TRY(edit_in_editor(job, message));
    return apply_and_save(job, message);
  }

  StoreArguments store_;
  std::string folder_;
  EditArguments changes_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> create_command() { return std::make_unique<CreateCommand>(); }

}  // namespace postroom::cli
