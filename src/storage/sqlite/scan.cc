#include "storage/sqlite/scan.h"

#include <algorithm>

#include "base/try.h"
#include "storage/record_rows.h"
#include "storage/scan_walk.h"
#include "storage/sqlite/view.h"

namespace postroom::storage {
namespace {

// A statement is put together of these and nothing else. The fields stand in the order of their bits.
constexpr char kSelect[] = "SELECT m.id, m.folder";
constexpr char kDeleted[] = ", m.list, m.deleted";
struct FieldColumns {
  RowFields field;
  const char* columns;
};
constexpr FieldColumns kFieldColumns[] = {
    {RowFields::numbers,
     ", m.version, m.change_number, m.read_state, m.log_position, m.history_count, m.history_bytes"},
    {RowFields::flags, ", m.flags, m.status"},
    {RowFields::size, ", m.size"},
    {RowFields::date, ", m.date"},
    {RowFields::times, ", m.created, m.modified"},
    {RowFields::importance, ", m.importance, m.has_attachments"},
    {RowFields::message_class, ", m.message_class"},
    {RowFields::subject, ", m.subject"},
    {RowFields::sender, ", m.sender"},
    {RowFields::display_to, ", m.display_to"},
    {RowFields::subject_key, ", m.subject_key"},
    {RowFields::sender_key, ", m.sender_key"},
    {RowFields::to_key, ", m.to_key"},
};
constexpr char kContent[] = ", v.change_number IS NOT NULL, v.content";
constexpr char kFrom[] = " FROM message m";
constexpr char kByRow[] = " NOT INDEXED";  // but by id
constexpr char kJoinContent[] = " LEFT JOIN version v ON v.change_number = m.change_number";
constexpr char kRange[] = " WHERE m.id > ?1 AND m.id <= ?2 AND m.list = ?3";
constexpr char kOneFolder[] = " AND m.folder = ?5";
constexpr char kSomeFolders[] = " AND m.folder IN (SELECT value FROM json_each(?5))";
struct BoundCondition {
  BoundColumn column;
  const char* not_more;
  const char* not_less;
};
#define TIES(column) " OR (m." #column " = ?6 AND m.date >= ?7)"
#define NUMBER_BOUND(column)                                              \
  {                                                                       \
    BoundColumn::column, " AND (m." #column " < ?6" TIES(column) ")",     \
        " AND (m." #column " > ?6" TIES(column) ")"                       \
  }
#define KEY_BOUND(column)                                                                            \
  {                                                                                                  \
    BoundColumn::column, " AND (m." #column " < ?6 OR m." #column " IS NULL" TIES(column) ")",       \
        " AND (m." #column " > ?6 OR m." #column " IS NULL" TIES(column) ")"                         \
  }
constexpr BoundCondition kBoundConditions[] = {
    NUMBER_BOUND(size),
    NUMBER_BOUND(date),
    NUMBER_BOUND(created),
    NUMBER_BOUND(modified),
    NUMBER_BOUND(importance),
    KEY_BOUND(subject_key),
    KEY_BOUND(sender_key),
    KEY_BOUND(to_key),
};
#undef TIES
#undef NUMBER_BOUND
#undef KEY_BOUND
constexpr char kInOrder[] = " ORDER BY m.id LIMIT ?4";
constexpr char kOne[] = " WHERE m.id = ?1";
constexpr char kFromTo[] = " WHERE m.id >= ?1 AND m.id <= ?2 ORDER BY m.id";
// Named ids that are at least a fourth of those between the first and the last are met on a walk over all of them.
constexpr std::int64_t kSparsest = 4;
constexpr std::size_t kFewestToWalk = 64;

constexpr char kLastId[] = "SELECT max(id) FROM message";
constexpr char kCounters[] = "SELECT content_count, associated_count, deleted_count FROM folder WHERE id = ?";
constexpr char kCountSome[] =
    "SELECT count(*) FROM (SELECT 1 FROM message INDEXED BY message_by_date WHERE folder = ? AND list = ? "
    "LIMIT ?)";
constexpr char kIdsOfFolder[] =
    "SELECT id FROM message INDEXED BY message_by_date WHERE folder = ? AND list = ? AND id > ? AND id <= ?";

// Each column of a row costs a fifth of the row itself. So what a scan knows of all its rows is not read of
// any.
enum class Deletion { known, read };

std::string select(Deletion deletion, RowFields fields, bool content) {
  std::string sql = kSelect;
  if (deletion == Deletion::read) sql += kDeleted;
  for (const auto& [field, columns] : kFieldColumns) {
    if (has(fields, field)) sql += columns;
  }
  if (content) sql += kContent;
  return sql += kFrom;
}

// Reads rows and hands them on.
class Visitor {
 public:
  Visitor(Deletion deletion, RowFields fields, bool content, const VisitRow& visit)
      : deletion_(deletion), fields_(fields), content_(content), visit_(visit) {}

