// Short texts that the processes which have stores in one database tell each other: advice, in memory, lost
// where nobody hears it. Not every engine has it.
#pragma once

#include <postroom/result.h>

#include <functional>
#include <string>

namespace postroom::storage {

// Called on a thread of the bulletin's, one text after the other, with what other processes have told;
// anybody who may connect to the database may have made it up.
using HearBulletin = std::function<void(const std::string& text)>;

class Bulletin {
 public:
  // Ends without telling what still waits; no call is under way any more then.
  virtual ~Bulletin() = default;
  // To all others, soon and in order, without waiting for that. Code::invalid_argument for what is not UTF-8
  // or has a NUL, too_big past kMaxBulletinText, busy where kMaxBulletinsWaiting wait already, such as while
  // the database cannot be reached. Thread-safe.
  virtual Status tell(std::string text) = 0;
};

inline constexpr std::size_t kMaxBulletinText = 7000;  // bytes; PostgreSQL takes 7,999
inline constexpr std::size_t kMaxBulletinsWaiting = 1000;

}  // namespace postroom::storage
