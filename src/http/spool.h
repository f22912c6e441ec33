// Bodies of requests: small ones in memory, large ones in a file without a name, which is gone with its last
// user.
#pragma once

#include <postroom/bytes.h>

#include <memory>
#include <string>

namespace postroom::http {

std::shared_ptr<RandomAccess> body_in_memory(std::string text);

// One writer, then one reader.
class SpoolFile final : public RandomAccess, public Sink {
 public:
  // In `folder`; empty: the system's for temporary files. Code::disk_full, else Code::io_error.
  static Result<std::shared_ptr<SpoolFile>> create(const std::string& folder);
  ~SpoolFile() override;
  SpoolFile(const SpoolFile&) = delete;
  SpoolFile& operator=(const SpoolFile&) = delete;

  Status write(ByteView bytes) override;
  std::uint64_t size() const override { return size_; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override;

 private:
  explicit SpoolFile(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
  std::uint64_t size_ = 0;
};

}  // namespace postroom::http
