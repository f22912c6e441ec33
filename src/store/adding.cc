// Whole messages that a caller brings: checked, encoded and saved, many in one commit.
#include <postroom/property_names.h>
#include <postroom/tags.h>

#include "base/try.h"
#include "store/bulk.h"
#include "store/handle.h"
#include "store/source.h"

namespace postroom {
namespace {

// The store's names with all that these messages have.
Result<std::shared_ptr<const store::NameTable>> ensure_names(store::Core& core,
                                                             const std::vector<NewMessage>& messages) {
  std::vector<PropertyName> names;
  for (const NewMessage& message : messages) {
    for (const auto& [name, property] : message.named) {
      TRY(store::check_name(name));
      if (!fits(property.tag, property.value)) {
        return Error{Code::invalid_argument, to_text(name) + " cannot hold a value of this type.", {}};
      }
      if (!store::fixed_id(name)) names.push_back(store::canonical(name));
    }
  }
  return core.names.ensure(*core.engine, names);
}

void give_ids(NewMessage& message, const store::NameTable& table) {
  for (auto& [name, property] : message.named) {
    const std::uint16_t id = store::fixed_id(name).value_or(table.id(store::canonical(name)).value_or(0));
    const PropertyTag tag(std::uint32_t{id} << 16 | property.tag.raw_type());
    message.content.properties.set(tag, std::move(property.value));
  }
}

Result<store::FirstSave> prepare(store::Core& core, NewMessage message, const Session& session) {
  store::FirstSave save;
  save.kind = message.kind;
  save.flags = message.flags & (store::kSettableFlags | message_flag::ever_read);
  save.status = message.status & ~message_status::in_conflict;
  save.created = message.created;
  save.save_kind = message.source.empty() && !message.large_source ? SaveKind::first : SaveKind::imported;
  TRY_SET(save, store::prepare_first_save(core, std::move(save), std::move(message.content), session));
  save.content.reset();  // nobody has the message open
  if (message.large_source) {
    save.source = store::pack_source(*message.large_source);
  } else if (!message.source.empty()) {
    TRY_SET(save.source, store::pack_source(message.source, save.encoded));
  }
  return save;
}

}  // namespace

PreparedMessages::PreparedMessages(std::vector<store::FirstSave> saves)
    : saves_(std::make_unique<std::vector<store::FirstSave>>(std::move(saves))) {}
PreparedMessages::PreparedMessages(PreparedMessages&&) noexcept = default;
PreparedMessages& PreparedMessages::operator=(PreparedMessages&&) noexcept = default;
PreparedMessages::~PreparedMessages() = default;

Result<PreparedMessages> Store::prepare_messages(const Session& session, std::vector<NewMessage> messages) {
  TRY(store::check_bulk(*core_, session, messages.size()));
  TRY_SET(const auto table, ensure_names(*core_, messages));
  std::vector<store::FirstSave> saves;
  saves.reserve(messages.size());
  for (NewMessage& message : messages) {
    give_ids(message, *table);
    TRY_SET(store::FirstSave save, prepare(*core_, std::move(message), session));
    saves.push_back(std::move(save));
  }
  return PreparedMessages(std::move(saves));
}

Result<std::vector<MessageId>> Store::add_prepared(const Session& session, FolderId folder,
                                                   PreparedMessages messages,
                                                   std::span<const NoteChange> notes) {
  TRY(store::may_write(*core_, session));
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY(store::require_folder(*view, folder));
  }
  for (store::FirstSave& save : *messages.saves_) save.folder = folder;
  TRY_SET(const auto made, store::save_new(*core_, session, std::move(*messages.saves_), notes));
  std::vector<MessageId> ids;
  ids.reserve(made.size());
  for (const store::Snapshot& snapshot : made) ids.push_back(snapshot.record.id);
  return ids;
}

Result<std::vector<MessageId>> Store::add_messages(const Session& session, FolderId folder,
                                                   std::vector<NewMessage> messages) {
  TRY(store::may_write(*core_, session));
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY(store::require_folder(*view, folder));
  }
  TRY_SET(PreparedMessages prepared, prepare_messages(session, std::move(messages)));
  return add_prepared(session, folder, std::move(prepared));
}

}  // namespace postroom
