#include "memory/memory_search_index.h"

#include "base/try.h"

namespace postroom::storage {
namespace {

Error somebody_else() { return {Code::busy, "Somebody else has written to the index.", {}}; }

class MemorySearchIndex final : public SearchIndex {
 public:
  MemorySearchIndex(std::shared_ptr<MemoryIndexFile> file, bool writable)
      : file_(std::move(file)), writable_(writable) {}

  Result<IndexState> state() override {
    const std::lock_guard lock(file_->mutex);
    IndexState state = file_->state;
    state.entries = static_cast<std::int64_t>(file_->entries.size());
    return state;
  }

  Result<std::shared_ptr<void>> take_role() override {
    const std::lock_guard lock(file_->mutex);
    if (!writable_ || !file_->role.expired()) return std::shared_ptr<void>();
    auto role = std::shared_ptr<void>(std::make_shared<int>());
    file_->role = role;
    return role;
  }

  Status start_anew(const std::string& made_by, const IndexPlace& place) override {
    const std::lock_guard lock(file_->mutex);
    file_->entries.clear();
    const std::uint64_t making = file_->state.making + 1;
    file_->state = {};
    file_->state.place = place;
    file_->state.made_by = made_by;
    file_->state.making = making;
    return ok_status();
  }

  Status put(std::span<const IndexedText> texts, const IndexPlace& was, const IndexPlace& now) override {
    const std::lock_guard lock(file_->mutex);
    if (file_->state.making == 0 || file_->state.place != was) return somebody_else();
    for (const IndexedText& text : texts) file_->entries.try_emplace(text.version, text.message, text.text);
    file_->state.place = now;
    return ok_status();
  }

  Result<std::vector<Candidate>> candidates(const std::string& needle, std::uint64_t making,
                                            ChangeNumber before, std::size_t limit) override {
    const std::lock_guard lock(file_->mutex);
    if (making != file_->state.making) return somebody_else();
    std::vector<Candidate> found;
    for (auto entry = file_->entries.rbegin(); entry != file_->entries.rend() && found.size() < limit;
         ++entry) {
      const bool is_next = before.value == 0 || entry->first < before;
      if (is_next && entry->second.text.find(needle) != std::string::npos) {
        found.push_back({entry->first, entry->second.message});
      }
    }
    return found;
  }

  Result<std::size_t> estimate(const std::string& needle, std::size_t limit) override {
    TRY_SET(const IndexState now, state());
    TRY_SET(const auto found, candidates(needle, now.making, {}, limit));
    return found.size();
  }

  Status sweep(
      const std::function<Result<std::vector<bool>>(std::span<const Candidate>)>& is_current) override {
    std::vector<Candidate> all;
    {
      const std::lock_guard lock(file_->mutex);
      for (const auto& [version, entry] : file_->entries) all.push_back({version, entry.message});
    }
    for (std::size_t at = 0; at < all.size(); at += kSweepStep) {
      const auto step = std::span(all).subspan(at, std::min(kSweepStep, all.size() - at));
      TRY_SET(const std::vector<bool> current, is_current(step));
      const std::lock_guard lock(file_->mutex);
      for (std::size_t i = 0; i < step.size(); ++i) {
        if (!current[i]) file_->entries.erase(step[i].version);
      }
    }
    return ok_status();
  }

 private:
  const std::shared_ptr<MemoryIndexFile> file_;
  const bool writable_;
};

}  // namespace

std::shared_ptr<SearchIndex> open_memory_index(std::shared_ptr<MemoryIndexFile> file, bool writable) {
  return std::make_shared<MemorySearchIndex>(std::move(file), writable);
}

}  // namespace postroom::storage
