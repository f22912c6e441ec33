// Any bytes that are an mbox file are the same file when read and written again.
#include <postroom/mbox.h>

#include <algorithm>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace postroom;
  MemoryAccess file(ByteView(data, size));
  auto reader = MboxReader::open(file);
  if (!reader.ok()) return 0;
  MemorySink sink;
  if (!sink.write(as_bytes(reader->preamble())).ok()) std::abort();
  MboxWriter writer(sink);
  for (;;) {
    auto entry = reader->next();
    if (!entry.ok()) std::abort();
    if (!*entry) break;
    auto message = open_message(file, **entry);
    if (!message.ok()) std::abort();
    RangeSource source(**message);
    if (!writer.write((*entry)->frame, source).ok()) std::abort();
  }
  if (!std::equal(sink.bytes().begin(), sink.bytes().end(), data, data + size)) std::abort();
  return 0;
}
