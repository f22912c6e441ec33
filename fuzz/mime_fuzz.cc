// Any bytes are mail: parsing must end, and what it gives must be writable as mail that parses again.
#include <postroom/mail.h>

#include <cstdlib>

#include "formats/testing/memory_large_values.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace postroom;
  MemoryAccess bytes(ByteView(data, size));
  MemoryLargeValues large;
  auto mail = parse_mail(bytes, large);
  if (!mail.ok()) std::abort();
  MemorySink written;
  if (!write_mail(mail->content, mail->named, large, written).ok()) std::abort();
  MemoryAccess again(written.bytes());
  auto second = parse_mail(again, large);
  if (!second.ok()) std::abort();
  return 0;
}
