// Who is acting, with what client, with what rights, by whose clock. A Session is a parameter of every operation.
#pragma once

#include <postroom/guid.h>
#include <postroom/time.h>

#include <cstdint>
#include <memory>
#include <string>

namespace postroom {

// The time of day. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual FileTime now() const = 0;
};

// Unpredictable bytes for identifiers. Thread-safe.
class Random {
 public:
  virtual ~Random() = default;
  virtual Guid guid() = 0;            // version 4, never null
  virtual std::uint64_t number() = 0;  // uniform over all 64 bits
};

std::shared_ptr<const Clock> system_clock();
std::shared_ptr<Random> system_random();

enum class Rights { read_only, read_write };

// Whom a session acts for, when it comes to the rights on folders (rights.h).
enum class Acting {
  person,         // for `who`: folders allow what their access lists say, unless `who` is the store's owner
  administrator,  // for the store itself: delivery, upkeep. No access list restricts it
};

// A value; copying it copies who you are. Saves by one `id` within a minute are listed as one in the history.
struct Session {
  // The person, as others will read it: "Ana Ruiz"; at most kMaxSessionText bytes. Rights are given to this name:
  // whoever signs people in spells each one always the same, and nobody else like that.
  std::string who;
  std::string client;  // the program: "postroom-cli 0.1"; at most kMaxSessionText bytes
  Rights rights = Rights::read_write;
  std::uint64_t id = 0;  // random, one per sign-in; make_session() draws it
  std::shared_ptr<const Clock> clock;
  std::shared_ptr<Random> random;
  Acting acting = Acting::person;
};

inline constexpr std::size_t kMaxSessionText = 255;

// A session with the system's clock and randomness.
Session make_session(std::string who, std::string client, Rights rights = Rights::read_write);

}  // namespace postroom
