#include "storage/postgres/verify.h"

#include <algorithm>
#include <string_view>

#include "base/try.h"
#include "storage/postgres/large_values.h"
#include "storage/record_rows.h"

namespace postroom::storage::postgres {
namespace {

constexpr std::int64_t kMaxFindings = 100;  // of each check
constexpr std::chrono::hours kPatience{1};  // for one of them, in a great store
static_assert(kChunkSize == 262144, "the checks below have it as a number");

const Sql kBegin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", Scope::session);
const Sql kEnd("COMMIT", Scope::session);
// Before a new store has statistics the planner takes it for empty, and would look for each row's counterpart
// among all rows. What it thinks of the plan that is left is so far off that it would compile each for a
// second.
const Sql kCompareWholeTables(
    "SELECT set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true)", Scope::session);

// A query that finds what is wrong, with up to two numbers a row, and the sentence about a row: # is the next
// number.
struct Check {
  Sql sql;
  const char* sentence;
};

// last_id may be that of a sealed store (seal.h).
const Check kChecks[] = {
    {Sql("SELECT m.id, m.change_number FROM postroom.message m LEFT JOIN postroom.version v"
         " ON v.store_id = $1 AND v.change_number = m.change_number AND v.message = m.id"
         " WHERE m.store_id = $1 AND v.change_number IS NULL LIMIT $2"),
     "Message # has lost its content, version #; restore it from a backup."},
    {Sql("SELECT v.change_number, v.message FROM postroom.version v LEFT JOIN postroom.message m"
         " ON m.store_id = $1 AND m.id = v.message WHERE v.store_id = $1 AND m.id IS NULL LIMIT $2"),
     "Version # belongs to message #, which does not exist."},
    {Sql("SELECT m.id, m.folder FROM postroom.message m LEFT JOIN postroom.folder f"
         " ON f.store_id = $1 AND f.id = m.folder WHERE m.store_id = $1 AND f.id IS NULL LIMIT $2"),
     "Message # is in folder #, which does not exist."},
    {Sql("SELECT f.id, f.parent FROM postroom.folder f LEFT JOIN postroom.folder p"
         " ON p.store_id = $1 AND p.id = f.parent WHERE f.store_id = $1 AND p.id IS NULL LIMIT $2"),
     "Folder # is in folder #, which does not exist."},
    {Sql("SELECT id, list FROM postroom.message WHERE store_id = $1"
         " AND (list NOT BETWEEN 0 AND 3 OR (list >= 2) <> (deleted IS NOT NULL)) LIMIT $2"),
     "Message # is kept in list #, which contradicts whether it is deleted."},
    {Sql("SELECT l.winner, l.copy FROM postroom.link l"
         " LEFT JOIN postroom.message w ON w.store_id = $1 AND w.id = l.winner"
         " LEFT JOIN postroom.message c ON c.store_id = $1 AND c.id = l.copy"
         " WHERE l.store_id = $1 AND (w.id IS NULL OR c.id IS NULL) LIMIT $2"),
     "The conflict link between messages # and # has lost one of them."},
    {Sql("SELECT greatest, last_id FROM postroom.store,"
         " (SELECT max(id) AS greatest FROM postroom.message WHERE store_id = $1) m"
         " WHERE store_id = $1 AND greatest > GREATEST(last_id, -1 - last_id) LIMIT $2"),
     "Message # has an id past #, the last one given out."},
    {Sql("SELECT greatest, last_id FROM postroom.store,"
         " (SELECT max(id) AS greatest FROM postroom.folder WHERE store_id = $1) f"
         " WHERE store_id = $1 AND greatest > GREATEST(last_id, -1 - last_id) LIMIT $2"),
     "Folder # has an id past #, the last one given out."},
    {Sql("SELECT greatest, change_number FROM postroom.store,"
         " (SELECT max(change_number) AS greatest FROM postroom.version WHERE store_id = $1) v"
         " WHERE store_id = $1 AND greatest > change_number LIMIT $2"),
     "Version # has a change number past #, the last one given out."},
    {Sql("SELECT greatest, read_state FROM postroom.store,"
         " (SELECT max(read_state) AS greatest FROM postroom.message WHERE store_id = $1) m"
         " WHERE store_id = $1 AND greatest > read_state LIMIT $2"),
     "A message has read-state number #, past #, the last one given out."},
    {Sql("SELECT greatest, log_position FROM postroom.store,"
         " (SELECT max(position) AS greatest FROM postroom.log WHERE store_id = $1) l"
         " WHERE store_id = $1 AND greatest > log_position LIMIT $2"),
     "Log entry # is past #, the last position given out."},
    {Sql("SELECT entries, log_position - log_start FROM postroom.store,"
         " (SELECT count(*) AS entries FROM postroom.log WHERE store_id = $1) l"
         " WHERE store_id = $1 AND entries <> log_position - log_start LIMIT $2"),
     "The log has # entries and should have #."},
    {Sql("SELECT r.version, r.large FROM postroom.large_reference r"
         " LEFT JOIN postroom.version v ON v.store_id = $1 AND v.change_number = r.version"
         " LEFT JOIN postroom.large_value l ON l.store_id = $1 AND l.id = r.large"
         " WHERE r.store_id = $1 AND (v.change_number IS NULL OR l.hash IS NULL) LIMIT $2"),
     "The reference of version # to large value # leads nowhere."},
    {Sql("SELECT l.id, count(r.version) FROM postroom.large_value l LEFT JOIN postroom.large_reference r"
         " ON r.store_id = $1 AND r.large = l.id WHERE l.store_id = $1"
         " GROUP BY l.id, l.reference_count HAVING count(r.version) <> l.reference_count LIMIT $2"),
     "Large value # counts its references wrongly; there are #."},
    {Sql("SELECT greatest, last_large FROM postroom.store,"
         " (SELECT max(id) AS greatest FROM postroom.large_value WHERE store_id = $1) l"
         " WHERE store_id = $1 AND greatest > last_large LIMIT $2"),
     "Large value # has an id past #, the last one given out."},
    {Sql("SELECT c.large, c.number FROM postroom.chunk c LEFT JOIN postroom.large_value l"
         " ON l.store_id = $1 AND l.id = c.large WHERE c.store_id = $1 AND l.id IS NULL LIMIT $2"),
     "Chunk of large value #, number #, is left over."},
    {Sql("SELECT l.id, l.size FROM postroom.large_value l LEFT JOIN postroom.chunk c"
         " ON c.store_id = $1 AND c.large = l.id WHERE l.store_id = $1 GROUP BY l.id, l.size"
         " HAVING coalesce(sum(length(c.data)), 0) <> l.size OR count(c.number) <> (l.size + 262143) / 262144"
         " OR max(c.number) <> count(c.number) - 1 LIMIT $2"),
     "Large value # does not have all of its # bytes."},
    {Sql("SELECT c.large, c.number FROM postroom.chunk c JOIN postroom.chunk next"
         " ON next.store_id = $1 AND next.large = c.large AND next.number = c.number + 1"
         " WHERE c.store_id = $1 AND length(c.data) <> 262144 LIMIT $2"),
     "Large value # has a chunk, number #, of the wrong size."},
};

Status find_wrong(Connection& connection, const Check& check, std::vector<std::string>& findings) {
  TRY_SET(Rows rows, connection.query(check.sql, kMaxFindings + 1));
  for (std::int64_t count = 0; rows.next(); ++count) {
    if (count == kMaxFindings) {
      findings.push_back("There are more of this kind.");
      return ok_status();
    }
    findings.push_back(sentence_about(rows, check.sentence));
  }
  return ok_status();
}

}  // namespace

Result<std::vector<std::string>> verify_store(ConnectionOptions options) {
  options.patience = std::max<std::chrono::milliseconds>(options.patience, kPatience);
  TRY_SET(const std::unique_ptr<Connection> connection, Connection::open(options));
  std::vector<std::string> findings;
  connection->queue(kBegin);
  connection->queue(kCompareWholeTables);
  for (const Check& check : kChecks) {
    const Status checked = find_wrong(*connection, check, findings);
    if (checked.ok()) continue;
    // Damage that a reading stumbles over is a finding, not a failure of the check; but it ended the moment.
    if (checked.error().code != Code::corrupt || connection->is_lost()) return checked.error();
    findings.push_back(describe(checked.error()));
    connection->queue(kEnd);
    connection->queue(kBegin);
    connection->queue(kCompareWholeTables);
  }
  return findings;
}

}  // namespace postroom::storage::postgres
