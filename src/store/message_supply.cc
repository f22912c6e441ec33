// Rows of messages: those of a MessageSet.
#include <postroom/tags.h>

#include <algorithm>
#include <unordered_map>

#include "base/try.h"
#include "store/row_supply.h"
#include "store/sort_keys.h"
#include "table/order_bytes.h"

namespace postroom::store {
namespace {

class MessageSupply final : public RowSupply {
 public:
  MessageSupply(std::shared_ptr<Core> core, const Session& session, std::shared_ptr<MessageSet> set)
      : core_(std::move(core)), may_write_(may_write(*core_, session).ok()), set_(std::move(set)) {}

  std::vector<PropertyTag> default_columns() const override;
  Status append_own_order(TableRow& row, Bytes& order) const override;
  Result<LogPosition> scan(const RowNeeds& needs, const VisitTableRow& visit) override;
  Status scan_these(std::span<const std::int64_t> ids, const RowNeeds& needs,
                    const VisitTableRow& visit) override;
  Result<RowChanges> changes_after(LogPosition position) override;
  bool has_pages() const override { return set_->list() != nullptr; }
  Result<PagePlace> page(const PagePlace& after, std::size_t limit, const RowNeeds& needs,
                         const VisitTableRow& visit) override;
  Result<std::optional<std::uint64_t>> count() override;
  Result<std::optional<storage::RowFields>> key_field(PropertyTag tag) override;
  bool append_key_start(TableRow& row, storage::RowFields field, Direction direction,
                        Bytes& bytes) const override;

 private:
  // Feeds rows to a visitor, and keeps those that need their content.
  class Feeder {
   public:
    Feeder(MessageSupply& supply, const VisitTableRow& visit) : row_(supply.surroundings()), visit_(visit) {}
    bool take(const storage::MessageRecord& record, storage::RowFields fields, ByteView content) {
      row_.stand_on(record, fields, content);
      Status visited = visit_(record.id.value, row_);
      if (!visited.ok()) problem_ = std::move(visited).error();
      if (row_.lacked_content()) lacking_.push_back(record.id);
      return !problem_;
    }
    const std::optional<Error>& problem() const { return problem_; }
    std::vector<MessageId> take_lacking() { return std::exchange(lacking_, {}); }

   private:
    MessageRow row_;
    const VisitTableRow& visit_;
    std::optional<Error> problem_;
    std::vector<MessageId> lacking_;
  };

  RowSurroundings surroundings();
  static storage::RowFields fields_of(const RowNeeds& needs) {
    return needs.fields | storage::RowFields::date;
  }
  Status bring_content(Feeder& feeder, const RowNeeds& needs);

