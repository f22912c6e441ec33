// What engine.h says in words, said in tests. An engine runs the suite in three lines of a test program that
// links postroom_storage_conformance:
//   INSTANTIATE_TEST_SUITE_P(Sqlite, EngineTest, testing::Values(EngineFactory{...}), engine_name);
#pragma once

#include "base/try.h"
#include "storage/conformance_samples.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace postroom::storage {

// How to make and find stores of one engine. Several engines may have one address open at once.
struct EngineFactory {
  using Open = std::function<Result<std::unique_ptr<Engine>>(const std::string& address)>;
  std::string name;  // letters and digits
  // An address where nothing is yet. `folder` is new and empty and belongs to one test.
  std::function<std::string(const std::filesystem::path& folder, const std::string& store)> address;
  Open create;
  Open open;
  Open open_read_only;
  // Where a backup goes and how to open it, for an engine that writes backups for another one; else as any store.
  std::function<std::string(const std::filesystem::path& folder)> backup_address = {};
  Open open_backup = {};
};

// How GoogleTest names the parameter of a failed test.
inline void PrintTo(const EngineFactory& factory, std::ostream* out) { *out << factory.name; }

inline std::string engine_name(const testing::TestParamInfo<EngineFactory>& info) { return info.param.name; }

// A fresh store for each test; every test ends with verify() finding nothing.
class EngineTest : public testing::TestWithParam<EngineFactory> {
 public:
  void SetUp() override;
  void TearDown() override;

 protected:
  Engine& engine() { return *engine_; }
  const std::string& address() const { return address_; }
  std::string other_address(const std::string& store) const { return GetParam().address(folder_, store); }
  std::string backup_address() const;
  std::unique_ptr<Engine> open_backup() const;  // what is at backup_address()
  std::unique_ptr<View> view() { return must(engine_->view()); }
  void close() { engine_.reset(); }
  void reopen();  // closes, and opens what is stored
  std::unique_ptr<Engine> open_another() const { return must(GetParam().open(address_)); }

  // Commits, and ends the test when that fails.
  void commit(Job job) { must(commit_and_wait(*engine_, std::move(job))); }
  Code code_of(Job job);  // of a commit that has to fail

  FolderId add_folder();
  MessageId add_message(FolderId folder, FileTime date = {1000});
  // `count` of them in one commit.
  std::vector<MessageId> add_messages(FolderId folder, int count);
  MessageId add_as(FolderId folder, MessageKind kind, std::optional<FileTime> deleted);
  MessageId add_message_with(FolderId folder, const std::vector<ContentHash>& large);
  ChangeNumber add_version(MessageId message, std::int64_t number,
                           const std::vector<ContentHash>& large = {});
  MessageRecord message(MessageId id);
  // Stages a value with these bytes.
  LargeValue put_large(ByteView bytes) { return put_large(*engine_, bytes); }
  LargeValue put_large(Engine& into, ByteView bytes);
  Result<Bytes> read_large(const LargeValue& value);
  std::size_t collect(FileTime before, FileTime now = kNow, std::size_t limit = 1000);

  // Later than any clock the engine may look at, so that values staged just now count as old.
  static constexpr FileTime kFarFuture{std::int64_t{1} << 62};
  static constexpr FileTime kNow{std::int64_t{1} << 61};

 private:
  std::filesystem::path folder_;
  std::string address_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace postroom::storage
