// Rows of messages: those of a MessageSet.
#include <postroom/tags.h>

#include <algorithm>
#include <deque>
#include <unordered_map>

#include "base/parallel.h"
#include "base/try.h"
#include "store/row_supply.h"
#include "store/sort_keys.h"
#include "table/order_bytes.h"

namespace postroom::store {
namespace {

using storage::BoundColumn;
using storage::RowFields;

class MessageSupply final : public RowSupply {
 public:
  MessageSupply(std::shared_ptr<Core> core, const Session& session, std::shared_ptr<MessageSet> set)
      : core_(std::move(core)), may_write_(may_write(*core_, session).ok()), set_(std::move(set)) {}

  std::vector<PropertyTag> default_columns() const override;
  Status append_own_order(TableRow& row, Bytes& order) const override;
  bool is_for_many_threads() const override { return true; }
  Result<LogPosition> scan(const RowNeeds& needs, std::span<const TableVisitor> visitors, ScanFrom from) override;
  Status scan_these(std::span<const std::int64_t> ids, const RowNeeds& needs,
                    const VisitTableRow& visit) override;
  Result<RowChanges> changes_after(LogPosition position) override;
  bool has_pages() const override { return true; }
  Result<std::vector<Place>> page(const PagePlace& after, std::size_t limit, const RowNeeds& needs,
                                  const VisitTableRow& visit) override;
  void append_page_order(const Place& place, Bytes& order) const override;
  PagePlace read_page_order(ByteView own_order, std::int64_t id) const override;
  Result<std::optional<std::uint64_t>> count() override;
  Result<std::optional<BoundKey>> bound_key(PropertyTag tag) override;
  bool start_of(TableRow& row, storage::BoundColumn column, Direction direction, Bytes& start,
                BoundValue& value) const override;

