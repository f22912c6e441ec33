// Saving changes of a message under the conditions of a request: docs/api.md "Saving".
#pragma once

#include <postroom/store.h>

#include <functional>
#include <variant>

#include "server/call.h"
#include "server/preferences.h"

namespace postroom::server {

// What a request wants to happen.
struct SaveWish {
  std::optional<VersionNumber> base;  // If-Match; nothing: the newest version, whichever that is
  OnConflict on_conflict = OnConflict::fail;
  std::vector<UnitChoice> choices;    // with merge: what a person has decided …
  std::optional<VersionNumber> seen;  // … looking at this version
  std::optional<FolderId> elsewhere;  // nothing: Conflicts
};
Result<SaveWish> read_save_wish(const http::Fields& fields);  // what the header fields say

struct Saved {
  MessageId message;      // the copy, if it was saved elsewhere
  VersionNumber version;  // of that
  bool committed = true;
  std::optional<OnConflict> settled_by;  // what was done, if somebody had saved before
};
using SaveOutcome = std::variant<Saved, Refusal>;

// Makes the change on a handle of the version that the request has seen and saves that. May be called more
// than once.
using Change = std::function<Status(Message& message)>;
SaveOutcome save_change(Call& call, MessageId id, const SaveWish& wish, const Change& change);

// 200, or 201 for a copy: {id, version, etag, committed, …}, with ETag. `more` comes in as well.
Answer saved_answer(Call& call, MessageId id, const SaveOutcome& outcome, boost::json::object more = {});

// Why a message cannot be opened: 410 for one that can be undeleted, 412 for a version that there never was.
Refusal missing_message(Call& call, MessageId id, const Error& error);

// For what has no handle to save: refused if the message is not at the version of If-Match any more.
std::optional<Refusal> refuse_unless_current(Call& call, MessageId id);

inline constexpr int kMaxSaveAttempts = 100;  // of a save on the newest version; then 503

}  // namespace postroom::server
