#include "cli/save_report.h"

#include <fmt/format.h>

#include "cli/conflict_screen.h"
#include "cli/identifiers.h"
#include "cli/message_text.h"
#include "cli/safe_text.h"
#include "cli/store_texts.h"

namespace postroom::cli {
namespace {

const char* outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::saved:
      return "saved";
    case Outcome::unchanged:
      return "unchanged";
    case Outcome::merged:
      return "merged";
    case Outcome::overwritten:
      return "overwritten";
    case Outcome::elsewhere:
      return "elsewhere";
    case Outcome::kept:
      return "kept";
    case Outcome::refused:
      return "refused";
  }
  return "";
}

const char* state_name(UnitState state) {
  switch (state) {
    case UnitState::mine_only:
      return "mine_only";
    case UnitState::theirs_only:
      return "theirs_only";
    case UnitState::alike:
      return "alike";
    case UnitState::combined:
      return "combined";
    case UnitState::overlap:
      return "overlap";
  }
  return "";
}

void add_side(Json& json, const char* name, const std::optional<std::string>& text) {
  json.key(name);
  text ? json.value(*text) : json.null();
}

void add_conflict(Json& json, const ConflictView& view, const Conflict& conflict) {
  json.key("conflict").begin_object().member("version", view.their_version).member("who", view.who);
  json.member("client", view.client).member("when", conflict.when).member("can_merge", view.can_merge);
  json.key("units").begin_array();
  for (const UnitView& unit : view.units) {
    json.begin_object()
        .member("key", unit.key)
        .member("label", unit.label)
        .member("state", state_name(unit.state));
    add_side(json, "base", unit.base);
    add_side(json, "theirs", unit.theirs);
    add_side(json, "mine", unit.mine);
    json.end_object();
  }
  json.end_array().end_object();
}

void tell_json(Surroundings& around, const SaveTold& told, const Saved& saved,
               const std::optional<std::filesystem::path>& kept) {
  Json json;
  json.begin_object().member("id", saved.message.value);
  json.member("subject", subject_text(told.message.content().properties));
  json.member("version", saved.version.value).member("outcome", outcome_name(saved.outcome));
  if (saved.outcome == Outcome::elsewhere) json.member("copy", saved.copy.value);
  if (saved.outcome == Outcome::refused) json.member("error", code_name(saved.refusal));
  if (kept) json.member("kept_in", kept->string());
  if (const Conflict* conflict = told.message.conflict()) {
    const Texts texts = store_texts(told.store, told.session);
    add_conflict(json, make_conflict_view(*conflict, texts, around.clock->now()), *conflict);
  }
  around.terminal.print(json.end_object().line());
}

// The versions that came in with a merge, as "version 6 by Ben Okafor".
std::string merged_with(const SaveTold& told, const Saved& saved) {
  auto history = told.store.history(told.session, saved.message, true);
  if (!history) return "what others had changed";
  for (const HistoryEntry& entry : *history) {
    if (entry.version.value == saved.version.value - 1) {
      return fmt::format("version {} by {}", entry.version.value, safe_line(name_of(entry.who)));
    }
  }
  return "what others had changed";
}

std::string sentence(const SaveTold& told, const Saved& saved) {
  const std::int64_t id = saved.message.value;
  const std::int64_t version = saved.version.value;
  switch (saved.outcome) {
    case Outcome::saved:
      return fmt::format("Saved version {} of message {}.", version, id);
    case Outcome::unchanged:
      return fmt::format("Nothing was changed: message {} stays at version {}.", id, version);
    case Outcome::merged:
      return fmt::format("Saved version {} of message {}, merged with {}.", version, id,
                         merged_with(told, saved));
    case Outcome::overwritten:
      return fmt::format("Saved version {} of message {}; what it replaces stays in the history.", version,
                         id);
    case Outcome::elsewhere:
      return fmt::format("Saved as message {} in “{}”; message {} stays as it is.", saved.copy.value,
                         safe_line(folder_path(told.store, told.session, saved.copy_folder)), id);
    case Outcome::kept:
      return fmt::format("Message {} stays as it is; your changes were let go.", id);
    case Outcome::refused:
      return saved.refusal == Code::object_deleted
                 ? fmt::format("Not saved: message {} was deleted.", id)
                 : fmt::format("Not saved: message {} was changed by someone else.", id);
  }
  return "";
}

void tell_text(Surroundings& around, const SaveTold& told, const Saved& saved) {
  const std::string said = sentence(told, saved) + "\n";
  if (saved.outcome != Outcome::refused) {
    around.terminal.print(said);
    if (saved.displaced_unseen.value > 0) {
      around.terminal.note(
          fmt::format("In the same moment someone saved version {}, which is replaced too; compare it with "
                      "“postroom diff”.\n",
                      saved.displaced_unseen.value));
    }
    return;
  }
  around.terminal.note(said);
  const Conflict* conflict = told.message.conflict();
  if (!conflict || saved.asked || saved.refusal != Code::object_changed) return;
  const Texts texts = store_texts(told.store, told.session);
  const ConflictView view = make_conflict_view(*conflict, texts, around.clock->now());
  around.terminal.note(conflict_in_short(view, around.terminal.notes()));
  around.terminal.note(
      view.can_merge
          ? "Nothing overlaps: --on-conflict merge saves both.\n"
          : "Decide with --on-conflict keep, overwrite or elsewhere, or on a terminal with ask.\n");
}

}  // namespace

ExitStatus tell_saved(Surroundings& around, const SaveTold& told, const Saved& saved,
                      const std::optional<std::filesystem::path>& kept) {
  told.json ? tell_json(around, told, saved, kept) : tell_text(around, told, saved);
  return saved.outcome == Outcome::refused ? exit_status(saved.refusal) : ExitStatus::done;
}

}  // namespace postroom::cli
