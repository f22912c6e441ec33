// Attaches 64 MiB that are never in memory at once, and reads them back.
#include <postroom/open.h>
#include <postroom/tags.h>

#include <algorithm>

#include "example.h"

using namespace postroom;

namespace {

// Stands for a file or a connection.
class Numbers final : public Source {
 public:
  explicit Numbers(std::uint64_t size) : rest_(size) {}
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
    const std::size_t count = std::min<std::uint64_t>(buffer.size(), rest_);
    for (std::size_t i = 0; i < count; ++i) buffer[i] = static_cast<std::uint8_t>(next_++ * 37);
    rest_ -= count;
    return count;
  }

 private:
  std::uint64_t rest_;
  std::uint64_t next_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const Session ana = make_session("Ana Ruiz", "example 04");
  Store store = must(create_store(path_from(argc, argv), ana));
  Message message = must(store.create_message(ana, store.special(SpecialFolder::drafts)));

  Numbers numbers(64 << 20);
  Attachment attachment;
  attachment.properties.set(tag::attach_method, attach_method::by_value);
  attachment.properties.set(tag::attach_long_filename, std::string("numbers.bin"));
  attachment.properties.set(tag::attach_data_bin, must(make_value(tag::attach_data_bin, numbers, store.large_values())));
  const std::uint32_t number = must(message.add_attachment(std::move(attachment)));
  must(message.save());

  const auto stored = must(message.read_attachment(number));
  Bytes piece(1 << 16);
  const std::size_t got = must(stored->read_at(32 << 20, piece));  // from any place
  std::printf("%llu bytes stored; read %zu from the middle\n", static_cast<unsigned long long>(stored->size()), got);
}
