#include "cli/unsaved.h"

#include <postroom/bytes.h>

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/try.h"

namespace postroom::cli {
namespace {

constexpr int kMostTries = 1000;

Error cannot_keep(const std::filesystem::path& path, int error) {
  return {error == ENOSPC ? Code::disk_full : Code::io_error, "The text could not be kept in a file.",
          fmt::format("{}: {}", path.string(), std::strerror(error))};
}

Status make_private_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder.parent_path(), error);
  if (!error && mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return cannot_keep(folder, errno);
  return error ? Status(cannot_keep(folder, error.value())) : ok_status();
}

// Writes all of it and makes it durable.
Status fill(int descriptor, const std::filesystem::path& path, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return cannot_keep(path, errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return fsync(descriptor) == 0 ? ok_status() : Status(cannot_keep(path, errno));
}

Result<std::filesystem::path> keep_in(const std::filesystem::path& folder, const std::string& name,
                                      std::string_view text) {
  for (int i = 0; i < kMostTries; ++i) {
    const std::filesystem::path path = folder / (i == 0 ? name + ".txt" : fmt::format("{}-{}.txt", name, i));
    const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0 && errno == EEXIST) continue;
    if (descriptor < 0) return cannot_keep(path, errno);
    auto filled = fill(descriptor, path, text);
    close(descriptor);
    if (!filled) unlink(path.c_str());
    TRY(std::move(filled));
    return path;
  }
  return cannot_keep(folder / name, EEXIST);
}

}  // namespace

std::optional<std::filesystem::path> unsaved_folder(const Surroundings& around) {
  if (const auto state = around.variable("XDG_STATE_HOME"); state && state->starts_with('/')) {
    return std::filesystem::path(*state) / "postroom" / "unsaved";
  }
  if (const auto home = around.variable("HOME")) {
    return std::filesystem::path(*home) / ".local" / "state" / "postroom" / "unsaved";
  }
  return std::nullopt;
}

Result<std::filesystem::path> keep_unsaved(const Surroundings& around, const std::string& name,
                                           std::string_view text) {
  std::string time = to_iso8601(around.clock->now());
  std::erase_if(time, [](char c) { return c == ':' || c == '-'; });
  const std::string file = name + "-" + time;
  if (const auto folder = unsaved_folder(around)) {
    if (make_private_folder(*folder)) {
      if (auto kept = keep_in(*folder, file, text)) return kept;
    }
  }
  const std::filesystem::path temporary = around.variable("TMPDIR").value_or("/tmp");
  return keep_in(temporary, "postroom-unsaved-" + file, text);
}

}  // namespace postroom::cli
