#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/json.h"
#include "cli/safe_text.h"
#include "cli/side_by_side.h"
#include "cli/store_arguments.h"
#include "cli/store_texts.h"

namespace postroom::cli {
namespace {

class DiffCommand final : public Command {
 public:
  CommandText text() const override {
    return {"diff", "show what differs between two versions of a message", "", {"diff mail.postroom 42 3 5"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare(arguments);
    arguments.operand(id_, "ID", "the message: its number, or its entry ID in hexadecimal");
    arguments.operand(before_, "BEFORE", "a version, as history lists them");
    arguments.operand(after_, "AFTER", "another version");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(OpenedStore opened, store_.open_to_read(around));
    TRY_SET(const MessageId id, parse_message_id(id_, opened.store.guid()));
    TRY_SET(const VersionNumber before, parse_version(before_));
    TRY_SET(const VersionNumber after, parse_version(after_));
    TRY_SET(const auto units, opened.store.compare(opened.session, id, before, after));
    const std::vector<UnitView> views = make_unit_views(units, store_texts(opened.store, opened.session));
    around.terminal.print(json_ ? as_json(views) : as_text(views, before, after, around.terminal.output()));
    return ExitStatus::done;
  }

 private:
  static std::string as_json(const std::vector<UnitView>& views) {
    Json json;
    json.begin_array();
    for (const UnitView& view : views) {
      json.begin_object().member("key", view.key).member("label", view.label).key("before");
      view.base ? json.value(*view.base) : json.null();
      json.key("after");
      view.mine ? json.value(*view.mine) : json.null();
      json.end_object();
    }
    return json.end_array().line();
  }

  static std::string as_text(const std::vector<UnitView>& views, VersionNumber before, VersionNumber after,
                             Look look) {
    if (views.empty()) return fmt::format("Versions {} and {} say the same.\n", before.value, after.value);
    std::string text;
    for (const UnitView& view : views) {
      text += (text.empty() ? "" : "\n") + paint(safe_line(view.label), Style::strong, look.colour) + "\n";
      text += side_by_side(
          {{fmt::format("version {}", before.value), view.base, Style::dim, Style::dropped},
           {fmt::format("version {}", after.value), view.mine, Style::mine, Style::changed_mine}},
          look);
    }
    return text;
  }

  StoreArguments store_;
  std::string id_, before_, after_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> diff_command() { return std::make_unique<DiffCommand>(); }

}  // namespace postroom::cli
