// What the tests of this folder share: a folder of their own, stores in it, raw SQL on them, and child
// processes.
#pragma once

#include "base/try.h"
#include "storage/sqlite/sqlite_engine.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>

namespace postroom::storage {

// The value, or the end of the test with the error's text.
template <class T>
T must(Result<T> result) {
  if (!result.ok())
    throw std::runtime_error(std::string(code_name(result.error().code)) + ": " + describe(result.error()));
  return std::move(result).value();
}

class StoreTest : public testing::Test {
 protected:
  StoreTest() {
    // In memory where the machine has such a folder: these tests lose no power.
    const std::filesystem::path memory = "/dev/shm";
    const bool in_memory = std::filesystem::is_directory(memory);
    const auto parent = in_memory ? memory : std::filesystem::temp_directory_path();
    std::string pattern = (parent / "postroom-sqlite-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
  }
  ~StoreTest() override {
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
    std::filesystem::remove_all(folder_);
  }

  std::string folder() const { return folder_.string(); }
  std::string path(const std::string& name = "a.postroom") const { return (folder_ / name).string(); }
  std::unique_ptr<Engine> create() const { return must(create_sqlite_engine(path())); }
  std::unique_ptr<Engine> open(OpenMode mode = OpenMode::read_write) const {
    return must(open_sqlite_engine(path(), mode));
  }
  Code code_of_opening(OpenMode mode = OpenMode::read_write) const {
    const auto engine = open_sqlite_engine(path(), mode);
    return engine.ok() ? throw std::runtime_error("it opened") : engine.error().code;
  }

 private:
  std::filesystem::path folder_;
};

inline Status put(Engine& engine, const std::string& key, const std::string& value) {
  return commit_and_wait(engine,
                         [&](Transaction& transaction) { return transaction.put_setting(key, value); });
}

inline std::optional<std::string> get(Engine& engine, const std::string& key) {
  return must(must(engine.view())->setting(key));
}

// One message with its version, in a folder that is made if need be; returns its id.
inline MessageId add_message(Engine& engine, std::size_t content_bytes = 100, std::int64_t folder = 0) {
  MessageId id;
  must(commit_and_wait(engine, [&](Transaction& transaction) -> Status {
    TRY_SET(const auto known, transaction.folder({folder}));
    FolderRecord made;
    made.id = made.parent = {folder};
    if (!known) TRY(transaction.insert_folder(made));
    TRY_SET(id.value, transaction.allocate_id());
    VersionRecord version;
    version.info.message = id;
    version.info.number = {1};
    version.content.assign(content_bytes, 'x');
    MessageRecord message;
    message.id = id;
    message.folder = {folder};
    TRY_SET(message.change_number, transaction.insert_version(version, {}));
    return transaction.insert_message(message);
  }));
  return id;
}

// Behind the engine's back.
inline void run_sql(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  char* message = nullptr;
  sqlite3_open(path.c_str(), &database);
  sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message);
  const std::string error = message ? message : "";
  sqlite3_free(message);
  sqlite3_close(database);
  if (!error.empty()) throw std::runtime_error(sql + ": " + error);
}

inline std::string contents_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A process that does `work` and says whether all was well. Start it while this process has no other thread.
class Child {
 public:
  explicit Child(const std::function<bool()>& work) : id_(fork()) {
    if (id_ == 0) _exit(succeeds(work) ? 0 : 1);
  }
  Child(Child&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  ~Child() { wait(); }
  // Whether it ended well.
  bool wait() {
    int status = 0;
    if (id_ <= 0 || waitpid(std::exchange(id_, -1), &status, 0) < 0) return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

 private:
  static bool succeeds(const std::function<bool()>& work) {
    try {
      return work();
    } catch (const std::exception& thrown) {
      std::fprintf(stderr, "in a child process: %s\n", thrown.what());
      return false;
    }
  }
  pid_t id_;
};

// Bytes between processes, to wait for each other without clocks.
class Signal {
 public:
  Signal() {
    if (pipe(ends_) != 0) throw std::runtime_error("no pipe");
  }
  ~Signal() {
    close(ends_[0]);
    close(ends_[1]);
  }
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;
  void give() { (void)!write(ends_[1], "x", 1); }
  void await() {
    char byte = 0;
    (void)!read(ends_[0], &byte, 1);
  }

 private:
  int ends_[2];
};

}  // namespace postroom::storage
