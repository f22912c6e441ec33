// The name of an upload's file, which is all that is kept about it. Pure.
#pragma once

#include <postroom/time.h>

#include <optional>
#include <string>
#include <string_view>

namespace postroom::server {

struct UploadName {
  std::string id;            // 32 hexadecimal digits
  std::int64_t account = 0;  // whose it is
  std::uint64_t size = 0;    // bytes that it will have
  FileTime begun;
  std::uint64_t offset = 0;  // bytes that are durable
  friend bool operator==(const UploadName&, const UploadName&) = default;
};

bool is_upload_id(std::string_view text);

std::string to_text(const UploadName& name);
// Nothing for every name that to_text() does not make.
std::optional<UploadName> parse_upload_name(std::string_view text);

}  // namespace postroom::server
