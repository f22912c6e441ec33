#include <postroom/file.h>

#include <fmt/format.h>

#include "base/try.h"
#include "cli/accounts_arguments.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/new_password.h"
#include "cli/safe_text.h"
#include "cli/table.h"

namespace postroom::cli {
namespace {

using accounts::Account;
using accounts::Directory;

Error wrong(std::string why) { return {Code::invalid_argument, std::move(why), {}}; }

std::string stores_text(const Account& account) {
  std::string text;
  for (const auto& [store, rights] : account.stores) {
    text += (text.empty() ? "" : ", ") + store + (rights == Rights::read_only ? " (read-only)" : "");
  }
  return text;
}

std::string state_text(const Account& account) {
  std::string text = account.is_administrator ? "administrator" : "";
  if (account.is_disabled) text += text.empty() ? "disabled" : ", disabled";
  return text;
}

std::string as_table(const std::vector<Account>& accounts, Look look) {
  Table table({{"Name"}, {"Person", Align::left, true}, {"Stores", Align::left, true}, {"State"}});
  for (const Account& account : accounts) {
    table.add({account.name, account.who, stores_text(account), state_text(account)});
  }
  return table.render(look);
}

std::string as_json(const std::vector<Account>& accounts) {
  Json json;
  json.begin_array();
  for (const Account& account : accounts) {
    json.begin_object().member("name", account.name).member("who", account.who);
    json.member("administrator", account.is_administrator).member("disabled", account.is_disabled);
    json.member("created", account.created).key("stores").begin_array();
    for (const auto& [store, rights] : account.stores) {
      json.begin_object().member("name", store).member("rights", rights_word(rights)).end_object();
    }
    json.end_array().end_object();
  }
  return json.end_array().line();
}

class UserCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "user",
        "say who may sign in to the server, and to which stores",
        "add makes an account and asks for its password; passwd gives it another one and signs it out "
        "everywhere. "
        "list shows all accounts. grant lets an account into a store, by the name that the server's settings "
        "give "
        "that store; revoke keeps it out again. disable signs an account out and keeps it, with its tokens, "
        "out "
        "until enable; remove removes it for good, and leaves all mail as it is. promote makes an account an "
        "administrator of the server, demote no more.\n\n"
        "A password is never an argument: it is typed without being shown, or read from standard input with "
        "--password-stdin.",
        {"user add ana --who 'Ana Ruiz' --accounts /var/lib/postroom/accounts.postroom", "user grant ana shop",
         "user grant ben shop --read-only", "user passwd ana --password-stdin < new-password",
         "user list --accounts postgresql://db.example.com/mail"}};
  }

  void declare(Arguments& arguments) override {
    arguments.operand(what_, "ACTION",
                      "add, passwd, list, grant, revoke, disable, enable, promote, demote or remove");
    arguments.optional_operand(name_, "NAME",
                               "what one signs in with: a-z, 0-9, “.”, “_” and “-”; all but list");
    arguments.optional_operand(store_, "STORE", "grant, revoke: the store's name in the server's settings");
    accounts_.declare(arguments);
    arguments.option(who_, "--who", "PERSON", "add: the person, as others will read it (default: NAME)");
    arguments.flag(administrator_, "--administrator", "add: an administrator of the server");
    arguments.flag(no_password_, "--no-password", "add: only tokens let in");
    arguments.flag(password_stdin_, "--password-stdin", "add, passwd: read the password from standard input");
    arguments.flag(read_only_, "--read-only", "grant: to read and no more");
    arguments.flag(json_, "--json", "list: print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    const Action* const action = find_action();
    if (!action)
      return wrong("“" + what_ + "” is not something that can be done with an account; see --help.");
    TRY(check_words(*action));
    TRY((this->*action->run)(around));
    return ExitStatus::done;
  }

 private:
  struct Action {
    const char* name;
    int operands;  // behind it
    Status (UserCommand::*run)(Surroundings&);
  };
  static constexpr int kAdd = 0, kPasswd = 1;  // their places below
  static const Action kActions[];

  const Action* find_action() const;
  Status check_words(const Action& action) const;

  Result<std::string> new_password(Surroundings& around) const {
    if (!password_stdin_) return ask_new_password(around, name_);
    TRY_SET(FileSource input, FileSource::open("-"));
    return read_password(input);
  }

  // Nothing is asked for that is refused afterwards whatever the answer is.
  Status add(Surroundings& around) {
    const std::string who = who_.value_or(name_);
    TRY(accounts::check_account_name(name_));
    TRY(accounts::check_who(who));
    TRY_SET(Directory directory, accounts_.open(around, MakeAccounts::if_there_are_none));
    if (directory.find(name_).ok())
      return Error{Code::collision, "There is an account named “" + name_ + "” already.", {}};
    std::optional<std::string> password;
    if (!no_password_) {
      TRY_SET(password, new_password(around));
    }
    TRY_SET(const Account added, directory.add(name_, who, password, administrator_));
    return tell(around, fmt::format("Added {}: {}.\n", added.name, safe_line(added.who)));
  }

  Status passwd(Surroundings& around) {
    TRY_SET(Directory directory, accounts_.open(around));
    TRY(directory.find(name_));
    TRY_SET(const std::string password, new_password(around));
    TRY(directory.set_password(name_, password));
    return tell(around, fmt::format("{} has a new password.\n", name_));
  }

  Status list(Surroundings& around) {
    TRY_SET(Directory directory, accounts_.open(around));
    TRY_SET(const std::vector<Account> accounts, directory.list());
    around.terminal.print(json_ ? as_json(accounts) : as_table(accounts, around.terminal.output()));
    return ok_status();
  }

  Status grant(Surroundings& around) {
    const Rights rights = read_only_ ? Rights::read_only : Rights::read_write;
    TRY_SET(Directory directory, accounts_.open(around));
    TRY(directory.grant(name_, store_, rights));
    return tell(around, fmt::format("{} may {} the store {}.\n", name_,
                                    read_only_ ? "read" : "read and change", store_));
  }

  Status revoke(Surroundings& around) {
    TRY_SET(Directory directory, accounts_.open(around));
    TRY(directory.revoke(name_, store_));
    return tell(around, fmt::format("{} may no more use the store {}.\n", name_, store_));
  }

  Status disable(Surroundings& around) { return set(around, &Directory::set_disabled, true, "is disabled"); }
  Status enable(Surroundings& around) {
    return set(around, &Directory::set_disabled, false, "may sign in again");
  }
  Status promote(Surroundings& around) {
    return set(around, &Directory::set_administrator, true, "is an administrator");
  }
  Status demote(Surroundings& around) {
    return set(around, &Directory::set_administrator, false, "is no administrator");
  }

  Status remove(Surroundings& around) {
    TRY_SET(Directory directory, accounts_.open(around));
    TRY(directory.remove(name_));
    return tell(around, fmt::format("Removed {}.\n", name_));
  }

  Status set(Surroundings& around, Status (Directory::*change)(std::string_view, bool), bool yes,
             const char* now) {
    TRY_SET(Directory directory, accounts_.open(around));
    TRY((directory.*change)(name_, yes));
    return tell(around, fmt::format("{} {}.\n", name_, now));
  }

  static Status tell(Surroundings& around, const std::string& line) {
    around.terminal.print(line);
    return ok_status();
  }

  std::string what_, name_, store_;
  AccountsArguments accounts_;
  std::optional<std::string> who_;
  bool administrator_ = false;
  bool no_password_ = false;
  bool password_stdin_ = false;
  bool read_only_ = false;
  bool json_ = false;
};

