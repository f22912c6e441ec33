#include "memory/memory_engine.h"

#include "base/try.h"
#include "memory/memory_transaction.h"

#include <postroom/session.h>

namespace postroom::storage {
namespace {

class MemoryWriter final : public LargeWriter {
 public:
  explicit MemoryWriter(std::shared_ptr<MemoryStore> store) : store_(std::move(store)) {}
  Status append(ByteView bytes) override {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return ok_status();
  }
  Status finish(const LargeValue& value) override {
    store_->publish(value.hash, std::move(bytes_));
    return ok_status();
  }

 private:
  std::shared_ptr<MemoryStore> store_;
  Bytes bytes_;
};

class MemoryEngine final : public Engine {
 public:
  MemoryEngine(std::shared_ptr<MemoryStore> store, MemoryAccessMode mode, MemoryStores& stores)
      : store_(std::move(store)), mode_(mode), stores_(stores) {}

  bool is_read_only() const override { return mode_ == MemoryAccessMode::read_only; }

  Result<std::unique_ptr<View>> view() override {
    auto tables = std::const_pointer_cast<MemoryTables>(store_->read());  // a View cannot write to them
    return std::unique_ptr<View>(std::make_unique<MemoryTransaction>(std::move(tables)));
  }

  void commit(Job job, Completion done) override {
    if (is_read_only()) return done(Error{Code::read_only, "The store is open for reading only.", {}});
    done(store_->commit(job));
  }

  Result<std::unique_ptr<LargeWriter>> write_large() override {
    return std::unique_ptr<LargeWriter>(std::make_unique<MemoryWriter>(store_));
  }

  Result<bool> has_large(const LargeValue& value) override {
    return store_->read()->large.contains(value.hash);
  }

  Result<std::size_t> read_large(const LargeValue& value, std::uint64_t offset,
                                 std::span<std::uint8_t> buffer) override {
    const auto tables = store_->read();
    const auto found = tables->large.find(value.hash);
    if (found == tables->large.end()) return Error{Code::not_found, "There is no such large value.", {}};
    return MemoryAccess(*found->second.bytes).read_at(offset, buffer);
  }

  Result<std::shared_ptr<void>> watch(std::function<void()> changed) override {
    const std::uint64_t watcher = store_->add_watcher(std::move(changed));
    return std::shared_ptr<void>(nullptr,
                                 [store = store_, watcher](void*) { store->remove_watcher(watcher); });
  }

  Result<std::shared_ptr<SearchIndex>> search_index() override {
    return open_memory_index(store_->index(), !is_read_only());
  }

  Result<StorageUse> use() override {
    StorageUse use;
    use.engine = "memory";
    for (const auto& [hash, large] : store_->read()->large) {
      use.large_values += 1;
      use.large_bytes += static_cast<std::int64_t>(large.bytes->size());
    }
    return use;
  }

  Result<std::vector<std::string>> verify() override { return std::vector<std::string>(); }

  Status backup(const std::string& destination, const Progress& progress) override {
    auto copy = std::make_shared<MemoryStore>();
    const auto tables = store_->read();
    TRY(copy->commit([&](Transaction& transaction) {
      static_cast<MemoryTransaction&>(transaction).replace(*tables);
      return ok_status();
    }));
    stores_[destination] = std::move(copy);
    if (progress) progress(1, 1);
    return ok_status();
  }

  Status reclaim_space(const Progress& progress) override {
    if (progress) progress(1, 1);
    return ok_status();
  }

 private:
  std::shared_ptr<MemoryStore> store_;
  MemoryAccessMode mode_;
  MemoryStores& stores_;
};

}  // namespace

std::shared_ptr<const MemoryTables> MemoryStore::read() const {
  const std::lock_guard lock(mutex_);
  return tables_;
}

Status MemoryStore::commit(const Job& job) {
  {
    const std::lock_guard lock(mutex_);
    auto copy = std::make_shared<MemoryTables>(*tables_);
    MemoryTransaction transaction(copy);
    TRY(job(transaction));
    tables_ = std::move(copy);
  }
  call_watchers();
  return ok_status();
}

void MemoryStore::publish(const ContentHash& hash, Bytes bytes) {
  const std::lock_guard lock(mutex_);
  auto copy = std::make_shared<MemoryTables>(*tables_);
  auto kept = std::make_shared<const Bytes>(std::move(bytes));
  copy->large.try_emplace(hash, MemoryLargeValue{std::move(kept), system_clock()->now()});
  tables_ = std::move(copy);
}

std::uint64_t MemoryStore::add_watcher(std::function<void()> changed) {
  const std::lock_guard lock(watchers_mutex_);
  watchers_[++last_watcher_] = std::move(changed);
  return last_watcher_;
}

void MemoryStore::remove_watcher(std::uint64_t watcher) {
  const std::lock_guard lock(watchers_mutex_);
  watchers_.erase(watcher);
}

void MemoryStore::call_watchers() {
  const std::lock_guard lock(watchers_mutex_);
  for (const auto& [watcher, changed] : watchers_) changed();
}

std::unique_ptr<Engine> open_memory_engine(std::shared_ptr<MemoryStore> store, MemoryAccessMode mode,
                                           MemoryStores& stores) {
  return std::make_unique<MemoryEngine>(std::move(store), mode, stores);
}

}  // namespace postroom::storage
