#include "store/search_state.h"

#include <algorithm>

#include "base/try.h"
#include "storage/store_keys.h"
#include "store/base64.h"
#include "store/number_text.h"

namespace postroom::store {
namespace {

constexpr std::uint64_t kStateForm = 1;       // raised when the text of a state changes
constexpr std::size_t kFoundInPart = 50'000;  // ids in one setting
constexpr std::size_t kSettingsAtOnce = 1;    // each may be large

std::string key(FolderId folder, const std::string& what) {
  return "search." + std::to_string(folder.value) + "." + what;
}
std::string found_key(FolderId folder, std::uint64_t part) {
  return key(folder, "found." + std::to_string(part));
}

Error damaged(FolderId folder) {
  return {
      Code::corrupt,
      "The criteria of search folder " + std::to_string(folder.value) + " cannot be read; set them again.",
      {}};
}

// Yes and no, from the lowest bit; the flags that have two values each.
std::uint64_t to_bits(const SearchFlags& flags, bool partial) {
  return static_cast<std::uint64_t>(flags.depth) | static_cast<std::uint64_t>(flags.priority) << 1 |
         static_cast<std::uint64_t>(flags.updates) << 2 | static_cast<std::uint64_t>(flags.index) << 3 |
         std::uint64_t{partial} << 4;
}

void from_bits(std::uint64_t bits, SearchState& state) {
  state.flags.depth = static_cast<SearchDepth>(bits & 1);
  state.flags.priority = static_cast<SearchPriority>(bits >> 1 & 1);
  state.flags.updates = static_cast<SearchUpdates>(bits >> 2 & 1);
  state.flags.index = static_cast<SearchIndexUse>(bits >> 3 & 1);
  state.partial = (bits >> 4 & 1) != 0;
}

Result<SearchState> parse_state(const std::string& text) {
  NumberReader reader(text);
  TRY_SET(const std::uint64_t form, reader.next());
  if (form != kStateForm)
    return Error{Code::newer_format, "A newer Postroom has set this search folder's criteria.", {}};
  SearchState state;
  TRY_SET(state.run, reader.next());
  TRY_SET(const std::uint64_t bits, reader.next());
  from_bits(bits, state);
  TRY_SET(const std::uint64_t phase, reader.next());
  if (phase > static_cast<std::uint64_t>(SearchPhase::stopped))
    return Error{Code::corrupt, "An unknown phase.", {}};
  state.phase = static_cast<SearchPhase>(phase);
  TRY_SET(state.found_parts, reader.next());
  TRY_SET(const std::size_t count, reader.count(1));
  FolderId last;
  for (std::size_t i = 0; i < count; ++i) {
    TRY_SET(const std::uint64_t difference, reader.next());
    last.value = static_cast<std::int64_t>(static_cast<std::uint64_t>(last.value) + difference);
    state.folders.push_back(last);
  }
  return state;
}

}  // namespace

std::uint32_t SearchState::bits() const {
  std::uint32_t bits = 0;
  if (phase == SearchPhase::populating) bits |= search_state::running | search_state::rebuild;
  if (phase == SearchPhase::complete) bits |= search_state::complete;
  if (partial) bits |= search_state::partial;
  if (flags.depth == SearchDepth::recursive) bits |= search_state::recursive;
  if (flags.priority == SearchPriority::foreground) bits |= search_state::foreground;
  if (flags.updates == SearchUpdates::static_) bits |= search_state::static_;
  return bits;
}

Result<std::optional<SearchState>> read_search_state(storage::View& view, FolderId folder) {
  TRY_SET(const auto text, view.setting(key(folder, "state")));
  if (!text) return std::optional<SearchState>();
  auto state = parse_state(*text);
  if (state.ok()) return std::optional(std::move(*state));
  return state.error().code == Code::corrupt ? damaged(folder) : state.error();
}

Result<SearchState> need_search_state(storage::View& view, FolderId folder) {
  TRY_SET(auto state, read_search_state(view, folder));
  if (state) return std::move(*state);
  return Error{Code::not_initialized,
               "Search folder " + std::to_string(folder.value) + " has no criteria yet; set them first.",
               {}};
}

Status write_search_state(storage::Transaction& transaction, FolderId folder, const SearchState& state) {
  NumberWriter writer;
  writer.put(kStateForm);
  writer.put(state.run);
  writer.put(to_bits(state.flags, state.partial));
  writer.put(static_cast<std::uint64_t>(state.phase));
  writer.put(state.found_parts);
  writer.put(state.folders.size());
  FolderId last;
  for (const FolderId each : state.folders) {
    writer.put(static_cast<std::uint64_t>(each.value - last.value));
    last = each;
  }
  return transaction.put_setting(key(folder, "state"), writer.take());
}

Result<Restriction> read_search_restriction(storage::View& view, FolderId folder) {
  TRY_SET(const auto text, view.setting(key(folder, "where")));
  if (!text) return damaged(folder);
  const std::optional<Bytes> bytes = from_base64(*text);
  if (!bytes) return damaged(folder);
  auto restriction = decode_restriction(*bytes);
  if (!restriction.ok() || !check(*restriction).ok()) return damaged(folder);
  return restriction;
}

Status write_search_restriction(storage::Transaction& transaction, FolderId folder,
                                const Restriction& restriction) {
  return transaction.put_setting(key(folder, "where"), to_base64(encode_restriction(restriction)));
}

Result<std::vector<MessageId>> read_found(storage::View& view, FolderId folder, const SearchState& state) {
  std::vector<MessageId> found;
  for (std::uint64_t part = 0; part < state.found_parts; ++part) {
    TRY_SET(const auto text, view.setting(found_key(folder, part)));
    if (!text) return damaged(folder);
    std::int64_t last = found.empty() ? 0 : found.back().value;
    for (NumberReader reader(*text); !reader.is_at_end();) {
      const auto difference = reader.next();
      if (!difference.ok() || *difference == 0 ||
          *difference > static_cast<std::uint64_t>(INT64_MAX - last)) {
        return damaged(folder);
      }
      last += static_cast<std::int64_t>(*difference);
      found.push_back(MessageId{last});
    }
  }
  return found;
}

Status write_found(storage::Transaction& transaction, FolderId folder, SearchState& state,
                   std::span<const MessageId> found) {
  TRY(forget_found(transaction, folder));
  state.found_parts = 0;
  MessageId last;
  for (std::size_t start = 0; start < found.size(); start += kFoundInPart) {
    NumberWriter writer;
    for (const MessageId id : found.subspan(start, std::min(kFoundInPart, found.size() - start))) {
      writer.put(static_cast<std::uint64_t>(id.value - last.value));
      last = id;
    }
    TRY(transaction.put_setting(found_key(folder, state.found_parts), writer.take()));
    ++state.found_parts;
  }
  return ok_status();
}

Status forget_found(storage::Transaction& transaction, FolderId folder) {
  return remove_settings(transaction, key(folder, "found."));
}

Status forget_search(storage::Transaction& transaction, FolderId folder) {
  TRY(remove_settings(transaction, key(folder, "")));
  return remove_settings(transaction, storage::kCacheKeys + key(folder, ""));
}

Status remove_settings(storage::Transaction& transaction, const std::string& prefix) {
  for (;;) {
    TRY_SET(const auto settings, transaction.settings(prefix, kSettingsAtOnce));
    if (settings.empty() || !settings[0].key.starts_with(prefix)) return ok_status();
    TRY(transaction.remove_setting(settings[0].key));
  }
}

}  // namespace postroom::store
