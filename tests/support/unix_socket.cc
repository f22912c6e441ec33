#include "support/unix_socket.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace postroom::testing {
namespace {

constexpr int kWaiting = 64;  // connections that nobody has accepted yet

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw std::runtime_error("Too long for a Unix socket: " + path);
  path.copy(address.sun_path, path.size());
  return address;
}

OwnedFile make_socket() { return OwnedFile(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

}  // namespace

OwnedFile::OwnedFile(OwnedFile&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

OwnedFile& OwnedFile::operator=(OwnedFile&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

OwnedFile::~OwnedFile() {
  if (number_ >= 0) ::close(number_);
}

OwnedFile connect_to(const std::string& path) {
  const sockaddr_un address = address_of(path);
  OwnedFile file = make_socket();
  const auto* place = reinterpret_cast<const sockaddr*>(&address);
  if (::connect(file.number(), place, sizeof address) != 0) return OwnedFile();
  return file;
}

bool can_connect(const std::string& path) { return static_cast<bool>(connect_to(path)); }

OwnedFile listen_at(const std::string& path) {
  const sockaddr_un address = address_of(path);
  OwnedFile file = make_socket();
  const auto* place = reinterpret_cast<const sockaddr*>(&address);
  if (::bind(file.number(), place, sizeof address) != 0 || ::chmod(path.c_str(), 0777) != 0 ||
      ::listen(file.number(), kWaiting) != 0) {
    throw std::runtime_error("Nobody can listen at " + path + ": " + std::strerror(errno));
  }
  return file;
}

}  // namespace postroom::testing
