// Whether what the clients saw and what the store kept are one history that keeps the save rules. Pure.
#pragma once

#include <postroom/kinds.h>

#include <set>
#include <vector>

#include "history/record.h"

namespace postroom::history {

struct StoredVersion {
  VersionNumber number;
  SaveKind kind = SaveKind::first;
  std::string who;
  std::string digest;
  Fields fields;
};

// What is in the store when all is over.
struct Stored {
  std::map<MessageId, std::vector<StoredVersion>> messages;  // versions oldest first; conflict copies too
  std::set<std::pair<MessageId, MessageId>> links;           // original, copy
};

// Every record of every actor, each actor's in the order in which they came about, and what was left.
// Retention was off. Returns what is wrong, a sentence each:
// - versions of a message are 1..n; change numbers of all commits are 1..N;
// - each acknowledged commit is there once, with the content that its handle had afterwards, and nothing else
// is;
// - a strict save stands right behind its base, and says exactly its base with its edits, as does a forced
// one;
// - a merged save holds the changes of both sides; a merge is refused only where both changed a field
// differently;
// - a refusal names a version later than the base, with its true content;
// - each snapshot is exactly the stored version that it claims to be, and nobody sees an earlier one than
// before;
// - a copy saved elsewhere is the base with the edits, and linked with its original.
std::vector<std::string> check_history(const std::vector<Record>& records, const Stored& stored);

}  // namespace postroom::history
