// Any bytes, as names in a Maildir: text comes out, and what stands for itself stays.
#include <postroom/maildir.h>
#include <postroom/text.h>

#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const postroom::MaildirName name = postroom::parse_maildir_name(bytes);
  if (!bytes.starts_with(name.unique)) std::abort();
  if (postroom::parse_maildir_name(name.unique + ":2,FS").flagged == false) std::abort();
  const auto text = postroom::decode_modified_utf7(bytes);
  if (text && !postroom::is_valid_utf8(*text)) std::abort();
  if (text && bytes.find('&') == std::string_view::npos && *text != bytes) std::abort();
  return 0;
}
