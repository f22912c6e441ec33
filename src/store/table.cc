#include <postroom/store.h>

#include "base/try.h"
#include "store/handle.h"
#include "store/open_table.h"
#include "store/permissions.h"
#include "store/search_messages.h"
#include "store/search_state.h"

namespace postroom {

using store::OpenTable;

Table::Table(std::shared_ptr<OpenTable> table) : table_(std::move(table)) {}
Table::Table(Table&&) noexcept = default;
Table& Table::operator=(Table&& other) noexcept {
  if (this == &other) return *this;
  if (table_) table_->close();
  table_ = std::move(other.table_);
  return *this;
}
Table::~Table() {
  if (table_) table_->close();
}

Status Table::set_columns(std::vector<PropertyTag> columns) {
  return table_->set_columns(std::move(columns));
}
std::vector<PropertyTag> Table::columns() const { return table_->columns(); }
Status Table::restrict(std::optional<Restriction> restriction) {
  return table_->restrict(std::move(restriction));
}
Status Table::sort(SortOrder order) { return table_->sort(std::move(order)); }
SortOrder Table::order() const { return table_->order(); }
Result<std::vector<RowValues>> Table::read(std::int64_t count, Advance advance) {
  return table_->read(count, advance);
}
Result<std::uint64_t> Table::row_count() { return table_->row_count(); }
Result<Table::Position> Table::position() { return table_->position(); }
Result<Table::Sought> Table::seek(Bookmark from, std::int64_t rows) { return table_->seek(from, rows); }
Status Table::seek_fraction(std::uint64_t numerator, std::uint64_t denominator) {
  return table_->seek_fraction(numerator, denominator);
}
Result<Bookmark> Table::create_bookmark() { return table_->create_bookmark(); }
Status Table::free_bookmark(Bookmark bookmark) { return table_->free_bookmark(bookmark); }
Result<Table::Found> Table::find(const Restriction& restriction, Bookmark from, Search direction) {
  return table_->find(restriction, from, direction);
}
Result<Table::Window> Table::window(std::uint64_t first, std::size_t count) { return table_->window(first, count); }
Result<Table::Window> Table::window_behind(ByteView place, std::size_t count) {
  return table_->window_behind(place, count);
}
Result<std::vector<Table::Row>> Table::rows_up_to(ByteView place, std::span<const MessageId> messages) {
  return table_->rows_up_to(place, messages);
}
Result<std::uint64_t> Table::expand(ByteView header) { return table_->expand(header); }
Result<std::uint64_t> Table::collapse(ByteView header) { return table_->collapse(header); }
Result<Bytes> Table::collapse_state(ByteView row) { return table_->collapse_state(row); }
Result<Bookmark> Table::set_collapse_state(ByteView state) { return table_->set_collapse_state(state); }
Result<std::shared_ptr<void>> Table::subscribe(std::function<void(const std::vector<TableEvent>&)> receive) {
  return table_->subscribe(std::move(receive));
}

Result<Table> Store::contents_table(const Session& session, FolderId folder, const ContentsOptions& options) {
  bool is_search = false;
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY_SET(const auto found, view->folder(folder));
    if (!found) return store::no_such_folder(folder);
    TRY(store::Permissions(session, *view).require(folder, FolderRights::read));
    is_search = found->kind == FolderKind::search;
    if (is_search) TRY(store::need_search_state(*view, folder));
  }
  const bool has_members =
      is_search && !options.associated && !options.deleted;  // else a search folder is empty
  auto set = has_members
                 ? store::search_messages(core_, session, folder)
                 : store::folder_messages(core_, folder,
                                          options.associated ? MessageKind::associated : MessageKind::normal,
                                          options.deleted ? storage::Deleted::yes : storage::Deleted::no);
  return Table(std::make_shared<OpenTable>(core_, store::message_supply(core_, session, std::move(set))));
}

Result<Table> Store::hierarchy_table(const Session& session, FolderId folder, HierarchyDepth depth) {
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY_SET(const auto found, view->folder(folder));
    if (!found) return store::no_such_folder(folder);
    TRY(store::Permissions(session, *view).require_shown(folder));
  }
  auto supply = store::folder_supply(core_, session, folder, depth == HierarchyDepth::all);
  return Table(std::make_shared<OpenTable>(core_, std::move(supply)));
}

// The table reads large values through the store, which has to last as long as it does.
Table Message::recipient_table() const {
  return Table(std::make_shared<OpenTable>(handle_->core(),
                                           store::recipient_supply(content(), handle_->core()->large)));
}

Table Message::attachment_table() const {
  return Table(std::make_shared<OpenTable>(handle_->core(),
                                           store::attachment_supply(content(), handle_->core()->large)));
}

}  // namespace postroom
