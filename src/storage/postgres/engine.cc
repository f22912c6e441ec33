#include "base/try.h"
#include "storage/copy.h"
#include "storage/postgres/address.h"
#include "storage/postgres/client.h"
#include "storage/postgres/committer.h"
#include "storage/postgres/errors.h"
#include "storage/postgres/large_values.h"
#include "storage/postgres/postgres_engine.h"
#include "storage/postgres/reader_pool.h"
#include "storage/postgres/search_index.h"
#include "storage/postgres/store_row.h"
#include "storage/postgres/verify.h"
#include "storage/postgres/view.h"

namespace postroom::storage {
namespace postgres {
namespace {

class PostgresEngine final : public Engine {
 public:
  PostgresEngine(ConnectionOptions options, std::shared_ptr<Client> client, MakeBackup make_backup)
      : options_(std::move(options)),
        client_(std::move(client)),
        make_backup_(std::move(make_backup)),
        readers_(options_, client_->connections),
        post_(client_->watcher, options_) {}

  ~PostgresEngine() override {
    if (committer_) committer_->finish();
    post_.leave();
  }

  void allow_writing(std::string where) {
    committer_ = std::make_unique<Committer>(options_, std::move(where), client_->connections,
                                             [this](std::int64_t token) { post_.notice(token); });
  }

  bool is_read_only() const override { return committer_ == nullptr; }

  Result<std::unique_ptr<View>> view() override {
    TRY(check_settled());
    return readers_.view();
  }

  Result<std::optional<CurrentMessage>> current(MessageId id) override {
    TRY(check_settled());
    return client_->current_reader.current(options_, id);
  }

  Result<std::optional<MessagePlace>> place(MessageId id) override {
    TRY(check_settled());
    return readers_.read([id](Connection& connection) { return read_place(connection, id); },
                         ReaderPool::Readings::one);
  }

  void commit(Job job, Completion done) override {
    if (!committer_) return done(refusal());
    committer_->commit(std::move(job), std::move(done), Announce::yes);
  }

  void commit_on(MessageId message, Job job, Completion done) override {
    if (!committer_) return done(refusal());
    committer_->commit(std::move(job), std::move(done), Announce::yes, message);
  }

  Result<std::unique_ptr<LargeWriter>> write_large() override {
    if (!committer_) return refusal();
    return make_large_writer(
        [this](PostgresJob job) { return committer_->commit_and_wait(std::move(job), Announce::no); });
  }

  Result<bool> has_large(const LargeValue& value) override {
    TRY(check_settled());
    return readers_.read([&](Connection& connection) -> Result<bool> {
      TRY_SET(const std::optional<StoredLarge> large, find_large_value(connection, value.hash));
      return large.has_value();
    });
  }

  Result<std::size_t> read_large(const LargeValue& value, std::uint64_t offset,
                                 std::span<std::uint8_t> buffer) override {
    TRY(check_settled());
    return readers_.read(
        [&](Connection& connection) { return read_large_value(connection, value, offset, buffer); });
  }

  Result<std::shared_ptr<void>> watch(std::function<void()> changed) override {
    return post_.watch(std::move(changed));
  }

  Result<std::shared_ptr<SearchIndex>> search_index() override {
    return open_search_index(options_, client_->connections,
                             committer_ ? IndexMode::read_write : IndexMode::read_only);
  }

  Result<StorageUse> use() override {
    TRY(check_settled());
    return readers_.read([](Connection& connection) -> Result<StorageUse> {
      StorageUse use;
      use.engine = "PostgreSQL";
      use.is_shared = true;
      TRY(count_large_values(connection, use.large_values, use.large_bytes));
      TRY_SET(use.bytes, size_of_database(connection));
      return use;
    });
  }

  Result<std::vector<std::string>> verify() override {
    TRY(check_settled());
    return verify_store(options_);
  }

  Status backup(const std::string& destination, const Progress& progress) override {
    TRY(check_settled());
    if (!make_backup_) {
      return Error{Code::not_supported,
                   "A backup of a PostgreSQL store needs another engine to be written with; use transfer.",
                   {}};
    }
    return make_backup_(destination, [&](Engine& copy) -> Status {
      TRY(copy_store(*this, copy, {.progress = progress}));
      return ok_status();
    });
  }

  // The server's own vacuum does it.
  Status reclaim_space(const Progress& progress) override {
    if (!committer_) return refusal();
    if (progress) progress(1, 1);
    return ok_status();
  }

 private:
  Status check_settled() { return committer_ ? committer_->check_settled() : ok_status(); }
  Error refusal() const { return read_only_error("Store " + options_.store); }

  const ConnectionOptions options_;
  const std::shared_ptr<Client> client_;
  const MakeBackup make_backup_;
  ReaderPool readers_;
  Watcher::Post post_;
  std::unique_ptr<Committer> committer_;  // null: read-only
};

std::shared_ptr<Client> client_for(const ConnectionOptions& options,
                                   const std::shared_ptr<PostgresClients>& clients) {
  return clients ? clients->of(options) : std::make_shared<Client>(options);
}

}  // namespace
}  // namespace postgres

using namespace postgres;

Result<std::unique_ptr<Engine>> create_postgres_engine(const std::string& address, MakeBackup make_backup,
                                                       std::shared_ptr<PostgresClients> clients) {
  TRY_SET(const ConnectionOptions options, parse_postgres_address(address, StoreNeeded::yes));
  auto client = client_for(options, clients);
  TRY_SET(std::string where, make_store(options, client->connections));
  // Nothing may fail from here on: the store is there.
  auto engine = std::make_unique<PostgresEngine>(options, std::move(client), std::move(make_backup));
  engine->allow_writing(std::move(where));
  return std::unique_ptr<Engine>(std::move(engine));
}

Result<std::unique_ptr<Engine>> open_postgres_engine(const std::string& address, PostgresMode mode,
                                                     MakeBackup make_backup,
                                                     std::shared_ptr<PostgresClients> clients) {
  TRY_SET(ConnectionOptions options, parse_postgres_address(address, StoreNeeded::yes));
  if (mode == PostgresMode::read_only) options.host = Host::any;
  auto client = client_for(options, clients);
  TRY_SET(StorePlace place, find_store(options, client->connections));
  auto engine = std::make_unique<PostgresEngine>(options, std::move(client), std::move(make_backup));
  if (mode == PostgresMode::read_write && place.takes_writes) engine->allow_writing(std::move(place.where));
  return std::unique_ptr<Engine>(std::move(engine));
}

}  // namespace postroom::storage
