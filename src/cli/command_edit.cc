#include <fmt/format.h>

#include <cctype>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/edit_arguments.h"
#include "cli/editing.h"
#include "cli/identifiers.h"
#include "cli/interruption.h"
#include "cli/resuming.h"
#include "cli/saving.h"
#include "cli/store_arguments.h"
#include "cli/typed_text.h"

namespace postroom::cli {
namespace {

class EditCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "edit",
        "change a message, in your editor or by options",
        "Opens the message, makes the changes and saves it. If someone else saved the message meanwhile, "
        "--mode says what happens; what cannot be saved that way goes by --on-conflict. On a terminal you "
        "are shown what each of you changed and asked.\n\n"
        "Whatever you typed and could not save is kept in a file, which is named; --resume goes on with it.",
        {"edit mail.postroom 42", "edit mail.postroom 42 --set PR_SUBJECT='Printer repaired' --mode strict",
         "edit mail.postroom 42 --body-file answer.txt --on-conflict elsewhere --folder Inbox/Printers"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare_writing(arguments);
    arguments.operand(id_, "ID", "the message: its number, or its entry ID in hexadecimal");
    changes_.declare(arguments);
    arguments.option(resume_, "--resume", "FILE", "take the changes from a file that an earlier edit kept");
    saving_.declare(arguments);
    arguments.number(hold_, "--hold", "SECONDS",
                     "keep the message open that long before saving, to show what happens", 0, 86'400);
    arguments.flag(json_, "--json", "print the result as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(Edits edits, changes_.edits());
    if (resume_ && !edits.empty()) {
      return Error{Code::invalid_argument, "--resume brings its own changes: give no others with it.", ""};
    }
    const Interruption interruption;
    TypedText typed(around, "message-" + file_name_part());
    typed.set({std::nullopt, std::nullopt, std::nullopt, edits});
    auto status = open_and_edit(around, typed);
    if (!status) typed.keep_after(status.error());
    return status;
  }

 private:
  static constexpr std::size_t kLongestNumber = 19;  // digits

  // The message as it was named, in the name of a file.
  std::string file_name_part() const {
    std::string part = id_.substr(0, kLongestNumber);
    std::erase_if(part, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); });
    return part;
  }

  Result<ExitStatus> open_and_edit(Surroundings& around, TypedText& typed) {
    TRY_SET(OpenedStore opened, store_.open_to_write(around));
    TRY_SET(const MessageId id, parse_message_id(id_, opened.store.guid()));
    EditJob job{around, opened.store, opened.session, typed, saving_, hold_.value_or(0), json_};
    TRY_SET(Message message, open_to_edit(opened, id));
    Draft draft = typed.draft();
    draft.message = id.value;
    draft.version = message.version().value;
    draft.store = opened.store.guid();
    typed.set(draft);
    if (resume_) {
      TRY_SET(draft.edits, edits_to_resume(job, message, *resume_));
      typed.set(draft);
    } else if (draft.edits.empty()) {
      TRY(edit_in_editor(job, message));
    }
    return apply_and_save(job, message);
  }

  // A message that was deleted is told from one that never was: it can be undeleted.
  static Result<Message> open_to_edit(OpenedStore& opened, MessageId id) {
    auto message = opened.store.open_message(opened.session, id, Access::read_write);
    if (message || message.error().code != Code::not_found) return message;
    if (!opened.store.open_message(opened.session, id, Access::read_only, true)) return message;
    return Error{Code::object_deleted,
                 fmt::format("Message {} was deleted; “postroom undelete” brings it back.", id.value), ""};
  }

  StoreArguments store_;
  std::string id_;
  EditArguments changes_;
  std::optional<std::string> resume_;
  SaveArguments saving_;
  std::optional<std::int64_t> hold_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> edit_command() { return std::make_unique<EditCommand>(); }

}  // namespace postroom::cli
