// The stores that this server has, by name. Thread-safe.
#pragma once

#include <postroom/open.h>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace postroom::server {

struct StoreSetting {
  std::string name;                         // accounts::kMaxStoreName
  std::string address;                      // postroom/open.h
  std::string title;                        // for people; empty: the name
  std::vector<std::string> mail_addresses;  // that LMTP delivers to it: "support@example.com"
};

class Stores {
 public:
  explicit Stores(std::vector<StoreSetting> settings, std::shared_ptr<const Clock> clock = system_clock());

  const std::vector<StoreSetting>& settings() const { return settings_; }
  const StoreSetting* setting(std::string_view name) const;  // null: there is none

  // Opened at the first call. Code::not_found for a name that there is not; else what open_store() says. One that could
  // not be opened is tried again by the first call after kRetryAfter; until then all get the same answer, so that a
  // database which cannot be reached holds up nobody who asks for other stores.
  Result<Store> open(std::string_view name);
  // One that is open and a file, so that no network is between; waits for none that is being opened.
  std::optional<Store> find_open_file(std::string_view name);
  // Of those that are open; waits for none that is being opened.
  std::vector<std::pair<std::string, Store>> opened();

  static constexpr std::chrono::seconds kRetryAfter{1};

 private:
  class Place;

  const std::vector<StoreSetting> settings_;
  const std::shared_ptr<const Clock> clock_;
  SharedConnections shared_;
  std::map<std::string, std::shared_ptr<Place>, std::less<>> places_;  // one for each setting, from the start
};

}  // namespace postroom::server
