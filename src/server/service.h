// What the handlers stand on: one for the whole server. Thread-safe.
#pragma once

#include <atomic>
#include <memory>

#include "accounts/directory.h"
#include "server/save_turns.h"
#include "server/stores.h"

namespace postroom::server {

class Presence;
class Uploads;
class EventHub;
class OpenTables;

struct ApiLimits {
  std::uint64_t json_body = 32 << 20;      // bytes of a JSON request
  std::uint64_t mail_body = 256 << 20;     // of one message as mail
  std::uint64_t attachment = 2ull << 30;   // of an upload
  std::uint64_t import_body = 4ull << 30;  // of an mbox
  std::size_t page_rows = 1000;            // of one page of a table
  std::size_t batch_items = 1000;
  std::size_t batch_answer = 64 << 20;  // bytes of what a batch answers; past it nothing more is carried out
  std::uint64_t uploads_per_account = 8ull << 30;  // bytes of unfinished and unused uploads
};

struct Service {
  std::shared_ptr<Stores> stores;
  std::shared_ptr<accounts::Directory> directory;
  std::shared_ptr<const Clock> clock;
  std::shared_ptr<Random> random;
  ApiLimits limits;
  std::string state_folder;  // for uploads
  bool secure_cookies = false;
  std::string version;  // of the server

  std::shared_ptr<Presence> presence;
  std::shared_ptr<Uploads> uploads;
  std::shared_ptr<EventHub> events;
  std::shared_ptr<OpenTables> tables;
  std::shared_ptr<SaveTurns> turns = std::make_shared<SaveTurns>();
  std::atomic<int> readings = 0;  // handlers at work that do nothing but read
};

}  // namespace postroom::server
