// Files that clients send in parts, until a message takes them. Each is a file of its own in a folder of the
// server's state; its name says how much of it is durable, so that uploads survive a restart, and what a
// crash left behind beyond that does not count. Thread-safe.
#pragma once

#include <postroom/file.h>
#include <postroom/session.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace postroom::server {

struct UploadedFile {
  std::shared_ptr<RandomAccess> content;  // of the caller's own: one thread
};

struct UploadLimits {
  std::uint64_t file = 2ull << 30;     // bytes of one upload
  std::uint64_t account = 8ull << 30;  // bytes that all uploads of one account will have together
  std::size_t count = 1000;            // uploads of one account
  Ticks age = std::chrono::hours(24);  // then an upload goes
};

struct UploadState {
  std::string id;
  std::uint64_t size = 0;    // bytes that it will have
  std::uint64_t offset = 0;  // of these, are here and durable
  FileTime expires;
  friend bool operator==(const UploadState&, const UploadState&) = default;
};

class Uploads {
 public:
  // Makes the folder where there is none, and finds what earlier processes have left in it. One process at a
  // time has it.
  static Result<std::shared_ptr<Uploads>> open(const std::string& folder, std::shared_ptr<const Clock> clock,
                                               std::shared_ptr<Random> random, UploadLimits limits = {});

  // Code::too_big for one that is too large, busy where the account has too many or too much.
  Result<UploadState> begin(std::int64_t account, std::uint64_t size);
  // Code::not_found, here and below, for one that there is not, or no longer, or that is somebody else's.
  Result<UploadState> state(std::int64_t account, std::string_view upload);
  // A part, which begins at `offset`; durable when this returns. Code::collision, and nothing is written,
  // unless that is where the last part has ended; too_big for one that ends behind the upload's size.
  Result<UploadState> append(std::int64_t account, std::string_view upload, std::uint64_t offset,
                             RandomAccess& part);

  // The whole of what the account has uploaded. It stays: a save that is refused is sent again with the same
  // upload. Code::invalid_argument for one that is not finished.
  Result<UploadedFile> take(std::int64_t account, std::string_view upload);
  // A message has it now, or nobody wants it. Nothing happens if it is gone already.
  void remove(std::int64_t account, std::string_view upload);

  // Those past their age; also done by begin().
  void remove_expired();

 private:
  struct Upload;
  Uploads(std::string folder, std::shared_ptr<const Clock> clock, std::shared_ptr<Random> random,
          UploadLimits limits)
      : folder_(std::move(folder)), clock_(std::move(clock)), random_(std::move(random)), limits_(limits) {}
  Status load();
  std::string path(const Upload& upload) const;
  UploadState state_of(const Upload& upload) const;
  Status check_room(std::int64_t account, std::uint64_t size) const;  // needs mutex_
  Result<std::shared_ptr<Upload>> find(std::int64_t account, std::string_view upload) const;

  const std::string folder_;
  const std::shared_ptr<const Clock> clock_;
  const std::shared_ptr<Random> random_;
  const UploadLimits limits_;
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Upload>, std::less<>> uploads_;  // by id
};

}  // namespace postroom::server
