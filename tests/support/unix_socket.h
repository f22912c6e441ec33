// Unix sockets by their paths, which are at most 107 bytes long.
#pragma once

#include <string>

namespace postroom::testing {

// A file descriptor, closed by its owner.
class OwnedFile {
 public:
  explicit OwnedFile(int number = -1) : number_(number) {}
  OwnedFile(OwnedFile&& other) noexcept;
  OwnedFile& operator=(OwnedFile&& other) noexcept;
  ~OwnedFile();

  int number() const { return number_; }  // -1: none
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

// None if nobody listens there.
OwnedFile connect_to(const std::string& path);
bool can_connect(const std::string& path);
// Makes the path, open to every user. Throws std::runtime_error if that fails.
OwnedFile listen_at(const std::string& path);

}  // namespace postroom::testing
