#include <postroom/open.h>

#include "base/try.h"
#include "open/engines.h"
#include "storage/postgres/postgres_engine.h"
#include "storage/copy_identity.h"
#include "store/open_engine.h"

namespace postroom {
namespace {

using Fill = std::function<Status(storage::Engine&)>;

// An empty one is what a killed maker left.
Status fill_if_empty(const std::string& address, const Fill& fill, const Error& collision) {
  const auto engine = open_engine(address, OpenAs::read_write);
  if (!engine.ok() || (*engine)->is_read_only()) return collision;
  const auto found = storage::read_identity(**engine);
  if (!found.ok() || !found->is_empty) return collision;
  return fill(**engine);
}

}  // namespace

Result<Store> create_store(const std::string& address, const Session& session) {
  const Fill fill = [&](storage::Engine& engine) { return store::fill(engine, session); };
  Status made = create_filled(address, fill);
  if (!made.ok() && made.error().code == Code::collision) made = fill_if_empty(address, fill, made.error());
  TRY(std::move(made));
  auto opened = open_store(address);
  if (opened.ok()) return opened;
  Error error = std::move(opened).error();
  error.message = "The store is made, but could not be opened: " + error.message;
  return error;
}

Result<Store> open_store(const std::string& address, OpenAs mode) {
  TRY_SET(auto engine, open_engine(address, mode));
  return store::open(std::move(engine));
}

SharedConnections::SharedConnections() : clients_(storage::make_postgres_clients()) {}

Result<Store> open_store(const std::string& address, OpenAs mode, const SharedConnections& shared) {
  TRY_SET(auto engine, open_engine(address, mode, shared.clients_));
  return store::open(std::move(engine));
}

}  // namespace postroom
