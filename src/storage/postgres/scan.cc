// View::scan and View::scan_these: many rows, and of each little more than what is asked for. Rows come in
// answers of limited size, so that memory stays small whatever the number of messages.
#include <algorithm>

#include "base/try.h"
#include "storage/postgres/view.h"
#include "storage/scan_walk.h"

namespace postroom::storage::postgres {
namespace {

constexpr std::size_t kRowsAtOnce = 4096;  // in one answer
constexpr std::size_t kContentsAtOnce = 128;
constexpr std::size_t kIdsAtOnce = 1024;  // in one statement

// A combination of fields has no statement of its own; it gets the first of these that has them all. Columns
// stand in the order of the fields' bits.
#define ROW "SELECT m.id, m.folder, m.list, m.deleted"
#define NUMBERS ", m.version, m.change_number, m.read_state, m.log_position, m.history_count, m.history_bytes"
#define FLAGS_SIZE_DATE ", m.flags, m.status, m.size, m.date"
#define TIMES ", m.created, m.modified"
#define IMPORTANCE ", m.importance, m.has_attachments"
#define TEXTS ", m.message_class, m.subject, m.sender, m.display_to"
#define KEYS ", m.subject_key, m.sender_key, m.to_key"
#define CONTENT ", v.change_number IS NOT NULL, v.content"

#define MESSAGES " FROM postroom.message m"
#define AND_CONTENT               \
  " LEFT JOIN postroom.version v" \
  " ON v.store_id = $1 AND v.change_number = m.change_number"
#define OF_ALL                                                          \
  " WHERE m.store_id = $1 AND m.id > $2 AND m.id <= $3 AND m.list = $4" \
  " ORDER BY m.id LIMIT $5"
#define OF_FOLDERS                                                                             \
  " WHERE m.store_id = $1 AND m.id > $2 AND m.id <= $3 AND m.list = $4 AND m.folder = ANY($6)" \
  " ORDER BY m.id LIMIT $5"
#define OF_THESE " WHERE m.store_id = $1 AND m.id = ANY($2) ORDER BY m.id"

struct ScanSql {
  RowFields fields;
  Sql of_all, of_folders, of_these;
};
#define SCAN(fields, columns)                                                       \
  {                                                                                 \
    fields, Sql(ROW columns MESSAGES OF_ALL), Sql(ROW columns MESSAGES OF_FOLDERS), \
        Sql(ROW columns MESSAGES OF_THESE)                                          \
  }

constexpr RowFields kNumbersOfLists =
    RowFields::flags | RowFields::size | RowFields::date | RowFields::importance;
constexpr RowFields kSorted =
    kNumbersOfLists | RowFields::times | RowFields::subject_key | RowFields::sender_key | RowFields::to_key;

const ScanSql kRows[] = {
    SCAN(RowFields::none, ""),
    SCAN(RowFields::date, ", m.date"),
    SCAN(RowFields::date | RowFields::subject_key, ", m.date, m.subject_key"),
    SCAN(RowFields::date | RowFields::sender_key, ", m.date, m.sender_key"),
    SCAN(RowFields::date | RowFields::to_key, ", m.date, m.to_key"),
    SCAN(RowFields::date | RowFields::subject | RowFields::subject_key, ", m.date, m.subject, m.subject_key"),
    SCAN(RowFields::date | RowFields::sender | RowFields::sender_key, ", m.date, m.sender, m.sender_key"),
    SCAN(RowFields::date | RowFields::display_to | RowFields::to_key, ", m.date, m.display_to, m.to_key"),
    SCAN(kNumbersOfLists, FLAGS_SIZE_DATE IMPORTANCE),
    SCAN(kSorted, FLAGS_SIZE_DATE TIMES IMPORTANCE KEYS),
    SCAN(RowFields::all, NUMBERS FLAGS_SIZE_DATE TIMES IMPORTANCE TEXTS KEYS),
};
#define WHOLE_ROW ROW NUMBERS FLAGS_SIZE_DATE TIMES IMPORTANCE TEXTS KEYS CONTENT MESSAGES AND_CONTENT
const ScanSql kContents{RowFields::all, Sql(WHOLE_ROW OF_ALL), Sql(WHOLE_ROW OF_FOLDERS),
                        Sql(WHOLE_ROW OF_THESE)};

// Few rows meet these, so they bring all of them.
struct BoundedSql {
  BoundColumn column;
  Sql not_more, not_less;
};
#define OF_FOLDERS_AND(condition)                                                              \
  " WHERE m.store_id = $1 AND m.id > $2 AND m.id <= $3 AND m.list = $4 AND m.folder = ANY($6)" \
  " AND " condition " ORDER BY m.id LIMIT $5"
#define ALL_FIELDS ROW NUMBERS FLAGS_SIZE_DATE TIMES IMPORTANCE TEXTS KEYS MESSAGES
#define TIES(name, type) " OR (m." name " = $7::" type " AND m.date >= $8)"
#define NUMBER_BOUND(column, name)                                                                 \
  {                                                                                                \
    column, Sql(ALL_FIELDS OF_FOLDERS_AND("(m." name " < $7::bigint" TIES(name, "bigint") ")")),   \
        Sql(ALL_FIELDS OF_FOLDERS_AND("(m." name " > $7::bigint" TIES(name, "bigint") ")"))        \
  }
#define KEY_BOUND(column, name)                                                                                       \
  {                                                                                                                   \
    column, Sql(ALL_FIELDS OF_FOLDERS_AND("(m." name " < $7::bytea OR m." name " = ''" TIES(name, "bytea") ")")),  \
        Sql(ALL_FIELDS OF_FOLDERS_AND("(m." name " > $7::bytea OR m." name " = ''" TIES(name, "bytea") ")"))       \
  }
const BoundedSql kBounded[] = {
    NUMBER_BOUND(BoundColumn::size, "size"),
    NUMBER_BOUND(BoundColumn::date, "date"),
    NUMBER_BOUND(BoundColumn::created, "created"),
    NUMBER_BOUND(BoundColumn::modified, "modified"),
    NUMBER_BOUND(BoundColumn::importance, "importance"),
    KEY_BOUND(BoundColumn::subject_key, "subject_key"),
    KEY_BOUND(BoundColumn::sender_key, "sender_key"),
    KEY_BOUND(BoundColumn::to_key, "to_key"),
};

const Sql kLastId("SELECT max(m.id) FROM postroom.message m WHERE m.store_id = $1");
const Sql kCountSome(
    "SELECT count(*) FROM (SELECT FROM postroom.message m WHERE m.store_id = $1 AND m.folder = ANY($2)"
    " AND m.list = $3 LIMIT $4) counted");
const Sql kCounters(
    "SELECT coalesce(sum(f.content_count), 0)::bigint, coalesce(sum(f.associated_count), 0)::bigint,"
    " coalesce(sum(f.deleted_count), 0)::bigint FROM postroom.folder f WHERE f.store_id = $1 AND f.id = ANY($2)");
const Sql kIdsOfFolders(
    "SELECT m.id FROM postroom.message m WHERE m.store_id = $1 AND m.folder = ANY($2) AND m.list = $3"
    " AND m.id > $4 AND m.id <= $5");

#undef ROW
#undef NUMBERS
#undef FLAGS_SIZE_DATE
#undef TIMES
#undef IMPORTANCE
#undef TEXTS
#undef KEYS
#undef CONTENT
#undef MESSAGES
#undef AND_CONTENT
#undef OF_ALL
#undef OF_FOLDERS
#undef OF_THESE
#undef SCAN
#undef OF_FOLDERS_AND
#undef ALL_FIELDS
#undef TIES
#undef NUMBER_BOUND
#undef KEY_BOUND
#undef WHOLE_ROW

const ScanSql& statements_for(RowFields fields, bool content) {
  if (content) return kContents;
  const auto holds_all = [&](const ScanSql& sql) { return (sql.fields | fields) == sql.fields; };
  return *std::find_if(std::begin(kRows), std::end(kRows) - 1, holds_all);
}

// Reads rows and hands them on.
class Visitor {
 public:
  Visitor(RowFields fields, bool content, const VisitRow& visit)
      : sql_(statements_for(fields, content)), fields_(sql_.fields), content_(content), visit_(visit) {}

