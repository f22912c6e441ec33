// What a save meets that comes after somebody else's, and what it is told when it is refused.
#pragma once

#include "store/merge.h"
#include "store/save.h"

namespace postroom::store {

// The version that was committed since the base of a save.
struct Theirs {
  storage::VersionInfo info;
  std::shared_ptr<const MessageContent> content;
};
Result<Theirs> theirs_in(storage::CurrentMessage current);

// Where the message is now, whatever was allowed when it was opened. Code::no_access.
Status may_edit(const Session& session, const SaveRequest& request, const storage::MessageRecord& record,
                storage::View& view);

// Mine and theirs on their common base. Names that theirs has and `known` has not are looked up in the view.
Result<Merged> compare(const SaveRequest& request, const Theirs& theirs, std::shared_ptr<const NameTable> known,
                       storage::View& view, const std::vector<UnitChoice>& choices = {});

// Code::object_changed; `conflict` says who changed what.
Error refuse(const SaveRequest& request, const Theirs& theirs, Merged merged, std::unique_ptr<Conflict>& conflict);

// Of a strict save whose base is known to be outdated: what its job would say, by a plain read, so that it waits for
// no writer. That is right because a version only ever grows: what is outdated stays so. Ok: the view does not show
// it; the job has to decide.
Status refuse_outdated(Core& core, const Session& session, const SaveRequest& request,
                       std::unique_ptr<Conflict>& conflict);

}  // namespace postroom::store
