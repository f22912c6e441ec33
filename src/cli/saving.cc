#include "cli/saving.h"

#include <fmt/format.h>

#include "base/try.h"
#include "cli/conflict_talk.h"
#include "cli/identifiers.h"
#include "cli/interruption.h"
#include "cli/store_texts.h"

namespace postroom::cli {
namespace {

class Saver {
 public:
  Saver(Surroundings& around, Store& store, const Session& session, Message& message,
        const SaveArguments& wishes)
      : around_(around),
        store_(store),
        session_(session),
        message_(message),
        wishes_(wishes),
        on_conflict_(wishes.on_conflict(around.terminal)) {}

  Result<Saved> run() {
    saved_.message = message_.id();
    auto report = message_.save(wishes_.mode());
    if (wishes_.mode() == SaveMode::force) saved_.outcome = Outcome::overwritten;
    while (!report) {
      const Code code = report.error().code;
      if (code != Code::object_changed && code != Code::object_deleted) return std::move(report).error();
      if (code == Code::object_changed && !message_.conflict()) return std::move(report).error();
      TRY_SET(const Answer answer, decide(code));
      if (auto ended = end_without_saving(answer, code)) return std::move(*ended);
      report = save_again(answer);
    }
    return finish(*report);
  }

 private:
  FindFolder folder_finder() {
    return [this](const std::string& name) { return find_folder(store_, session_, name); };
  }

  Result<Answer> decide(Code code) {
    if (was_interrupted()) return Answer(Quit{});
    if (on_conflict_ == OnConflict::ask) return ask(code);
    if (on_conflict_ == OnConflict::elsewhere) {
      TRY_SET(const FolderId folder,
              find_folder(store_, session_, wishes_.folder.empty() ? kConflictsFolder : wishes_.folder));
      return Answer(SaveElsewhere{folder});
    }
    if (code == Code::object_deleted) return Answer(Quit{});  // nothing brings it back (rule C10)
    switch (on_conflict_) {
      case OnConflict::keep:
        return Answer(KeepOriginal{});
      case OnConflict::overwrite:
        return Answer(Overwrite{});
      case OnConflict::merge:
        return message_.conflict()->can_merge() ? Answer(MergeChoices{}) : Answer(Quit{});
      case OnConflict::ask:
      case OnConflict::elsewhere:
      case OnConflict::fail:
        return Answer(Quit{});
    }
    return Answer(Quit{});
  }

  Answer ask(Code code) {
    if (code == Code::object_deleted)
      return ask_about_deletion(message_.id().value, around_.terminal, folder_finder());
    const Texts texts = store_texts(store_, session_);
    const ConflictView view = make_conflict_view(*message_.conflict(), texts, around_.clock->now());
    if (saved_.asked)
      around_.terminal.note("\nMeanwhile somebody saved again. This is what it looks like now:\n\n");
    saved_.asked = true;
    return ask_about_conflict(view, around_.terminal, folder_finder());
  }

  std::optional<Result<Saved>> end_without_saving(const Answer& answer, Code code) {
    saved_.version = message_.version();
    saved_.refusal = code;
    if (std::holds_alternative<KeepOriginal>(answer)) {
      saved_.outcome = Outcome::kept;
      return Result<Saved>(saved_);
    }
    if (std::holds_alternative<Quit>(answer)) {
      saved_.outcome = Outcome::refused;
      return Result<Saved>(saved_);
    }
    const auto* elsewhere = std::get_if<SaveElsewhere>(&answer);
    if (!elsewhere) return std::nullopt;
    auto copy = message_.save_elsewhere(elsewhere->folder);
    if (!copy) return Result<Saved>(std::move(copy).error());
    saved_.outcome = Outcome::elsewhere;
    saved_.copy = *copy;
    saved_.copy_folder = elsewhere->folder;
    return Result<Saved>(saved_);
  }

  Result<SaveReport> save_again(const Answer& answer) {
    const VersionNumber seen = message_.conflict()->their_version;
    if (const auto* merge = std::get_if<MergeChoices>(&answer))
      return message_.save_merged(merge->choices, seen);
    // A person overwrites what they have seen, and nothing else: if there is something newer, it is shown
    // first.
    if (on_conflict_ == OnConflict::ask) {
      const auto now = store_.current_version(session_, message_.id());
      if (now && now->version != seen) return message_.save(SaveMode::strict);
    }
    saved_.outcome = Outcome::overwritten;
    auto report = message_.save(SaveMode::force);
    // Between the look and the save is a moment in which another save fits; it is in the history then.
    if (report && report->version.value > seen.value + 1)
      saved_.displaced_unseen = {report->version.value - 1};
    return report;
  }

  Saved finish(const SaveReport& report) {
    saved_.message = report.message;
    saved_.version = report.version;
    if (!report.committed) {
      saved_.outcome = Outcome::unchanged;
    } else if (report.merged) {
      saved_.outcome = Outcome::merged;
    }
    return saved_;
  }

  Surroundings& around_;
  Store& store_;
  const Session& session_;
  Message& message_;
  const SaveArguments& wishes_;
  OnConflict on_conflict_;
  Saved saved_;
};

}  // namespace

void SaveArguments::declare(Arguments& arguments) {
  arguments.choice(
      mode_name, "--mode", {"merge", "strict", "force"},
      "what to do when someone else saved first: take in what does not overlap (the default), refuse, or "
      "replace theirs");
  arguments.choice(
      on_conflict_name, "--on-conflict", {"ask", "keep", "overwrite", "elsewhere", "merge", "fail"},
      "what to do when the save in that mode is refused: ask (the default on a terminal), keep theirs, "
      "overwrite theirs, save mine elsewhere, merge if nothing overlaps, or fail (the default otherwise)");
  arguments.option(folder, "--folder", "FOLDER", "where “elsewhere” is (default: Conflicts)");
}

SaveMode SaveArguments::mode() const {
  if (mode_name == "strict") return SaveMode::strict;
  return mode_name == "force" ? SaveMode::force : SaveMode::merge;
}

OnConflict SaveArguments::on_conflict(const Terminal& terminal) const {
  if (on_conflict_name == "keep") return OnConflict::keep;
  if (on_conflict_name == "overwrite") return OnConflict::overwrite;
  if (on_conflict_name == "elsewhere") return OnConflict::elsewhere;
  if (on_conflict_name == "merge") return OnConflict::merge;
  if (on_conflict_name == "fail") return OnConflict::fail;
  if (on_conflict_name == "ask") return OnConflict::ask;
  return terminal.can_ask() ? OnConflict::ask : OnConflict::fail;
}

Result<Saved> save_and_resolve(Surroundings& around, Store& store, const Session& session, Message& message,
                               const SaveArguments& wishes) {
  return Saver(around, store, session, message, wishes).run();
}

}  // namespace postroom::cli
