#include <fcntl.h>
#include <unistd.h>

#include "base/try.h"
#include "storage/sqlite/committer.h"
#include "storage/sqlite/errors.h"
#include "storage/sqlite/large_values.h"
#include "storage/sqlite/maintenance.h"
#include "storage/sqlite/reader_pool.h"
#include "storage/sqlite/schema.h"
#include "storage/sqlite/search_index.h"
#include "storage/sqlite/sqlite_engine.h"
#include "storage/sqlite/store_file.h"
#include "storage/sqlite/writer_lock.h"

namespace postroom::storage {
namespace {

constexpr int kWriterCacheKilobytes = 8 * 1024;
constexpr char kUseLog[] = "PRAGMA journal_mode = WAL";
// After a great transaction the log file shrinks to this again, in bytes.
constexpr char kLimitLog[] = "PRAGMA journal_size_limit = 33554432";
constexpr char kNoWiping[] =
    "PRAGMA secure_delete = OFF";  // Debian compiles it on; it would write every freed page

class SqliteEngine final : public Engine {
 public:
  explicit SqliteEngine(ConnectionOptions options)
      : options_(std::move(options)), readers_(options_), watcher_(Watcher::make(options_)) {}

  ~SqliteEngine() override {
    if (committer_) committer_->finish();
    watcher_->stop();
    readers_.close_idle();
    // The writer goes last: only it can move the log file into the store and remove it.
    committer_.reset();
  }

  void write_with(std::unique_ptr<Connection> writer, std::unique_ptr<WriterLock> lock,
                  std::chrono::milliseconds patience) {
    committer_ = std::make_unique<Committer>(std::move(writer), std::move(lock), watcher_, patience);
  }

  bool is_read_only() const override { return committer_ == nullptr; }

  Result<std::unique_ptr<View>> view() override {
    TRY(check_settled());
    return readers_.view();
  }

  Result<std::optional<CurrentMessage>> current(MessageId id) override {
    TRY(check_settled());
    return readers_.current(id);
  }

  Result<std::optional<MessagePlace>> place(MessageId id) override {
    TRY(check_settled());
    return readers_.place(id);
  }

  void commit(Job job, Completion done) override {
    if (!committer_) return done(read_only_error(options_.path));
    committer_->commit(std::move(job), std::move(done), Announce::yes);
  }

  Result<std::unique_ptr<LargeWriter>> write_large() override {
    if (!committer_) return read_only_error(options_.path);
    return make_large_writer(
        [this](SqliteJob job) { return committer_->commit_and_wait(std::move(job), Announce::no); });
  }

  Result<bool> has_large(const LargeValue& value) override {
    TRY(check_settled());
    TRY_SET(const ReaderPool::Lease reader, readers_.borrow());
    TRY_SET(const std::optional<StoredLarge> large, find_large_value(*reader, value.hash));
    return large.has_value();
  }

  Result<std::size_t> read_large(const LargeValue& value, std::uint64_t offset,
                                 std::span<std::uint8_t> buffer) override {
    TRY(check_settled());
    TRY_SET(const ReaderPool::Lease reader, readers_.borrow());
    return read_large_value(*reader, value, offset, buffer);
  }

  Result<std::shared_ptr<void>> watch(std::function<void()> changed) override {
    return watcher_->watch(std::move(changed));
  }

  Result<std::shared_ptr<SearchIndex>> search_index() override {
    return open_search_index(options_, committer_ ? IndexMode::read_write : IndexMode::read_only);
  }

  Result<StorageUse> use() override {
    TRY(check_settled());
    TRY_SET(const ReaderPool::Lease reader, readers_.borrow());
    StorageUse use;
    use.engine = "SQLite";
    TRY(count_large_values(*reader, use.large_values, use.large_bytes));
    use.bytes = size_of_store_files(options_.path);
    return use;
  }

  Result<std::vector<std::string>> verify() override {
    TRY(check_settled());
    TRY_SET(const std::unique_ptr<Connection> connection, Connection::open_reader(options_));
    return verify_store(*connection);
  }

  Status backup(const std::string& destination, const Progress& progress) override {
    TRY(check_settled());
    return back_up_store(options_, destination, progress);
  }

  Status reclaim_space(const Progress& progress) override {
    if (!committer_) return read_only_error(options_.path);
    return reclaim_store_space(options_, *committer_, progress);
  }

 private:
  Status check_settled() { return committer_ ? committer_->check_settled() : ok_status(); }

