// Rows that are at hand as sets of properties: recipients, attachments, folders and others.
#include <postroom/entry_id.h>
#include <postroom/tags.h>

#include <algorithm>

#include "base/try.h"
#include "model/blob.h"
#include "store/folder_tree.h"
#include "store/permissions.h"
#include "store/row_supply.h"
#include "store/search_counts.h"
#include "table/order_bytes.h"

namespace postroom::store {
namespace {

struct OwnRow {
  PropertySet properties;
  Bytes order;
  friend bool operator==(const OwnRow&, const OwnRow&) = default;
};
using OwnRows = std::map<std::int64_t, OwnRow>;

// Gives out the rows it has.
class PropertySupply : public RowSupply {
 public:
  PropertySupply(OwnRows rows, LargeValues& large, std::vector<PropertyTag> columns)
      : rows_(std::move(rows)), large_(&large), columns_(std::move(columns)) {}

  std::vector<PropertyTag> default_columns() const override { return columns_; }
  Status append_own_order(TableRow& row, Bytes& order) const override;
  Result<LogPosition> scan(const RowNeeds& needs, std::span<const TableVisitor> visitors, ScanFrom from) override;
  Status scan_these(std::span<const std::int64_t> ids, const RowNeeds& needs,
                    const VisitTableRow& visit) override;
  Result<RowChanges> changes_after(LogPosition position) override { return RowChanges{false, position, {}}; }
  Result<std::optional<std::uint64_t>> count() override { return std::optional<std::uint64_t>(rows_.size()); }

 protected:
  Status give(std::int64_t id, const VisitTableRow& visit);

  OwnRows rows_;

 private:
  LargeValues* const large_;
  const std::vector<PropertyTag> columns_;
  const Bytes* order_ = nullptr;  // of the row that is given
};

Status PropertySupply::append_own_order(TableRow&, Bytes& order) const {
  order.insert(order.end(), order_->begin(), order_->end());
  return ok_status();
}

Status PropertySupply::give(std::int64_t id, const VisitTableRow& visit) {
  const OwnRow& own = rows_.at(id);
  PropertyRow row(own.properties, *large_);
  order_ = &own.order;
  return visit(id, row);
}

Result<LogPosition> PropertySupply::scan(const RowNeeds&, std::span<const TableVisitor> visitors, ScanFrom) {
  for (const auto& [id, row] : rows_) TRY(give(id, visitors[0].visit));
  return LogPosition{};
}

Status PropertySupply::scan_these(std::span<const std::int64_t> ids, const RowNeeds&,
                                  const VisitTableRow& visit) {
  for (const std::int64_t id : ids) {
    if (rows_.contains(id)) TRY(give(id, visit));
  }
  return ok_status();
}

constexpr std::int32_t kFolderObject = 3;                // PR_OBJECT_TYPE
constexpr std::int32_t kDisplayFolder = 0x01000000;      // PR_DISPLAY_TYPE: DT_FOLDER
constexpr std::int32_t kDisplayFolderLink = 0x02000000;  // DT_FOLDER_LINK: a search folder

// Reads all folders whenever the log has something new, and finds out which rows are other than they were.
class FolderSupply final : public PropertySupply {
 public:
  FolderSupply(std::shared_ptr<Core> core, const Session& session, FolderId top, bool all)
      : PropertySupply({}, core->large,
                       {tag::comment, tag::depth, tag::display_name, tag::display_type, tag::entryid,
                        tag::instance_key, tag::object_type, tag::folder_status, tag::folder_type,
                        tag::subfolders, tag::content_count, tag::content_unread}),
        core_(std::move(core)),
        session_(session),
        top_(top),
        all_(all) {}

  bool has_depth() const override { return true; }
  Result<LogPosition> scan(const RowNeeds& needs, std::span<const TableVisitor> visitors, ScanFrom from) override {
    TRY_SET(const LogPosition position, read());
    TRY(PropertySupply::scan(needs, visitors, from));
    return position;
  }
  Result<RowChanges> changes_after(LogPosition position) override;
  Result<std::optional<std::uint64_t>> count() override {
    TRY(read());
    return PropertySupply::count();
  }

 private:
  Result<LogPosition> read();
  Status add(const FolderTree& tree, const storage::FolderRecord& folder, std::int32_t depth,
             const Bytes& above);
  Result<PropertySet> row(const FolderTree& tree, const storage::FolderRecord& folder,
                          std::int32_t depth) const;

