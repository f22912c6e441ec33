// The body of a request as a file with a name, for what reads files.
#pragma once

#include <postroom/bytes.h>

#include <string>
#include <string_view>

namespace postroom::server {

// Removed with this, and with the folder of its own that it is in.
class BodyFile {
 public:
  // In `folder`; empty: the system's for temporary files.
  static Result<BodyFile> write(const std::string& folder, std::string_view name, RandomAccess& body);
  BodyFile(BodyFile&& other) noexcept;
  BodyFile& operator=(BodyFile&&) = delete;
  ~BodyFile();

  std::string path() const { return own_folder_ + "/" + name_; }

 private:
  BodyFile(std::string own_folder, std::string name)
      : own_folder_(std::move(own_folder)), name_(std::move(name)) {}

  std::string own_folder_, name_;
};

}  // namespace postroom::server