  const ScanSql& sql() const { return sql_; }
  void know_all_fields() { fields_ = RowFields::all; }
  // All rows of the answer; false: enough.
  Result<bool> visit(Rows& rows) {
    while (rows.next()) {
      std::int64_t list = 0;
      rows.read(record_.id, record_.folder, list, record_.deleted);
      record_.kind = kind_in(list);
      read_fields(rows, fields_, record_);
      bool is_there = true;
      if (content_) rows.read(is_there);
      if (!is_there) return missing_content_error(record_.id);
      if (!visit_(record_, content_ ? rows.read_view() : ByteView())) return false;
    }
    return true;
  }
  MessageId last() const { return record_.id; }

 private:
  const ScanSql& sql_;
  RowFields fields_;  // of the answer
  bool content_;
  const VisitRow& visit_;
  MessageRecord record_;  // one for all rows, so that its texts keep their memory
};

std::int64_t list_of(const ScanQuery& query) {
  return storage::list_of(query.kind, query.deleted == Deleted::yes);
}

std::size_t rows_at_once(bool content) { return content ? kContentsAtOnce : kRowsAtOnce; }

// `ask` is Connection::query() of a connection that sees one moment.
template <class Ask>
Status visit_messages(Ask ask, std::span<const MessageId> ids, Visitor visitor, bool content) {
  const std::size_t most = std::min(kIdsAtOnce, rows_at_once(content));
  while (!ids.empty()) {
    const auto some = ids.first(std::min(most, ids.size()));
    ids = ids.subspan(some.size());
    TRY_SET(Rows rows, ask(visitor.sql().of_these, some));
    TRY_SET(const bool more, visitor.visit(rows));
    if (!more) break;
  }
  return ok_status();
}

const Sql* bounded_sql(const ScanQuery& query) {
  if (!query.bound || query.content || query.folders.empty()) return nullptr;
  for (const BoundedSql& known : kBounded) {
    if (known.column == query.bound->column) return query.bound->past_is_more ? &known.not_more : &known.not_less;
  }
  return nullptr;
}

template <class Ask>
Status walk_rows(Ask ask, const ScanQuery& query, Visitor visitor) {
  const std::int64_t list = list_of(query);
  MessageId after = query.after;
  const Sql* const bounded = bounded_sql(query);
  if (bounded) visitor.know_all_fields();
  const auto next = [&](std::size_t wanted) -> Result<Rows> {
    if (query.folders.empty()) return ask(visitor.sql().of_all, after, query.up_to, list, as_limit(wanted));
    if (!bounded) return ask(visitor.sql().of_folders, after, query.up_to, list, as_limit(wanted), query.folders);
    return std::visit(
        [&](const auto& bound) {
          return ask(*bounded, after, query.up_to, list, as_limit(wanted), query.folders, bound,
                     query.bound->same_from);
        },
        query.bound->value);
  };
  for (std::size_t left = query.limit; left > 0;) {
    const std::size_t wanted = std::min(left, rows_at_once(query.content));
    TRY_SET(Rows rows, next(wanted));
    TRY_SET(const bool more, visitor.visit(rows));
    const auto count = static_cast<std::size_t>(rows.count());
    if (!more || count < wanted) break;
    after = visitor.last();
    left -= count;
  }
  return ok_status();
}

template <class Ask, class... Values>
Result<std::int64_t> number(Ask ask, const Sql& sql, const Values&... values) {
  TRY_SET(Rows rows, ask(sql, values...));
  std::int64_t found = 0;
  if (rows.next()) rows.read(found);
  return found;
}

template <class Ask>
Result<bool> by_index(Ask ask, const ScanQuery& query) {
  if (query.folders.empty()) return false;
  TRY_SET(const std::int64_t last, number(ask, kLastId));
  const std::int64_t end = std::min(last, query.up_to.value);
  if (end <= query.after.value) return true;  // no rows, either way
  ScanSize size{.rows = end - std::max<std::int64_t>(query.after.value, 0), .limit = query.limit};
  const std::int64_t list = list_of(query);
  TRY_SET(size.matches, number(ask, kCountSome, query.folders, list, kCounted));
  if (size.matches == kCounted) {
    TRY_SET(Rows rows, ask(kCounters, query.folders));
    std::int64_t content = 0, associated = 0, deleted = 0;
    if (rows.next()) rows.read(content, associated, deleted);
    size.matches = std::max(kCounted, count_in(list, content, associated, deleted));
  }
  return is_index_quicker(size);
}

// In order, from the index alone.
template <class Ask>
Result<std::vector<MessageId>> ids_of_folders(Ask ask, const ScanQuery& query) {
  TRY_SET(Rows rows, ask(kIdsOfFolders, query.folders, list_of(query), query.after, query.up_to));
  std::vector<MessageId> ids;
  ids.reserve(static_cast<std::size_t>(rows.count()));
  while (rows.next()) rows.read(ids.emplace_back());
  const auto wanted = std::min(query.limit, ids.size());
  std::partial_sort(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(wanted), ids.end());
  ids.resize(wanted);
  return ids;
}

}  // namespace

template <class Base>
Status Reads<Base>::scan(const ScanQuery& query, const VisitRow& visit) {
  const auto asking = [this](const Sql& sql, const auto&... values) { return this->ask(sql, values...); };
  const Visitor visitor(query.fields, query.content, visit);
  TRY_SET(const bool index, by_index(asking, query));
  if (!index) return walk_rows(asking, query, visitor);
  TRY_SET(const std::vector<MessageId> ids, ids_of_folders(asking, query));
  return visit_messages(asking, std::span(ids), visitor, query.content);
}

template <class Base>
Status Reads<Base>::scan_these(std::span<const MessageId> ids, RowFields fields, bool content,
                               const VisitRow& visit) {
  const auto asking = [this](const Sql& sql, const auto&... values) { return this->ask(sql, values...); };
  return visit_messages(asking, ids, Visitor(fields, content, visit), content);
}

template Status Reads<View>::scan(const ScanQuery& query, const VisitRow& visit);
template Status Reads<View>::scan_these(std::span<const MessageId> ids, RowFields fields, bool content,
                                        const VisitRow& visit);
template Status Reads<Transaction>::scan(const ScanQuery& query, const VisitRow& visit);
template Status Reads<Transaction>::scan_these(std::span<const MessageId> ids, RowFields fields, bool content,
                                               const VisitRow& visit);

}  // namespace postroom::storage::postgres