  const std::shared_ptr<Core> core_;
  const bool may_write_;
  const std::shared_ptr<MessageSet> set_;
};

// Names are read before the rows are: a visitor reads nothing else of the store than large values.
RowSurroundings MessageSupply::surroundings() {
  RowSurroundings around{core_->store_guid, &core_->large, may_write_, {}};
  if (!set_->spans_folders()) return around;
  std::unordered_map<FolderId, std::string> names;
  if (const auto view = core_->engine->view(); view.ok()) {
    if (auto folders = (*view)->folders(); folders.ok()) {
      for (storage::FolderRecord& folder : *folders) names[folder.id] = std::move(folder.name);
    }
  }
  around.folder_name = [names = std::move(names)](FolderId id) {
    const auto found = names.find(id);
    return found == names.end() ? std::string() : found->second;
  };
  return around;
}

std::vector<PropertyTag> MessageSupply::default_columns() const {
  std::vector<PropertyTag> columns{tag::display_cc,
                                   tag::display_to,
                                   tag::entryid,
                                   tag::hasattach,
                                   tag::instance_key,
                                   tag::last_modification_time,
                                   tag::mapping_signature,
                                   tag::message_class,
                                   tag::message_flags,
                                   tag::message_size,
                                   tag::msg_status,
                                   tag::object_type,
                                   tag::parent_entryid,
                                   tag::record_key,
                                   tag::store_entryid,
                                   tag::store_record_key,
                                   tag::subject,
                                   tag::sent_representing_name,
                                   tag::message_delivery_time,
                                   tag::importance};
  if (set_->spans_folders()) columns.push_back(tag::parent_display);
  return columns;
}

Status MessageSupply::append_own_order(TableRow& row, Bytes& order) const {
  const Value date = static_cast<MessageRow&>(row).record().date;
  table::append_order_bytes(order, &date, Direction::descending);
  return ok_status();
}

Status MessageSupply::bring_content(Feeder& feeder, const RowNeeds& needs) {
  if (feeder.problem()) return *feeder.problem();
  const std::vector<MessageId> lacking = feeder.take_lacking();
  TRY(set_->scan_these(lacking, fields_of(needs), true,
                       [&](const storage::MessageRecord& record, ByteView content) {
                         return feeder.take(record, fields_of(needs), content);
                       }));
  return feeder.problem() ? Status(*feeder.problem()) : ok_status();
}

Result<LogPosition> MessageSupply::scan(const RowNeeds& needs, const VisitTableRow& visit) {
  Feeder feeder(*this, visit);
  TRY_SET(const LogPosition position, set_->scan(fields_of(needs), needs.content,
                                                 [&](const storage::MessageRecord& record, ByteView content) {
                                                   return feeder.take(record, fields_of(needs), content);
                                                 }));
  TRY(bring_content(feeder, needs));
  return position;
}

Status MessageSupply::scan_these(std::span<const std::int64_t> ids, const RowNeeds& needs,
                                 const VisitTableRow& visit) {
  Feeder feeder(*this, visit);
  std::vector<MessageId> messages;
  messages.reserve(ids.size());
  for (const std::int64_t id : ids) messages.push_back(MessageId{id});
  TRY(set_->scan_these(messages, fields_of(needs), needs.content,
                       [&](const storage::MessageRecord& record, ByteView content) {
                         return feeder.take(record, fields_of(needs), content);
                       }));
  return bring_content(feeder, needs);
}

Result<RowChanges> MessageSupply::changes_after(LogPosition position) {
  TRY_SET(SetChanges changes, set_->changes_after(position));
  RowChanges rows{changes.everything, changes.position, {}};
  for (const MessageId id : changes.touched) rows.touched.push_back(id.value);
  std::sort(rows.touched.begin(), rows.touched.end());
  rows.touched.erase(std::unique(rows.touched.begin(), rows.touched.end()), rows.touched.end());
  return rows;
}

Result<RowSupply::PagePlace> MessageSupply::page(const PagePlace& after, std::size_t limit,
                                                 const RowNeeds& needs, const VisitTableRow& visit) {
  storage::MessageQuery query = *set_->list();
  query.before = after;
  query.limit = limit;
  std::vector<storage::MessageRecord> records;
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY_SET(records, view->messages(query));
  }
  if (records.empty()) return after;
  if (needs.content) {
    std::vector<std::int64_t> ids;
    for (const storage::MessageRecord& record : records) ids.push_back(record.id.value);
    TRY(scan_these(ids, needs, visit));
  } else {
    Feeder feeder(*this, visit);
    for (const storage::MessageRecord& record : records) feeder.take(record, storage::RowFields::all, {});
    TRY(bring_content(feeder, needs));
  }
  return PagePlace({records.back().date, records.back().id});
}

Result<std::optional<std::uint64_t>> MessageSupply::count() {
  TRY_SET(const auto counts, set_->counts());
  return counts ? std::optional(counts->all) : std::nullopt;
}

Result<std::optional<storage::RowFields>> MessageSupply::key_field(PropertyTag tag) {
  std::optional<storage::RowFields> field;
  if (tag == tag::subject) field = storage::RowFields::subject_key;
  if (tag == tag::sent_representing_name) field = storage::RowFields::sender_key;
  if (tag == tag::display_to) field = storage::RowFields::to_key;
  if (!field) return field;
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const bool usable, keys_are_current(*view));
  return usable ? field : std::nullopt;
}

// A key that is shorter than it may be is all there is of it.
bool MessageSupply::append_key_start(TableRow& row, storage::RowFields field, Direction direction,
                                     Bytes& bytes) const {
  const storage::MessageRecord& record = static_cast<MessageRow&>(row).record();
  const Bytes& key = field == storage::RowFields::subject_key  ? record.subject_key
                     : field == storage::RowFields::sender_key ? record.sender_key
                                                               : record.to_key;
  if (key.empty()) return false;
  bytes = key;
  if (key.size() < storage::kSortKeyBytes) bytes.push_back(0);
  if (direction == Direction::descending) {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(~byte);
  }
  return true;
}

}  // namespace

Result<RowSupply::PagePlace> RowSupply::page(const PagePlace&, std::size_t, const RowNeeds&,
                                             const VisitTableRow&) {
  return Error{Code::not_supported, "These rows do not come in pages.", {}};
}

std::unique_ptr<RowSupply> message_supply(std::shared_ptr<Core> core, const Session& session,
                                          std::shared_ptr<MessageSet> set) {
  return std::make_unique<MessageSupply>(std::move(core), session, std::move(set));
}

}  // namespace postroom::store
