#include "store/refusal.h"

#include "base/try.h"
#include "model/blob.h"
#include "store/permissions.h"

namespace postroom::store {

Result<Theirs> theirs_in(storage::CurrentMessage current) {
  TRY_SET(auto content, decode_content(current.content));
  return Theirs{std::move(current.info), std::make_shared<const MessageContent>(std::move(content))};
}

// Who has made a message never changes, and stands in every version.
Status may_edit(const Session& session, const SaveRequest& request, const storage::MessageRecord& record,
                storage::View& view) {
  const Creator creator = creator_in(request.mine->properties, session);
  return Permissions(session, view).require(MessageUse::edit, record.folder, creator);
}

Result<Merged> compare(const SaveRequest& request, const Theirs& theirs, std::shared_ptr<const NameTable> known,
                       storage::View& view, const std::vector<UnitChoice>& choices) {
  TRY_SET(const auto names, extended(std::move(known), view));
  return merge(request.base.content.get(), *theirs.content, *request.mine, *names, choices);
}

Error refuse(const SaveRequest& request, const Theirs& theirs, Merged merged, std::unique_ptr<Conflict>& conflict) {
  conflict = std::make_unique<Conflict>();
  conflict->message = theirs.info.message;
  conflict->base_version = request.base.record.version;
  conflict->their_version = theirs.info.number;
  conflict->who = theirs.info.who;
  conflict->client = theirs.info.client;
  conflict->when = theirs.info.saved;
  conflict->has_base = request.base.content != nullptr;
  conflict->units = std::move(merged.units);
  conflict->base = request.base.content;
  conflict->theirs = theirs.content;
  conflict->mine = request.mine;
  return message_has_changed(theirs.info, "Nothing was written; your changes are kept.");
}

Status refuse_outdated(Core& core, const Session& session, const SaveRequest& request,
                       std::unique_ptr<Conflict>& conflict) {
  conflict.reset();
  const MessageId id = request.base.record.id;
  TRY_SET(const auto view, core.engine->view());
  TRY_SET(auto current, view->current(id));
  if (!current || current->record.deleted) return message_is_deleted(id);
  TRY(may_edit(session, request, current->record, *view));
  if (current->record.version <= request.base.record.version) return ok_status();
  TRY_SET(const Theirs theirs, theirs_in(*std::move(current)));
  TRY_SET(Merged merged, compare(request, theirs, core.names.table(), *view));
  return refuse(request, theirs, std::move(merged), conflict);
}

}  // namespace postroom::store
