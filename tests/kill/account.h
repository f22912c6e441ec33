// What the workers of one store were told, collected as it comes in.
#pragma once

#include <optional>
#include <set>

#include "kill/belongings.h"

namespace postroom::kill {

// An acknowledged version.
struct Kept {
  MessageId message;
  VersionNumber version;
  std::string text;
  int note_slot = -1;  // where the text is the note of that slot and not the token
  int actor = 0;
};

struct Actor {
  int slot = 0;
  Belongings belongings;
  std::optional<Event> pending;  // may or may not have happened
  bool settled = false;          // dead, and known what became of `pending`
};

struct Backup {
  std::string path;
  int actor = 0;
  Belongings belongings;  // of the actor who made it, as it has to be in there
};

// Pure: it looks at no store.
class Account {
 public:
  explicit Account(FolderId refuge) : refuge_(refuge) {}

  void expect_actor(int actor, int slot) { actors_[actor].slot = slot; }
  void add(const Event& event);

  std::map<int, Actor>& actors() { return actors_; }
  const std::map<int, Actor>& actors() const { return actors_; }
  FolderId refuge() const { return refuge_; }
  const std::vector<Kept>& kept() const { return kept_; }
  const std::vector<Backup>& backups() const { return backups_; }
  void forget_backups() { backups_.clear(); }
  const std::set<std::string>& refused() const { return refused_; }  // tokens
  const std::vector<std::string>& complaints() const { return complaints_; }
  std::int64_t acknowledged() const { return acknowledged_; }
  std::int64_t saves() const { return static_cast<std::int64_t>(kept_.size()); }

 private:
  void add_done(Actor& actor, const Event& event);

  FolderId refuge_;
  std::map<int, Actor> actors_;
  std::vector<Kept> kept_;
  std::vector<Backup> backups_;
  std::set<std::string> refused_;
  std::vector<std::string> complaints_;
  std::int64_t acknowledged_ = 0;
};

}  // namespace postroom::kill
