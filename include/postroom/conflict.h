// What differs between versions of a message, unit by unit, and what a refused save tells.
#pragma once

#include <postroom/content.h>
#include <postroom/ids.h>
#include <postroom/time.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace postroom {

enum class UnitKind { property, group, recipient, attachment };

// Which side changed a unit since the base.
enum class UnitState {
  mine_only,    // merge takes mine
  theirs_only,  // merge takes theirs
  alike,        // both, to the same
  combined,     // both, differently, and the two fit together (keywords, flag words): merge takes both
  overlap,      // both, differently: only a person can say
};

// A merge unit: what is taken from one side as a whole, so that no half-and-half result can arise
// (docs/save-rules.md lists them).
struct Unit {
  std::string key;    // stable: "body", "subject", "recipient:1:smtp:ana@example.com", "attachment:<guid>", "0x00170003"
  std::string label;  // for a person: "Body", "To ana@example.com", "Attachment plan.pdf", "PR_IMPORTANCE"
  UnitKind kind = UnitKind::property;
  UnitState state = UnitState::alike;
  std::optional<PropertySet> base, theirs, mine;  // nothing where that side does not have the unit
};

enum class Side { theirs, mine };

// What to do with one unit, whatever the merge would do: for the units in which both sides differ.
struct UnitChoice {
  std::string key;
  Side side = Side::theirs;
};

// Why a save was refused: somebody committed after this handle's snapshot.
struct Conflict {
  MessageId message;
  VersionNumber base_version;   // what this handle opened
  VersionNumber their_version;  // what is stored now
  std::string who;              // saved it
  std::string client;
  FileTime when;
  bool has_base = true;     // false: the base is no longer in the history, so nothing can be told apart
  std::vector<Unit> units;  // every unit that either side changed
  std::shared_ptr<const MessageContent> base, theirs, mine;

  // Whether Message::save(SaveMode::merge) would succeed against their_version.
  bool can_merge() const;
};

}  // namespace postroom
