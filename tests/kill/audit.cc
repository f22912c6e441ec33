#include "kill/audit.h"

#include <postroom/open.h>

#include "base/try.h"

namespace postroom::kill {
namespace {

std::string name_of(MessageId id) { return "message " + std::to_string(id.value); }
std::string name_of(MessageId id, std::size_t version) {
  return "Version " + std::to_string(version) + " of " + name_of(id);
}

std::set<MessageId> gone_messages(const std::map<int, Actor>& actors) {
  std::set<MessageId> gone;
  for (const auto& [number, actor] : actors) {
    for (const auto& [id, message] : actor.belongings.messages) {
      if (message.gone) gone.insert(id);
    }
  }
  return gone;
}

}  // namespace

std::vector<std::string> Audit::compare(Store& store, const Session& session, Account& account,
                                        Reading reading) {
  problems_.clear();
  reading_ = reading;
  const auto run = [&](Status status) {
    if (!status.ok()) complain("The audit failed: " + describe(status.error()));
    return status.ok();
  };
  for (const std::string& complaint : account.complaints()) complain(complaint);
  if (run(check_store(store, session)) && run(sweep(store, session)) &&
      run(check_actors(store, session, account))) {
    check_presence(account);
    check_kept(account);
    check_refused(account);
  }
  return problems_;
}

Status Audit::check_store(Store& store, const Session& session) {
  TRY_SET(const auto findings, store.check(session));
  for (const std::string& finding : findings) complain("check: " + finding);
  TRY_SET(const LogPosition log, store.log_position(session));
  if (log < log_)
    complain("The change log went back from " + std::to_string(log_.value) + " to " +
             std::to_string(log.value));
  log_ = log;
  return ok_status();
}

Status Audit::sweep(Store& store, const Session& session) {
  present_.clear();
  TRY_SET(const auto folders, store.folders(session));
  for (const FolderInfo& folder : folders) {
    TRY(sweep_folder(store, session, folder.id, false));
    TRY(sweep_folder(store, session, folder.id, true));
  }
  return ok_status();
}

Status Audit::sweep_folder(Store& store, const Session& session, FolderId folder, bool deleted) {
  ListOptions options;
  options.deleted = deleted;
  for (std::vector<MessageSummary> rows;; options.after = &rows.back()) {
    TRY_SET(auto page, store.list(session, folder, options));
    if (page.empty()) return ok_status();
    rows = std::move(page);
    for (const MessageSummary& row : rows) {
      if (!present_.insert(row.id).second) complain(name_of(row.id) + " is listed twice.");
      check_growth(row);
      TRY(read_story(store, session, row));
    }
  }
}

void Audit::check_growth(const MessageSummary& row) {
  Numbers& before = numbers_[row.id];
  const Numbers now{row.version, row.change_number, row.read_state, row.log_position};
  if (now.version < before.version || now.change < before.change || now.read_state < before.read_state ||
      now.log < before.log) {
    complain("A number of " + name_of(row.id) + " went back.");
  }
  before = now;
}

Status Audit::read_story(Store& store, const Session& session, const MessageSummary& row) {
  TRY_SET(const auto history, store.history(session, row.id, true));
  Story& story = stories_[row.id];
  if (history.size() < story.size()) complain(name_of(row.id) + " lost a part of its history.");
  for (std::size_t i = 0; i < history.size(); ++i) {
    const HistoryEntry& entry = history[history.size() - 1 - i];
    const auto number = static_cast<std::int64_t>(i) + 1;
    if (entry.version.value != number) complain(name_of(row.id, i + 1) + " is missing.");
    if (entry.current != (entry.version == row.version))
      complain(name_of(row.id) + " has a wrong current version.");
    if (i < story.size() && reading_ == Reading::what_is_new) continue;
    TRY_SET(const MessageContent content, store.version(session, row.id, entry.version));
    const auto said = read_token(store, content);
    ++versions_read_;
    if (!said.ok()) complain(name_of(row.id, i + 1) + ": " + describe(said.error()));
    const Said now = said.ok() ? *said : Said{};
    if (i >= story.size()) {
      story.push_back(now);
    } else if (story[i] != now) {
      complain(name_of(row.id, i + 1) + " was changed: it said '" + story[i].token + "' and says '" +
               now.token + "'.");
    }
  }
  return ok_status();
}

Status Audit::check_actors(Store& store, const Session& session, Account& account) {
  for (auto& [number, actor] : account.actors()) {
    if (actor.settled && reading_ == Reading::what_is_new) continue;
    TRY(settle(store, session, number, actor, account.refuge()));
  }
  return ok_status();
}

Status Audit::settle(Store& store, const Session& session, int number, Actor& actor, FolderId refuge) {
  TRY_SET(const Belongings actual, observe(store, session, actor.belongings, actor.slot));
  std::vector<std::string> found = differences(actor.belongings, actual);
  if (!found.empty() && actor.pending) {
    Belongings after = actor.belongings;
    apply(after, *actor.pending, refuge);
    TRY_SET(const Belongings then, observe(store, session, after, actor.slot));
    if (differences(after, then).empty()) {
      actor.belongings = std::move(after);
      found.clear();
    }
  }
  for (const std::string& difference : found) {
    complain(difference + " Actor " + std::to_string(number) + " was told so" +
             (actor.pending ? "; cut off: " + describe(*actor.pending) : "") + ".");
  }
  actor.pending.reset();
  actor.belongings.status_bits.clear();  // the slot is another actor's from now on
  actor.settled = true;
  return ok_status();
}

void Audit::check_presence(const Account& account) {
  const std::set<MessageId> gone = gone_messages(account.actors());
  for (const auto& [id, story] : stories_) {
    if (!present_.contains(id) && !gone.contains(id)) complain(name_of(id) + " is no longer there.");
  }
}

void Audit::check_kept(const Account& account) {
  const std::set<MessageId> gone = gone_messages(account.actors());
  if (reading_ == Reading::everything) kept_checked_ = 0;
  for (; kept_checked_ < account.kept().size(); ++kept_checked_) {
    const Kept& kept = account.kept()[kept_checked_];
    if (gone.contains(kept.message)) continue;
    const auto story = stories_.find(kept.message);
    const auto index = static_cast<std::size_t>(kept.version.value) - 1;
    if (story == stories_.end() || index >= story->second.size()) {
      complain(name_of(kept.message, index + 1) + " was acknowledged to actor " + std::to_string(kept.actor) +
               " and is not there.");
      continue;
    }
    const Said& said = story->second[index];
    const auto note = said.notes.find(kept.note_slot);
    const std::string stored = kept.note_slot < 0 ? said.token : note == said.notes.end() ? "" : note->second;
    if (stored != kept.text) {
      complain(name_of(kept.message, index + 1) + " says '" + stored + "' where '" + kept.text +
               "' was acknowledged.");
    }
  }
}

void Audit::check_refused(const Account& account) {
  for (const auto& [id, story] : stories_) {
    for (std::size_t i = 0; i < story.size(); ++i) {
      bool refused = account.refused().contains(story[i].token);
      for (const auto& [slot, note] : story[i].notes) refused = refused || account.refused().contains(note);
      if (refused) complain(name_of(id, i + 1) + " has content that was refused: '" + story[i].token + "'.");
    }
  }
}

std::vector<std::string> check_backups(const Session& session, const Account& account) {
  std::vector<std::string> problems;
  for (const Backup& backup : account.backups()) {
    auto store = open_store(backup.path);
    if (!store.ok()) {
      problems.push_back("Backup " + backup.path +
                         " was acknowledged and does not open: " + describe(store.error()));
      continue;
    }
    for (std::string& finding : check_unfinished(backup.path, session))
      problems.push_back(std::move(finding));
    const int slot = account.actors().at(backup.actor).slot;
    const auto actual = observe(*store, session, backup.belongings, slot);
    if (!actual.ok()) {
      problems.push_back("Backup " + backup.path + " cannot be read: " + describe(actual.error()));
      continue;
    }
    for (const std::string& difference : differences(backup.belongings, *actual)) {
      problems.push_back("Backup " + backup.path + ": " + difference);
    }
  }
  return problems;
}

std::vector<std::string> check_unfinished(const std::string& path, const Session& session) {
  auto store = open_store(path);
  if (!store.ok()) {
    const Code code = store.error().code;
    if (code == Code::not_found || code == Code::not_a_store) return {};
    return {path + " was left by a killed worker and answers: " + describe(store.error())};
  }
  const auto findings = store->check(session);
  if (!findings.ok()) return {path + " cannot be checked: " + describe(findings.error())};
  std::vector<std::string> problems;
  for (const std::string& finding : *findings) problems.push_back(path + ": " + finding);
  return problems;
}

}  // namespace postroom::kill