 private:
  // Feeds rows to a visitor, and keeps those that need their content.
  class Feeder {
   public:
    Feeder(RowSurroundings around, const VisitTableRow& visit) : row_(std::move(around)), visit_(visit) {}
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
  const storage::MessageRecord& record = static_cast<MessageRow&>(row).record();
  append_page_order({record.date, record.id}, order);
  return ok_status();
}

void MessageSupply::append_page_order(const Place& place, Bytes& order) const {
  const Value date = place.date;
  table::append_order_bytes(order, &date, Direction::descending);
}

RowSupply::PagePlace MessageSupply::read_page_order(ByteView own_order, std::int64_t id) const {
  const auto date = table::read_time_order_bytes(own_order, Direction::descending);
  return date ? PagePlace({*date, MessageId{id}}) : std::nullopt;
}

Status MessageSupply::bring_content(Feeder& feeder, const RowNeeds& needs) {
  if (feeder.problem()) return *feeder.problem();
  const std::vector<MessageId> lacking = feeder.take_lacking();
  if (lacking.empty()) return ok_status();
  TRY(set_->scan_these(lacking, fields_of(needs), true,
                       [&](const storage::MessageRecord& record, ByteView content) {
                         return feeder.take(record, fields_of(needs), content);
                       }));
  return feeder.problem() ? Status(*feeder.problem()) : ok_status();
}

Result<LogPosition> MessageSupply::scan(const RowNeeds& needs, std::span<const TableVisitor> visitors, ScanFrom from) {
  const RowSurroundings around = surroundings();
  std::deque<Feeder> feeders;
  std::vector<SetVisitor> shown;
  for (const TableVisitor& visitor : visitors) {
    Feeder& feeder = feeders.emplace_back(around, visitor.visit);
    shown.push_back(
        {[&feeder, fields = fields_of(needs)](const storage::MessageRecord& record, ByteView content) {
           return feeder.take(record, fields, content);
         },
         visitor.bound});
  }
  TRY_SET(const LogPosition position, set_->scan(fields_of(needs), needs.content, shown, from));
  TRY(run_in_parts(feeders.size(), [&](std::size_t part) { return bring_content(feeders[part], needs); }));
  return position;
}

Status MessageSupply::scan_these(std::span<const std::int64_t> ids, const RowNeeds& needs,
                                 const VisitTableRow& visit) {
  Feeder feeder(surroundings(), visit);
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

Result<std::vector<RowSupply::Place>> MessageSupply::page(const PagePlace& after, std::size_t limit,
                                                          const RowNeeds& needs, const VisitTableRow& visit) {
  TRY_SET(const std::vector<storage::MessageRecord> records, set_->page(after, limit));
  std::vector<Place> places;
  for (const storage::MessageRecord& record : records) places.push_back({record.date, record.id});
  if (needs.content) {
    std::vector<std::int64_t> ids;
    for (const storage::MessageRecord& record : records) ids.push_back(record.id.value);
    TRY(scan_these(ids, needs, visit));
  } else {
    Feeder feeder(surroundings(), visit);
    for (const storage::MessageRecord& record : records) feeder.take(record, storage::RowFields::all, {});
    TRY(bring_content(feeder, needs));
  }
  return places;
}

Result<std::optional<std::uint64_t>> MessageSupply::count() {
  TRY_SET(const auto counts, set_->counts());
  return counts ? std::optional(counts->all) : std::nullopt;
}

constexpr struct {
  PropertyTag tag;
  BoundKey key;
} kBoundKeys[] = {
    {tag::subject, {BoundColumn::subject_key, RowFields::subject_key | RowFields::subject}},
    {tag::sent_representing_name, {BoundColumn::sender_key, RowFields::sender_key | RowFields::sender}},
    {tag::display_to, {BoundColumn::to_key, RowFields::to_key | RowFields::display_to}},
    {tag::message_size, {BoundColumn::size, RowFields::size}},
    {tag::message_delivery_time, {BoundColumn::date, RowFields::date}},
    {tag::creation_time, {BoundColumn::created, RowFields::times}},
    {tag::last_modification_time, {BoundColumn::modified, RowFields::times}},
    {tag::importance, {BoundColumn::importance, RowFields::importance}},
};

Result<std::optional<BoundKey>> MessageSupply::bound_key(PropertyTag tag) {
  for (const auto& known : kBoundKeys) {
    if (known.tag != tag) continue;
    if (known.key.column < BoundColumn::subject_key) return std::optional(known.key);
    TRY_SET(const auto view, core_->engine->view());
    TRY_SET(const bool usable, keys_are_current(*view));
    return usable ? std::optional(known.key) : std::nullopt;
  }
  return std::optional<BoundKey>();
}

const Bytes& key_in(const storage::MessageRecord& record, BoundColumn column) {
  if (column == BoundColumn::subject_key) return record.subject_key;
  return column == BoundColumn::sender_key ? record.sender_key : record.to_key;
}

std::int64_t number_in(const storage::MessageRecord& record, BoundColumn column) {
  switch (column) {
    case BoundColumn::size:
      return record.size;
    case BoundColumn::date:
      return record.date.ticks;
    case BoundColumn::created:
      return record.created.ticks;
    case BoundColumn::modified:
      return record.modified.ticks;
    default:
      return record.importance;
  }
}

// A key that is shorter than it may be is all there is of it. Numbers are told as the engine has them, too:
// in order they are what their property is.
bool MessageSupply::start_of(TableRow& row, BoundColumn column, Direction direction, Bytes& start,
                             BoundValue& value) const {
  const storage::MessageRecord& record = static_cast<MessageRow&>(row).record();
  if (column < BoundColumn::subject_key) {
    const std::int64_t number = number_in(record, column);
    const bool is_long = column == BoundColumn::size || column == BoundColumn::importance;
    if (is_long && (number < INT32_MIN || number >= INT32_MAX)) return false;
    const Value typed = is_long ? Value(static_cast<std::int32_t>(number)) : Value(FileTime{number});
    table::append_order_bytes(start, &typed, direction);
    value = {number, record.date};
    return true;
  }
  const Bytes& key = key_in(record, column);
  if (key.empty()) return false;
  const bool whole = key.size() < storage::kSortKeyBytes;
  value = {key, whole ? record.date : FileTime{INT64_MIN}};
  table::append_text_order_bytes(start, key, whole ? table::TextKey::whole : table::TextKey::beginning,
                                 direction);
  return true;
}

}  // namespace

Result<std::vector<RowSupply::Place>> RowSupply::page(const PagePlace&, std::size_t, const RowNeeds&,
                                                      const VisitTableRow&) {
  return Error{Code::not_supported, "These rows do not come in pages.", {}};
}

std::unique_ptr<RowSupply> message_supply(std::shared_ptr<Core> core, const Session& session,
                                          std::shared_ptr<MessageSet> set) {
  return std::make_unique<MessageSupply>(std::move(core), session, std::move(set));
}

}  // namespace postroom::store