const UserCommand::Action UserCommand::kActions[] = {
    {"add", 1, &UserCommand::add},       {"passwd", 1, &UserCommand::passwd},
    {"list", 0, &UserCommand::list},     {"grant", 2, &UserCommand::grant},
    {"revoke", 2, &UserCommand::revoke}, {"disable", 1, &UserCommand::disable},
    {"enable", 1, &UserCommand::enable}, {"promote", 1, &UserCommand::promote},
    {"demote", 1, &UserCommand::demote}, {"remove", 1, &UserCommand::remove},
};

const UserCommand::Action* UserCommand::find_action() const {
  for (const Action& action : kActions) {
    if (what_ == action.name) return &action;
  }
  return nullptr;
}

Status UserCommand::check_words(const Action& action) const {
  const int given = (name_.empty() ? 0 : 1) + (store_.empty() ? 0 : 1);
  if (given < action.operands)
    return wrong(what_ + (given == 0 ? " needs the NAME of an account." : " needs a STORE."));
  if (given > action.operands)
    return wrong(what_ + (action.operands == 0 ? " takes no NAME." : " takes no STORE."));
  const bool is_add = &action == &kActions[kAdd], is_passwd = &action == &kActions[kPasswd];
  if (!is_add && (who_ || administrator_ || no_password_))
    return wrong("--who, --administrator and --no-password belong to add.");
  if (!is_add && !is_passwd && password_stdin_) return wrong("--password-stdin belongs to add and passwd.");
  if (no_password_ && password_stdin_) return wrong("--no-password and --password-stdin do not go together.");
  if (what_ != "grant" && read_only_) return wrong("--read-only belongs to grant.");
  if (what_ != "list" && json_) return wrong("--json belongs to list.");
  return ok_status();
}

}  // namespace

std::unique_ptr<Command> user_command() { return std::make_unique<UserCommand>(); }

}  // namespace postroom::cli
