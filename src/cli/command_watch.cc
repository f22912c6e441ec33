#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/event_queue.h"
#include "cli/identifiers.h"
#include "cli/interruption.h"
#include "cli/json.h"
#include "cli/safe_text.h"
#include "cli/store_arguments.h"
#include "cli/time_text.h"

namespace postroom::cli {
namespace {

const char* kind_name(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::message_created:
      return "message_created";
    case ChangeKind::message_modified:
      return "message_modified";
    case ChangeKind::message_deleted:
      return "message_deleted";
    case ChangeKind::message_undeleted:
      return "message_undeleted";
    case ChangeKind::message_removed:
      return "message_removed";
    case ChangeKind::message_moved:
      return "message_moved";
    case ChangeKind::message_copied:
      return "message_copied";
    case ChangeKind::read_state_changed:
      return "read_state_changed";
    case ChangeKind::status_changed:
      return "status_changed";
    case ChangeKind::links_changed:
      return "links_changed";
    case ChangeKind::folder_created:
      return "folder_created";
    case ChangeKind::folder_modified:
      return "folder_modified";
    case ChangeKind::folder_deleted:
      return "folder_deleted";
    case ChangeKind::folder_moved:
      return "folder_moved";
    case ChangeKind::folder_copied:
      return "folder_copied";
    case ChangeKind::search_completed:
      return "search_completed";
  }
  return "";
}

constexpr std::size_t kMostShown = 5;  // message numbers in one line

class WatchCommand final : public Command {
 public:
  CommandText text() const override {
    return {"watch",
            "print what happens in a store, as it happens",
            "One line for each change of any process, until interrupted. With --json each line is an object.",
            {"watch mail.postroom", "watch mail.postroom --json --count 1"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare(arguments);
    arguments.number(count_, "--count", "N", "stop after so many", 1, 1'000'000'000);
    arguments.flag(json_, "--json", "print each as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(OpenedStore opened, store_.open_to_read(around));
    const Interruption interruption;
    EventQueue queue;
    TRY_SET(const auto subscription,
            opened.store.subscribe(opened.session, [&](const Event& event) { queue.push(event); }));
    around.terminal.note(fmt::format("Watching {}; Ctrl-C ends it.\n", safe_line(shown_address(store_.address))));
    for (std::int64_t seen = 0; !count_ || seen < *count_; ++seen) {
      const auto event = queue.next();
      if (!event) break;
      around.terminal.print(json_ ? as_json(*event, opened) : as_text(*event, opened, around));
      TRY(around.terminal.flush());
    }
    return ExitStatus::done;
  }

 private:
  static std::string as_json(const Event& event, OpenedStore& opened) {
    Json json;
    json.begin_object().member("position", event.position.value);
    if (event.reload) return json.member("kind", "reload").end_object().line();
    json.member("kind", kind_name(event.kind)).member("folder", event.folder.value);
    if (event.old_folder.value != 0) json.member("old_folder", event.old_folder.value);
    json.key("messages").begin_array();
    for (const MessageId id : event.messages) {
      json.begin_object().member("id", id.value);
      if (auto summary = opened.store.summary(opened.session, id)) {
        json.member("subject", summary->subject).member("version", summary->version.value);
      }
      json.end_object();
    }
    json.end_array();
    if (!event.originals.empty()) {
      json.key("originals").begin_array();
      for (const MessageId id : event.originals) json.value(id.value);
      json.end_array();
    }
    return json.end_object().line();
  }

  static std::string as_text(const Event& event, OpenedStore& opened, const Surroundings& around) {
    std::string text = fmt::format("{}  {:>8}  ", time_text(around.clock->now()), event.position.value);
    if (event.reload) return text + "reload              what happened before is no longer known\n";
    text += fmt::format("{:<18}  {}", kind_name(event.kind),
                        safe_line(folder_path(opened.store, opened.session, event.folder)));
    for (std::size_t i = 0; i < event.messages.size() && i < kMostShown; ++i) {
      text += fmt::format("{}{}", i == 0 ? "  " : ", ", event.messages[i].value);
    }
    if (event.messages.size() > kMostShown) text += fmt::format(" … {} in all", event.messages.size());
    if (event.messages.size() == 1) {
      if (auto summary = opened.store.summary(opened.session, event.messages[0])) {
        text += fmt::format("  version {}  {}", summary->version.value, safe_line(summary->subject));
      }
    }
    return text + "\n";
  }

  StoreArguments store_;
  std::optional<std::int64_t> count_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> watch_command() { return std::make_unique<WatchCommand>(); }

}  // namespace postroom::cli
