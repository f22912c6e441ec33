#include <fmt/format.h>

#include "base/try.h"
#include "cli/accounts_arguments.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/table.h"
#include "cli/time_text.h"

namespace postroom::cli {
namespace {

using accounts::Directory;
using accounts::Token;

constexpr std::int64_t kMaxDays = 3650;

Error wrong(std::string why) { return {Code::invalid_argument, std::move(why), {}}; }

std::string as_table(const std::vector<Token>& tokens, Look look) {
  Table table(
      {{"Id", Align::right}, {"Label", Align::left, true}, {"Rights"}, {"Made"}, {"Last used"}, {"Expires"}});
  for (const Token& token : tokens) {
    table.add({std::to_string(token.id), token.label, rights_word(token.rights), time_text(token.created),
               time_text(token.last_used), token.expires ? time_text(*token.expires) : "never"});
  }
  return table.render(look);
}

std::string as_json(const std::vector<Token>& tokens) {
  Json json;
  json.begin_array();
  for (const Token& token : tokens) {
    json.begin_object().member("id", token.id).member("label", token.label);
    json.member("rights", rights_word(token.rights)).member("created", token.created);
    json.member("last_used", token.last_used).key("expires");
    token.expires ? json.value(*token.expires) : json.null();
    json.end_object();
  }
  return json.end_array().line();
}

class TokenCommand final : public Command {
 public:
  CommandText text() const override {
    return {"token",
            "give programs a way into the server, and take it from them",
            "add makes a token for an account and prints its secret: once, as only its hash is kept. A "
            "program sends "
            "it with each request, as “Authorization: Bearer SECRET”, and acts as the account does, in the "
            "stores that "
            "the account may use. list shows an account's tokens; remove ends one, by the number that list "
            "shows.",
            {"token add ana backup --read-only --days 90", "token list ana", "token remove ana 12"}};
  }

  void declare(Arguments& arguments) override {
    arguments.operand(what_, "ACTION", "add, list or remove");
    arguments.operand(name_, "NAME", "the account's name");
    arguments.optional_operand(which_, "TOKEN", "add: a label, to know it again; remove: its number");
    accounts_.declare(arguments);
    arguments.flag(read_only_, "--read-only", "add: to read and no more");
    arguments.number(days_, "--days", "DAYS", "add: how long it lasts (default: until it is removed)", 1,
                     kMaxDays);
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    if (what_ != "add" && what_ != "list" && what_ != "remove")
      return wrong("“" + what_ + "” is not add, list or remove.");
    if (what_ != "add" && (read_only_ || days_)) return wrong("--read-only and --days belong to add.");
    if (what_ == "list" && !which_.empty()) return wrong("list takes no TOKEN.");
    if (what_ != "list" && which_.empty())
      return wrong(what_ == "add" ? "add needs a label for the TOKEN." : "remove needs the number of the TOKEN.");
    TRY_SET(Directory directory, accounts_.open(around));
    TRY(what_ == "add"    ? add(around, directory)
        : what_ == "list" ? list(around, directory)
                          : remove(around, directory));
    return ExitStatus::done;
  }

 private:
  Status add(Surroundings& around, Directory& directory) const {
    std::optional<FileTime> expires;
    if (days_) expires = around.clock->now() + std::chrono::hours(24 * *days_);
    const Rights rights = read_only_ ? Rights::read_only : Rights::read_write;
    TRY_SET(const accounts::NewSecret made, directory.add_token(name_, which_, rights, expires));
    if (json_) {
      around.terminal.print(
          Json().begin_object().member("id", made.id).member("secret", made.secret).end_object().line());
      return ok_status();
    }
    around.terminal.note(fmt::format("Token {}. Keep its secret now: it is not shown again.\n", made.id));
    around.terminal.print(made.secret + "\n");
    return ok_status();
  }

  Status list(Surroundings& around, Directory& directory) const {
    TRY_SET(const std::vector<Token> tokens, directory.tokens(name_));
    around.terminal.print(json_ ? as_json(tokens) : as_table(tokens, around.terminal.output()));
    return ok_status();
  }

  Status remove(Surroundings& around, Directory& directory) const {
    TRY_SET(const std::int64_t id, parse_number(which_, 1, std::numeric_limits<std::int64_t>::max()));
    TRY(directory.remove_token(name_, id));
    around.terminal.print(json_ ? Json().begin_object().member("removed", id).end_object().line()
                                : fmt::format("Removed token {}.\n", id));
    return ok_status();
  }

  std::string what_, name_, which_;
  AccountsArguments accounts_;
  bool read_only_ = false;
  std::optional<std::int64_t> days_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> token_command() { return std::make_unique<TokenCommand>(); }

}  // namespace postroom::cli
