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

// Preference-Applied, where somebody had saved before: for answers of other forms.
void say_how(http::Fields& fields, const Saved& saved);

// Why a message cannot be opened: 410 for one that can be undeleted, 412 for a version that there never was.
Refusal missing_message(Call& call, MessageId id, const Error& error);

// Why the store did not do what has no handle to save, where If-Match said which version it is for: 412 with the newest
// one, if the error is that there is another.
Refusal not_the_expected(Call& call, MessageId id, std::optional<VersionNumber> expected, const Error& error);

inline constexpr int kMaxSaveAttempts = 100;  // of a save on the newest version; then 503

}  // namespace postroom::server