  const ConnectionOptions options_;
  ReaderPool readers_;
  const std::shared_ptr<Watcher> watcher_;
  std::unique_ptr<Committer> committer_;  // null: read-only
};

ConnectionOptions connection_options(const std::string& path, const SqliteOptions& options) {
  return {.path = path,
          .vfs = options.vfs,
          .cache_kilobytes = kReaderCacheKilobytes,
          .patience = options.patience};
}

// The header was right, so what SQLite cannot make sense of is damage.
Error as_damage(Error error) {
  if (error.code == Code::not_a_store) error.code = Code::corrupt;
  return error;
}

// The connection is on a store whose tables this program knows.
Status check_tables(Connection& connection) {
  TRY_SET(const std::int64_t version, read_schema_version(connection));
  if (version < kSchemaVersion) {
    return Error{
        Code::read_only, connection.path() + " was made by an older Postroom; open it once for writing.", {}};
  }
  TRY(read_counters(connection));
  return ok_status();
}

Result<std::unique_ptr<Connection>> open_writer(ConnectionOptions options) {
  options.cache_kilobytes = kWriterCacheKilobytes;
  TRY_SET(std::unique_ptr<Connection> writer, Connection::open(options, ConnectionKind::writer));
  TRY_SET(const std::int64_t version, read_schema_version(*writer));
  TRY(writer->run_once(kUseLog));
  TRY(writer->run_once(kLimitLog));
  TRY(writer->run_once(kNoWiping));
  if (version < kSchemaVersion) TRY(upgrade_schema(*writer, upgrade_steps()));
  TRY(check_tables(*writer));
  return writer;
}

Result<std::unique_ptr<Engine>> open_for_writing(const ConnectionOptions& options) {
  TRY_SET(std::unique_ptr<WriterLock> lock, WriterLock::open(options.path));
  TRY_SET(std::unique_ptr<Connection> writer, open_writer(options));
  auto engine = std::make_unique<SqliteEngine>(options);
  engine->write_with(std::move(writer), std::move(lock), options.patience);
  return std::unique_ptr<Engine>(std::move(engine));
}

Result<std::unique_ptr<Engine>> open_for_reading(const ConnectionOptions& options) {
  TRY_SET(const std::unique_ptr<Connection> connection, Connection::open_reader(options));
  TRY(check_tables(*connection));
  return std::unique_ptr<Engine>(std::make_unique<SqliteEngine>(options));
}

bool is_about_permissions(Code code) { return code == Code::no_access || code == Code::read_only; }

Status fill_new_store(const std::string& path, const SqliteOptions& options) {
  TRY_SET(const std::unique_ptr<Connection> connection,
          Connection::open(connection_options(path, options), ConnectionKind::writer));
  return create_schema(*connection, options.page_size);
}

// Killed half way, it leaves no store rather than half of one.
Status make_store(const std::string& path, const SqliteOptions& options) {
  TRY_SET(PartialFile file, PartialFile::make(path));
  TRY(fill_new_store(file.path(), options));
  return file.publish();
}

}  // namespace

Result<std::unique_ptr<Engine>> create_sqlite_engine(const std::string& path, const SqliteOptions& options) {
  TRY_SET(const std::string made, free_path(path));
  TRY(make_store(made, options));
  auto engine = open_for_writing(connection_options(made, options));
  if (!engine.ok()) remove_store_files(made);
  return engine;
}

Status make_sqlite_store(const std::string& path, const std::function<Status(Engine&)>& fill,
                         const SqliteOptions& options) {
  TRY_SET(const std::string made, free_path(path));
  TRY_SET(PartialFile file, PartialFile::make(made));
  TRY(fill_new_store(file.path(), options));
  {
    TRY_SET(const auto engine, open_for_writing(connection_options(file.path(), options)));
    TRY(fill(*engine));
  }
  ::unlink(lock_path_of(file.path()).c_str());
  return file.publish();
}

Result<std::unique_ptr<Engine>> open_sqlite_engine(const std::string& path, OpenMode mode,
                                                   const SqliteOptions& options) {
  TRY_SET(const std::string found, find_file(path, kStoreFormat));
  TRY(check_header(found, options.vfs, kStoreFormat));
  const ConnectionOptions connection = connection_options(found, options);
  if (mode == OpenMode::read_write && is_writable(found)) {
    auto engine = open_for_writing(connection);
    if (engine.ok()) return engine;
    if (!is_about_permissions(engine.error().code)) return as_damage(std::move(engine).error());
  }
  auto engine = open_for_reading(connection);
  if (!engine.ok()) return as_damage(std::move(engine).error());
  return engine;
}

}  // namespace postroom::storage
