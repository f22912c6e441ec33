#include "cli/output_file.h"

#include <postroom/file.h>

#include "base/try.h"

namespace postroom::cli {
namespace {

Status write_and_finish(const std::filesystem::path& path, const std::function<Status(Sink&)>& write) {
  TRY_SET(FileSink sink, FileSink::create(path));
  TRY(write(sink));
  return sink.finish();
}

}  // namespace

Status write_file(const std::filesystem::path& path, const std::function<Status(Sink&)>& write) {
  std::error_code error;
  // A pipe or device, such as /dev/stdout, is written as it is.
  const bool special = std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error);
  if (path == "-" || special) return write_and_finish(path, write);
  std::filesystem::path part = path;
  part += ".part";
  auto written = write_and_finish(part, write);
  if (written) {
    std::filesystem::rename(part, path, error);
    if (!error) return ok_status();
    written = Error{Code::io_error, "The file could not be put in its place.",
                    path.string() + ": " + error.message()};
  }
  std::filesystem::remove(part, error);
  return written;
}

}  // namespace postroom::cli