  const std::shared_ptr<Core> core_;
  const Session session_;
  const FolderId top_;
  const bool all_;
};

Result<PropertySet> FolderSupply::row(const FolderTree& tree, const storage::FolderRecord& folder,
                                      std::int32_t depth) const {
  PropertySet row;
  if (!folder.properties.empty()) {
    TRY_SET(row, decode_properties(folder.properties));
    row.remove(tag::acl_data);
  }
  const EntryId id{core_->store_guid, folder.id};
  const EntryId store{core_->store_guid, StoreTarget{}};
  row.set(tag::entryid, encode(id));
  row.set(tag::record_key, record_key(id));
  row.set(tag::instance_key, table::encode(table::RowKey{folder.id.value, 0}));
  row.set(tag::parent_entryid, encode(EntryId{core_->store_guid, folder.parent}));
  row.set(tag::store_entryid, encode(store));
  row.set(tag::store_record_key, record_key(store));
  row.set(tag::object_type, kFolderObject);
  row.set(tag::folder_type, static_cast<std::int32_t>(folder.kind));
  row.set(tag::display_type, folder.kind == FolderKind::search ? kDisplayFolderLink : kDisplayFolder);
  row.set(tag::display_name, folder.name);
  row.set(tag::depth, depth);
  row.set(tag::content_count, static_cast<std::int32_t>(folder.content_count));
  row.set(tag::content_unread, static_cast<std::int32_t>(folder.unread_count));
  row.set(tag::assoc_content_count, static_cast<std::int32_t>(folder.associated_count));
  row.set(tag::deleted_count_total, static_cast<std::int32_t>(folder.deleted_count));
  row.set(tag::subfolders, !tree.children(folder.id).empty());
  row.set(tag::creation_time, folder.created);
  row.set(tag::last_modification_time, folder.modified);
  if (!row.has(tag::comment)) row.set(tag::comment, std::string());
  if (!row.has(tag::folder_status)) row.set(tag::folder_status, std::int32_t{0});
  return row;
}

// Below its parent and before the next one of the same depth: parents first, siblings by name.
Status FolderSupply::add(const FolderTree& tree, const storage::FolderRecord& folder, std::int32_t depth,
                         const Bytes& above) {
  if (rows_.contains(folder.id.value))
    return ok_status();  // a damaged store may have folders inside one another
  OwnRow own;
  TRY_SET(own.properties, row(tree, folder, depth));
  own.order = above;
  const Value name = folder.name, number = folder.id.value;
  table::append_order_bytes(own.order, &name, Direction::ascending);
  table::append_order_bytes(own.order, &number, Direction::ascending);
  const Bytes order = own.order;
  rows_[folder.id.value] = std::move(own);
  if (!all_) return ok_status();
  for (const storage::FolderRecord* child : tree.children(folder.id))
    TRY(add(tree, *child, depth + 1, order));
  return ok_status();
}

Result<LogPosition> FolderSupply::read() {
  LogPosition position;
  std::vector<storage::FolderRecord> folders;
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY_SET(const storage::Counters counters, view->counters());
    position = counters.log_position;
    TRY_SET(auto all, view->folders());
    Permissions permissions(session_, *view);
    permissions.add(all);
    for (storage::FolderRecord& folder : all) {
      TRY_SET(const bool shown, permissions.is_shown(folder.id));
      if (!shown) continue;
      TRY_SET(storage::FolderRecord counts, counted(*core_, session_, *view, std::move(folder)));
      folders.push_back(std::move(counts));
    }
  }
  const FolderTree tree(std::move(folders));
  rows_.clear();
  for (const storage::FolderRecord* child : tree.children(top_)) TRY(add(tree, *child, 0, {}));
  return position;
}

Result<RowChanges> FolderSupply::changes_after(LogPosition position) {
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY_SET(const storage::Counters counters, view->counters());
    if (counters.log_position == position) return RowChanges{false, position, {}};
  }
  OwnRows before = rows_;
  TRY_SET(const LogPosition now, read());
  RowChanges changes{false, now, {}};
  for (const auto& [id, row] : rows_) {
    const auto old = before.find(id);
    if (old == before.end() || !(old->second == row)) changes.touched.push_back(id);
    if (old != before.end()) before.erase(old);
  }
  for (const auto& [id, gone] : before) changes.touched.push_back(id);
  return changes;
}

}  // namespace

std::unique_ptr<RowSupply> folder_supply(std::shared_ptr<Core> core, const Session& session, FolderId folder,
                                         bool all) {
  return std::make_unique<FolderSupply>(std::move(core), session, folder, all);
}

std::unique_ptr<RowSupply> fixed_supply(std::vector<PropertySet> rows, LargeValues& large,
                                        std::vector<PropertyTag> columns) {
  OwnRows own;
  std::int64_t number = 0;
  for (PropertySet& row : rows) {
    ++number;
    row.set(tag::instance_key, table::encode(table::RowKey{number, 0}));
    Bytes order;
    const Value place = number;
    table::append_order_bytes(order, &place, Direction::ascending);
    own[number] = {std::move(row), std::move(order)};
  }
  return std::make_unique<PropertySupply>(std::move(own), large, std::move(columns));
}

std::unique_ptr<RowSupply> recipient_supply(const MessageContent& content, LargeValues& large) {
  OwnRows rows;
  for (const Recipient& recipient : content.recipients) {
    OwnRow own{recipient_row(recipient), {}};
    const Value number = static_cast<std::int64_t>(recipient.row);
    table::append_order_bytes(own.order, &number, Direction::ascending);
    rows[std::int64_t{recipient.row} + 1] = std::move(own);
  }
  return std::make_unique<PropertySupply>(
      std::move(rows), large,
      std::vector{tag::display_name, tag::recipient_type, tag::rowid, tag::addrtype, tag::email_address,
                  tag::smtp_address, tag::entryid, tag::instance_key, tag::object_type});
}

// By rendering position as a signed number, then by number.
std::unique_ptr<RowSupply> attachment_supply(const MessageContent& content, LargeValues& large) {
  OwnRows rows;
  for (const Attachment& attachment : content.attachments) {
    OwnRow own{attachment_row(attachment), {}};
    const Value position = own.properties.get_or<std::int32_t>(tag::rendering_position, -1);
    const Value number = static_cast<std::int64_t>(attachment.number);
    table::append_order_bytes(own.order, &position, Direction::ascending);
    table::append_order_bytes(own.order, &number, Direction::ascending);
    rows[std::int64_t{attachment.number} + 1] = std::move(own);
  }
  return std::make_unique<PropertySupply>(
      std::move(rows), large,
      std::vector{tag::attach_num, tag::instance_key, tag::record_key, tag::rendering_position,
                  tag::attach_method, tag::attach_size, tag::attach_long_filename, tag::attach_filename,
                  tag::object_type});
}

}  // namespace postroom::store
