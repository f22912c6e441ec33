#include <string_view>

#include "base/try.h"
#include "storage/record_rows.h"
#include "storage/sqlite/maintenance.h"

namespace postroom::storage {
namespace {

constexpr std::size_t kMaxFindings = 100;  // of each check

constexpr char kIntegrity[] = "PRAGMA integrity_check(100)";

// A query that finds what is wrong, with up to two numbers a row, and the sentence about a row: # is the next
// number.
struct Check {
  const char* sql;
  const char* sentence;
};

constexpr Check kChecks[] = {
    {"SELECT m.id, m.change_number FROM message m LEFT JOIN version v ON v.change_number = m.change_number"
     " AND v.message = m.id WHERE v.change_number IS NULL",
     "Message # has lost its content, version #; restore it from a backup."},
    {"SELECT v.change_number, v.message FROM version v LEFT JOIN message m ON m.id = v.message WHERE m.id IS "
     "NULL",
     "Version # belongs to message #, which does not exist."},
    {"SELECT m.id, m.folder FROM message m LEFT JOIN folder f ON f.id = m.folder WHERE f.id IS NULL",
     "Message # is in folder #, which does not exist."},
    {"SELECT f.id, f.parent FROM folder f LEFT JOIN folder p ON p.id = f.parent WHERE p.id IS NULL",
     "Folder # is in folder #, which does not exist."},
    {"SELECT id, list FROM message WHERE list NOT BETWEEN 0 AND 3 OR (list >= 2) <> (deleted IS NOT NULL)",
     "Message # is kept in list #, which contradicts whether it is deleted."},
    {"SELECT l.winner, l.copy FROM link l LEFT JOIN message w ON w.id = l.winner"
     " LEFT JOIN message c ON c.id = l.copy WHERE w.id IS NULL OR c.id IS NULL",
     "The conflict link between messages # and # has lost one of them."},
    // A store that has moved keeps its last id as -1 - last_id (storage/seal.h).
    {"SELECT greatest, max(last_id, -1 - last_id) AS last FROM (SELECT max(id) AS greatest FROM message), "
     "counters"
     " WHERE greatest > last",
     "Message # has an id past #, the last one given out."},
    {"SELECT greatest, max(last_id, -1 - last_id) AS last FROM (SELECT max(id) AS greatest FROM folder), "
     "counters"
     " WHERE greatest > last",
     "Folder # has an id past #, the last one given out."},
    {"SELECT greatest, counters.change_number FROM (SELECT max(change_number) AS greatest FROM version), "
     "counters"
     " WHERE greatest > counters.change_number",
     "Version # has a change number past #, the last one given out."},
    {"SELECT greatest, counters.read_state FROM (SELECT max(read_state) AS greatest FROM message), counters"
     " WHERE greatest > counters.read_state",
     "A message has read-state number #, past #, the last one given out."},
    {"SELECT greatest, log_position FROM (SELECT max(position) AS greatest FROM log), counters"
     " WHERE greatest > log_position",
     "Log entry # is past #, the last position given out."},
    {"SELECT entries, log_position - log_start FROM (SELECT count(*) AS entries FROM log), counters"
     " WHERE entries <> log_position - log_start",
     "The log has # entries and should have #."},
    {"SELECT r.version, r.large FROM large_reference r LEFT JOIN version v ON v.change_number = r.version"
     " LEFT JOIN large_value l ON l.id = r.large WHERE v.change_number IS NULL OR l.hash IS NULL",
     "The reference of version # to large value # leads nowhere."},
    {"SELECT l.id, count(r.version) FROM large_value l LEFT JOIN large_reference r ON r.large = l.id"
     " GROUP BY l.id HAVING count(r.version) <> l.reference_count",
     "Large value # counts its references wrongly; there are #."},
    {"SELECT c.id >> 20, c.id & 1048575 FROM chunk c LEFT JOIN large_value l ON l.id = c.id >> 20"
     " WHERE l.id IS NULL",
     "Chunk of large value #, number #, is left over."},
    {"SELECT l.id, l.size FROM large_value l LEFT JOIN chunk c ON c.id BETWEEN l.id << 20 AND (l.id << 20) + "
     "1048575"
     " GROUP BY l.id HAVING coalesce(sum(length(c.data)), 0) <> l.size"
     " OR count(c.id) <> (l.size + 262143) / 262144 OR max(c.id) <> (l.id << 20) + count(c.id) - 1",
     "Large value # does not have all of its # bytes."},
    {"SELECT c.id >> 20, c.id & 1048575 FROM chunk c JOIN chunk next ON next.id = c.id + 1"
     " AND next.id >> 20 = c.id >> 20 WHERE length(c.data) <> 262144",
     "Large value # has a chunk, number #, of the wrong size."},
};

Status find_wrong(Connection& connection, const Check& check, std::vector<std::string>& findings) {
  TRY_SET(Statement rows, connection.prepare(check.sql));
  for (std::size_t count = 0;; ++count) {
    TRY_SET(const bool found, rows.step());
    if (!found) return ok_status();
    if (count == kMaxFindings) {
      findings.push_back("There are more of this kind.");
      return ok_status();
    }
    findings.push_back(sentence_about(rows, check.sentence));
  }
}

Status find_damage(Connection& connection, std::vector<std::string>& findings) {
  TRY_SET(Statement rows, connection.prepare(kIntegrity));
  for (;;) {
    TRY_SET(const bool found, rows.step());
    if (!found) return ok_status();
    std::string line;
    rows.read(line);
    if (line != "ok") findings.push_back("The file is damaged: " + line + ".");
  }
}

// Damage that a reading stumbles over is a finding, not a failure of the check.
Status note_damage(Status status, std::vector<std::string>& findings) {
  if (status.ok() || status.error().code != Code::corrupt) return status;
  findings.push_back(describe(status.error()));
  return ok_status();
}

}  // namespace

Result<std::vector<std::string>> verify_store(Connection& connection) {
  std::vector<std::string> findings;
  TRY(note_damage(find_damage(connection, findings), findings));
  for (const Check& check : kChecks) TRY(note_damage(find_wrong(connection, check, findings), findings));
  return findings;
}

}  // namespace postroom::storage
