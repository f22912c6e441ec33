#include <filesystem>

#include "base/try.h"
#include "open/engines.h"
#include "storage/copy.h"

namespace postroom {
namespace {

// A new store, or what is there already: an unfinished copy, as the copying will see.
Result<std::unique_ptr<storage::Engine>> open_target(const std::string& address) {
  auto created = create_engine(address);
  if (created.ok() || created.error().code != Code::collision) return created;
  return open_engine(address, OpenAs::read_write);
}

// The address as it leads there from anywhere, for whoever looks in the old place.
std::string place_of(const std::string& address) {
  const auto kind = address_kind(address);
  if (!kind.ok() || *kind == AddressKind::database) return shown_address(address);
  std::error_code error;
  const auto path = std::filesystem::absolute(address, error);
  return error ? address : path.lexically_normal().string();
}

}  // namespace

Result<TransferReport> transfer_store(const std::string& from, const std::string& to, TransferMode mode,
                                      const Progress& progress) {
  const bool moves = mode == TransferMode::move;
  const std::string target_place = place_of(to);
  const std::string place = moves ? target_place : "";
  TRY_SET(const auto source, open_engine(from, moves ? OpenAs::read_write : OpenAs::read_only));
  if (moves && source->is_read_only()) {
    return Error{Code::read_only, "The store cannot be moved, for it may not be written; it can be copied.",
                 shown_address(from)};
  }
  TRY(storage::check_source(*source, place));
  TRY_SET(const auto target, open_target(to));
  storage::CopyOptions options;
  options.progress = progress;
  options.place = target_place;
  TRY_SET(const storage::CopyReport copied, moves ? storage::move_store(*source, *target, place, options)
                                                  : storage::copy_store(*source, *target, options));
  return TransferReport{copied.resumed, copied.finished, copied.messages, copied.copied, copied.large_values};
}

}  // namespace postroom
