#include "storage/sqlite/search_file.h"

#include <fcntl.h>
#include <postroom/session.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/try.h"
#include "storage/sqlite/errors.h"
#include "storage/sqlite/schema.h"
#include "storage/sqlite/writer_lock.h"

namespace postroom::storage {
namespace {

constexpr std::int64_t kIndexApplication = 0x50737453;  // "PstS"
constexpr std::int64_t kIndexVersion = 2;
constexpr off_t kRoleByte =
    10;  // of the store's lock file; the ones before it are the writers' (writer_lock.cc)
constexpr int kCacheKilobytes = 32 * 1024;

// `written` counts the texts in `grams`, those of swept entries too: a text cannot be taken out of it again,
// as nothing keeps what it was. Only rowids are in it (detail = none), and no sizes of the texts. `pairs` has the words
// of search_pairs.h.
constexpr char kTables[] = R"sql(
PRAGMA page_size = 8192;
PRAGMA application_id = 1349743699;
PRAGMA user_version = 2;
CREATE TABLE state(
  id INTEGER PRIMARY KEY, position INTEGER NOT NULL, scanned INTEGER NOT NULL, mark TEXT NOT NULL,
  made_by TEXT NOT NULL, making INTEGER NOT NULL, entries INTEGER NOT NULL, written INTEGER NOT NULL);
CREATE TABLE entry(version INTEGER PRIMARY KEY, message INTEGER NOT NULL);
CREATE VIRTUAL TABLE grams USING fts5(
  text, content = '', detail = none, columnsize = 0, tokenize = 'trigram case_sensitive 1');
INSERT INTO grams(grams, rank) VALUES('hashsize', 16777216);
CREATE VIRTUAL TABLE pairs USING fts5(text, content = '', detail = none, columnsize = 0, tokenize = 'ascii');
)sql";
constexpr char kFirstState[] = "INSERT INTO state VALUES(1, ?, ?, ?, ?, ?, 0, 0)";
constexpr char kApplication[] = "PRAGMA application_id";
constexpr char kVersion[] = "PRAGMA user_version";
constexpr char kUseJournal[] = "PRAGMA journal_mode = TRUNCATE";
constexpr char kKeepInMemory[] =
    "PRAGMA cache_spill = OFF";  // or readers would have to wait for all of a batch
constexpr char kNoWiping[] = "PRAGMA secure_delete = OFF";

std::int64_t random_making() {
  std::int64_t making = 0;
  while (making == 0) making = static_cast<std::int64_t>(system_random()->number());
  return making;
}

class Role {
 public:
  explicit Role(int descriptor) : descriptor_(descriptor) {}
  ~Role() { ::close(descriptor_); }
  Role(const Role&) = delete;
  Role& operator=(const Role&) = delete;

 private:
  const int descriptor_;
};

Status check_index(Connection& connection) {
  TRY_SET(const std::int64_t application, connection.number(kApplication));
  if (application == kApplicationId) {
    return Error{Code::not_supported,
                 connection.path() + " is a store and cannot be a search index; give it another name.",
                 {}};
  }
  TRY_SET(const std::int64_t version, connection.number(kVersion));
  if (application == kIndexApplication && version == kIndexVersion) return ok_status();
  return Error{Code::corrupt, connection.path() + " is not a search index of this program.", {}};
}

// Who may read the store may read what is in it.
void adopt_permissions(const std::string& path, const std::string& store_path) {
  struct stat store {};
  if (::stat(store_path.c_str(), &store) != 0) return;
  if (::chmod(path.c_str(), store.st_mode & 0777) != 0) return;
  if (::geteuid() == 0) (void)!::chown(path.c_str(), store.st_uid, store.st_gid);
}

Status fill_index(const ConnectionOptions& options, const std::string& made_by, const IndexPlace& place) {
  TRY_SET(const auto connection, Connection::open(options, ConnectionKind::writer));
  TRY(connection->run_once(kTables));
  return connection->run(kFirstState, place.position, place.scanned, place.mark, made_by, random_making());
}

}  // namespace

std::string search_path_of(const std::string& store_path) { return store_path + ".search"; }

void remove_search_files(const std::string& store_path) {
  const std::string path = search_path_of(store_path);
  for (const char* ending : {"-journal", ""}) ::unlink((path + ending).c_str());
}

std::optional<FileIdentity> identity_of(const std::string& path) {
  struct stat now {};
  if (::stat(path.c_str(), &now) != 0) return std::nullopt;
  return FileIdentity{now.st_dev, now.st_ino};
}

Result<std::optional<OpenedIndex>> open_index(const ConnectionOptions& store, IndexAccess access) {
  ConnectionOptions options = store;
  options.path = search_path_of(store.path);
  const auto file = identity_of(options.path);
  if (!file) return std::optional<OpenedIndex>();
  if (access == IndexAccess::write) options.cache_kilobytes = kCacheKilobytes;
  // Also for reading with the right to write, where that is: the journal of a writer that was killed has to
  // be undone.
  const auto kind = is_writable(options.path) ? ConnectionKind::writer : ConnectionKind::reader;
  TRY_SET(auto connection, Connection::open(options, kind));
  TRY(check_index(*connection));
  if (access == IndexAccess::write) {
    for (const char* const sql : {kUseJournal, kKeepInMemory, kNoWiping}) TRY(connection->run_once(sql));
  }
  if (identity_of(options.path) != file) return std::optional<OpenedIndex>();  // replaced just now
  return std::optional(OpenedIndex{std::move(connection), *file});
}

Status make_index(const ConnectionOptions& store, const std::string& made_by, const IndexPlace& place) {
  if (auto there = open_index(store, IndexAccess::read); !there.ok()) {
    if (there.error().code == Code::not_supported) return std::move(there).error();
  }
  TRY_SET(PartialFile file, PartialFile::make(search_path_of(store.path)));
  ConnectionOptions options = store;
  options.path = file.path();
  TRY(fill_index(options, made_by, place));
  adopt_permissions(file.path(), store.path);
  remove_search_files(store.path);
  return file.publish();
}

Result<std::shared_ptr<void>> take_index_role(const std::string& store_path) {
  const std::string path = lock_path_of(store_path);
  const int opened = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (opened < 0) return system_error("The lock file of " + store_path + " cannot be opened.", errno);
  auto role = std::make_shared<Role>(opened);
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = kRoleByte;
  lock.l_len = 1;
  if (::fcntl(opened, F_OFD_SETLK, &lock) == 0) return std::shared_ptr<void>(std::move(role));
  if (errno == EAGAIN || errno == EACCES) return std::shared_ptr<void>();
  return system_error("The lock file of " + store_path + " cannot be locked.", errno);
}

}  // namespace postroom::storage