  void know(MessageKind kind) { record_.kind = kind; }  // of all rows, none of them deleted

  // The statement's row; false: enough.
  Result<bool> visit(Statement& row) {
    row.read(record_.id);
    return visit_rest(row);
  }
  // Whose id has been read.
  MessageId read_id(Statement& row) {
    row.read(record_.id);
    return record_.id;
  }
  Result<bool> visit_rest(Statement& row) {
    row.read(record_.folder);
    if (deletion_ == Deletion::read) {
      std::int64_t list = 0;
      row.read(list, record_.deleted);
      record_.kind = kind_in(list);
    }
    read_fields(row, fields_, record_);
    if (!content_) return visit_(record_, {});
    std::int64_t is_there = 0;
    row.read(is_there);
    if (is_there == 0) return missing_content_error(record_.id);
    return visit_(record_, row.read_view());
  }

 private:
  Deletion deletion_;
  RowFields fields_;
  bool content_;
  const VisitRow& visit_;
  MessageRecord record_;  // one for all rows, so that its texts keep their memory
};

std::int64_t list_of(const ScanQuery& query) {
  return storage::list_of(query.kind, query.deleted == Deleted::yes);
}

std::string condition(const ScanBound& bound) {
  for (const BoundCondition& known : kBoundConditions) {
    if (known.column == bound.column) return bound.past_is_more ? known.not_more : known.not_less;
  }
  return {};
}

template <class... Folders>
Status walk_rows(Connection& connection, const ScanQuery& query, const char* of_folders,
                 const VisitRow& visit, const Folders&... folders) {
  const Deletion deletion = query.deleted == Deleted::yes ? Deletion::read : Deletion::known;
  std::string sql = select(deletion, query.fields, query.content);
  sql += kByRow;
  if (query.content) sql += kJoinContent;
  sql += kRange;
  sql += of_folders;
  const bool bounded = query.bound && sizeof...(folders) > 0;
  if (bounded) sql += condition(*query.bound);
  sql += kInOrder;
  TRY_SET(Statement rows, connection.prepare_built(std::move(sql)));
  const auto bind = [&](const auto&... bound) {
    rows.bind(query.after, query.up_to, list_of(query), as_limit(query.limit), folders..., bound...);
  };
  if (bounded) {
    std::visit([&](const auto& value) { bind(value, query.bound->same_from); }, query.bound->value);
  } else {
    bind();
  }
  Visitor visitor(deletion, query.fields, query.content, visit);
  visitor.know(query.kind);
  for (bool more = true; more;) {
    TRY_SET(const bool found, rows.step());
    if (!found) break;
    TRY_SET(more, visitor.visit(rows));
  }
  return ok_status();
}

Status walk_rows(Connection& connection, const ScanQuery& query, const VisitRow& visit) {
  if (query.folders.empty()) return walk_rows(connection, query, "", visit);
  if (query.folders.size() == 1)
    return walk_rows(connection, query, kOneFolder, visit, query.folders.front());
  const std::string folders = as_json(query.folders);
  return walk_rows(connection, query, kSomeFolders, visit, folders);
}

// In order, from the index alone.
Result<std::vector<MessageId>> ids_of_folders(Connection& connection, const ScanQuery& query) {
  std::vector<MessageId> ids;
  TRY_SET(Statement rows, connection.prepare(kIdsOfFolder));
  for (const FolderId folder : query.folders) {
    rows.bind(folder, list_of(query), query.after, query.up_to);
    for (;;) {
      TRY_SET(const bool found, rows.step());
      if (!found) break;
      rows.read(ids.emplace_back());
    }
    rows.reset();
  }
  const auto wanted = std::min(query.limit, ids.size());
  std::partial_sort(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(wanted), ids.end());
  ids.resize(wanted);
  return ids;
}

Result<std::int64_t> messages_in(Connection& connection, FolderId folder, std::int64_t list) {
  TRY_SET(const std::int64_t some, connection.number(kCountSome, folder, list, kCounted));
  if (some < kCounted) return some;
  TRY_SET(Statement counters, connection.prepare(kCounters));
  counters.bind(folder);
  TRY_SET(const bool found, counters.step());
  std::int64_t content = 0, associated = 0, deleted = 0;
  if (found) counters.read(content, associated, deleted);
  return std::max(some, count_in(list, content, associated, deleted));
}

Result<bool> by_index(Connection& connection, const ScanQuery& query) {
  if (query.folders.empty()) return false;
  TRY_SET(const std::int64_t last, connection.number(kLastId));
  const std::int64_t end = std::min(last, query.up_to.value);
  if (end <= query.after.value) return true;  // no rows, either way
  ScanSize size{.rows = end - std::max<std::int64_t>(query.after.value, 0), .limit = query.limit};
  const std::int64_t most = most_by_index(size.rows);
  for (const FolderId folder : query.folders) {
    if (size.matches > most) break;
    TRY_SET(const std::int64_t found, messages_in(connection, folder, list_of(query)));
    size.matches += found;
  }
  return is_index_quicker(size);
}

bool are_dense(std::span<const MessageId> ids) {
  if (ids.size() < kFewestToWalk || !std::is_sorted(ids.begin(), ids.end())) return false;
  const std::int64_t first = ids.front().value, last = ids.back().value;
  return first > 0 && (last - first) / kSparsest < static_cast<std::int64_t>(ids.size());
}

Status walk_past(Connection& connection, std::span<const MessageId> ids, RowFields fields, const VisitRow& visit) {
  TRY_SET(Statement rows, connection.prepare_built(select(Deletion::read, fields, false) + kFromTo));
  rows.bind(ids.front(), ids.back());
  Visitor visitor(Deletion::read, fields, false, visit);
  auto wanted = ids.begin();
  for (bool more = true; more;) {
    TRY_SET(const bool found, rows.step());
    if (!found) break;
    const MessageId id = visitor.read_id(rows);
    while (wanted != ids.end() && *wanted < id) ++wanted;
    if (wanted == ids.end()) break;
    if (*wanted != id) continue;
    TRY_SET(more, visitor.visit_rest(rows));
  }
  return ok_status();
}

}  // namespace

Status scan_messages(Connection& connection, const ScanQuery& query, const VisitRow& visit) {
  TRY_SET(const bool index, by_index(connection, query));
  if (!index) return walk_rows(connection, query, visit);
  TRY_SET(const std::vector<MessageId> ids, ids_of_folders(connection, query));
  return visit_messages(connection, ids, query.fields, query.content, visit);
}

Status visit_messages(Connection& connection, std::span<const MessageId> ids, RowFields fields, bool content,
                      const VisitRow& visit) {
  if (!content && are_dense(ids)) return walk_past(connection, ids, fields, visit);
  std::string sql = select(Deletion::read, fields, content);
  if (content) sql += kJoinContent;
  sql += kOne;
  TRY_SET(Statement row, connection.prepare_built(std::move(sql)));
  Visitor visitor(Deletion::read, fields, content, visit);
  for (const MessageId id : ids) {
    row.bind(id);
    TRY_SET(const bool found, row.step());
    if (found) {
      TRY_SET(const bool more, visitor.visit(row));
      if (!more) break;
    }
    row.reset();
  }
  return ok_status();
}

}  // namespace postroom::storage
