#include "mapi/conflict_asking.h"

#include "base/try.h"
#include "mapi/conflict_structure.h"
#include "mapi/entry_ids.h"

namespace postroom::mapi {
namespace {

struct Choice {
  ULONG what = POSTROOM_CHOICE_REFUSE;
  std::optional<FolderId> folder;
};

// The entry ID that a sink gave, which is freed.
class GivenFolder {
 public:
  explicit GivenFolder(const Memory& memory) : memory_(memory) {}
  ~GivenFolder() {
    if (bytes) memory_.free_buffer(bytes);
  }
  GivenFolder(const GivenFolder&) = delete;
  GivenFolder& operator=(const GivenFolder&) = delete;

  // False: it is none of this store.
  bool read(const StoreContext& context, std::optional<FolderId>& folder) const {
    if (!bytes) return true;
    EntryId id;
    if (read_entry_id_of(context, size, bytes, id) != S_OK) return false;
    const auto* named = std::get_if<FolderId>(&id.target);
    if (named) folder = *named;
    return named != nullptr;
  }

  ULONG size = 0;
  LPENTRYID bytes = nullptr;

 private:
  const Memory& memory_;
};

// While the sink is called, which may do anything with any other object.
class Asking {
 public:
  explicit Asking(OpenMessage& open) : open_(open), keep_(Ref<IUnknown>::share(&open.object)) {
    open_.is_asked_about = true;
  }
  ~Asking() { open_.is_asked_about = false; }
  Asking(const Asking&) = delete;
  Asking& operator=(const Asking&) = delete;

 private:
  OpenMessage& open_;
  const Ref<IUnknown> keep_;
};

// Any failure counts as a refusal.
Choice ask(OpenMessage& open, IPostroomConflictSink& sink, const Conflict& conflict) {
  const StoreContext& context = open.state.context();
  auto theirs = open.state.store().open_message(open.state.session(), conflict.message, Access::read_only);
  if (!theirs.ok()) return {};
  const Asking asking(open);
  const Ref<IMessage> shown = make_message(open.state.shared_context(), *std::move(theirs));
  ConflictStructure structure(context, conflict, shown.get());
  GivenFolder folder(context.memory());
  Choice choice;
  const HRESULT resolved = sink.Resolve(structure.get(), &choice.what, &folder.size, &folder.bytes);
  if (FAILED(resolved) || !folder.read(context, choice.folder)) return {};
  return choice;
}

// The handle then shows what is stored: its edits are given up.
Status reopen(OpenMessage& open) {
  const MessageId id = open.message.id();
  TRY_SET(open.message, open.state.store().open_message(open.state.session(), id, Access::best));
  return ok_status();
}

Status act_on(OpenMessage& open, const Choice& choice, Error refusal) {
  switch (choice.what) {
    case POSTROOM_CHOICE_KEEP:
      return reopen(open);
    case POSTROOM_CHOICE_OVERWRITE:
      TRY(open.message.save(SaveMode::force));
      return ok_status();
    case POSTROOM_CHOICE_ELSEWHERE:
      TRY(open.message.save_elsewhere(choice.folder));
      return reopen(open);
    case POSTROOM_CHOICE_MERGE:
      TRY(open.message.save(SaveMode::merge));
      return ok_status();
    default:
      return refusal;
  }
}

}  // namespace

Status settle_conflict(OpenMessage& open, Error refusal) {
  const Ref<IPostroomConflictSink> sink = open.state.context().conflict_sink();
  if (!open.message.conflict() || !sink || !open.state.context().may_ask()) return refusal;
  const Conflict conflict = *open.message.conflict();  // which the sink's own calls leave alone
  const Choice choice = ask(open, *sink, conflict);
  return act_on(open, choice, std::move(refusal));
}

}  // namespace postroom::mapi
