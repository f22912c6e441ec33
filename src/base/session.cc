#include <postroom/session.h>

#include <postroom/text.h>

#include <sys/random.h>

#include <chrono>
#include <cstdlib>
#include <utility>

namespace postroom {
namespace {

class SystemClock final : public Clock {
 public:
  FileTime now() const override {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return from_unix_seconds(0) + std::chrono::duration_cast<Ticks>(since_1970);
  }
};

class SystemRandom final : public Random {
 public:
  Guid guid() override {
    Guid guid;
    fill(guid.bytes.data(), guid.bytes.size());
    guid.bytes[7] = static_cast<std::uint8_t>((guid.bytes[7] & 0x0F) | 0x40);  // version 4 (RFC 9562, 5.4)
    guid.bytes[8] = static_cast<std::uint8_t>((guid.bytes[8] & 0x3F) | 0x80);
    return guid;
  }
  std::uint64_t number() override {
    std::uint64_t number;
    fill(&number, sizeof number);
    return number;
  }

 private:
  static void fill(void* bytes, std::size_t size) {
    if (::getrandom(bytes, size, 0) != static_cast<ssize_t>(size))
      std::abort();  // up to 256 bytes never fall short
  }
};

}  // namespace

std::shared_ptr<const Clock> system_clock() { return std::make_shared<SystemClock>(); }
std::shared_ptr<Random> system_random() { return std::make_shared<SystemRandom>(); }

Session make_session(std::string who, std::string client, Rights rights) {
  who.resize(truncate_utf8(who, kMaxSessionText).size());
  client.resize(truncate_utf8(client, kMaxSessionText).size());
  Session session{std::move(who), std::move(client), rights, 0, system_clock(), system_random()};
  session.id = session.random->number();
  return session;
}

}  // namespace postroom
