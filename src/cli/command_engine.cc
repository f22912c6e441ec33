#include <postroom/open.h>

#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/safe_text.h"

namespace postroom::cli {
namespace {

std::string tables_text(const DatabaseStatus& status) {
  if (status.version == 0) return "none; make them with “postroom engine init”";
  const std::string version = fmt::format("version {}", status.version);
  if (status.version < status.newest)
    return version + ", older than this program: run “postroom engine upgrade”";
  if (status.version > status.newest) return version + ", newer than this program: install a newer Postroom";
  return version + ", as this program needs them";
}

class EngineCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "engine",
        "prepare a PostgreSQL database for stores, or look at it",
        "init makes Postroom's tables in the database, once for all of its stores. upgrade brings them to "
        "the form that this program needs. status says what is there, and names the first 100 stores, also "
        "those that are not finished. A store in the address is left out of account.",
        {"engine init postgresql://db.example.com/postroom",
         "engine upgrade postgresql://db.example.com/postroom",
         "engine status \"postgresql://ana@db.example.com:5432/postroom?sslmode=require\" --json"}};
  }

  void declare(Arguments& arguments) override {
    arguments.operand(what_, "ACTION", "init, upgrade or status");
    arguments.operand(address_, "ADDRESS",
                      "postgresql://[USER@]HOST[:PORT]/DATABASE; a store need not be named");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    std::optional<DatabaseTables> tables;
    if (what_ == "init") {
      TRY_SET(tables, make_database(address_));
    } else if (what_ == "upgrade") {
      TRY(upgrade_database(address_));
    } else if (what_ != "status") {
      return Error{Code::invalid_argument, "“" + what_ + "” is not init, upgrade or status.", {}};
    }
    TRY_SET(const DatabaseStatus status, database_status(address_));
    json_ ? tell_json(around, status, tables) : tell(around, status, tables);
    return ExitStatus::done;
  }

 private:
  using Tables = std::optional<DatabaseTables>;

  static std::string search_text(const DatabaseStatus& status) {
    if (status.version == 0) return "no index without tables";
    return status.search_obstacle.empty() ? "with an index" : "looks at every message: " + status.search_obstacle;
  }

  static void tell(Surroundings& around, const DatabaseStatus& status, const Tables& tables) {
    if (tables) {
      const bool made = *tables == DatabaseTables::made;
      around.terminal.print(made ? "Made the tables.\n" : "The tables were there already.\n");
    }
    around.terminal.print(
        fmt::format("Database:  {}\nServer:    PostgreSQL {}\nTables:    {}\nSearch:    {}\nStores:    {}\n",
                    safe_line(status.place), safe_line(status.server), tables_text(status),
                    safe_line(search_text(status)), status.stores));
    for (const std::string& name : status.names) {
      around.terminal.print(fmt::format("           {}\n", safe_line(name)));
    }
    const auto shown = static_cast<std::int64_t>(status.names.size());
    if (status.stores > shown) {
      around.terminal.print(fmt::format("           … and {} more\n", status.stores - shown));
    }
  }

  static void tell_json(Surroundings& around, const DatabaseStatus& status, const Tables& tables) {
    Json json;
    json.begin_object().member("database", status.place).member("server", status.server);
    json.member("version", status.version).member("newest", status.newest).member("stores", status.stores);
    json.member("search_obstacle", status.search_obstacle);
    json.key("names").begin_array();
    for (const std::string& name : status.names) json.value(name);
    json.end_array();
    if (tables) json.member("made", *tables == DatabaseTables::made);
    around.terminal.print(json.end_object().line());
  }

  std::string what_;
  std::string address_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> engine_command() { return std::make_unique<EngineCommand>(); }

}  // namespace postroom::cli
