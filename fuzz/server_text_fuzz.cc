// Any bytes, as a cursor, as the name of an upload's file and as the name of an attachment: refused, or
// written again as they came; and a header field is one line of printable ASCII whatever the name was.
#include <algorithm>
#include <cstdlib>

#include "server/cursors.h"
#include "server/file_fields.h"
#include "server/upload_name.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace postroom::server;
  const std::string_view text = postroom::as_text({data, size});
  if (const auto cursor = decode_list_cursor(text); cursor && encode(*cursor) != text) std::abort();
  if (const auto cursor = decode_search_cursor(text); cursor && encode(*cursor) != text) std::abort();
  if (const auto name = parse_upload_name(text); name && to_text(*name) != text) std::abort();
  for (const std::string& field : {content_disposition(text), safe_media_type(text)}) {
    if (std::any_of(field.begin(), field.end(), [](char c) { return c < 0x20 || c > 0x7E; })) std::abort();
  }
  return 0;
}
