#include "storage/copy_batch.h"

#include "base/try.h"

namespace postroom::storage {
namespace {

constexpr std::size_t kBytesPerRow = 500;  // about; so that rows alone fill a batch too

// Nothing looks at when a value of an unfinished copy lost its last reference.
constexpr FileTime kLongAgo{0};

Error misnumbered(ChangeNumber wanted) {
  return {
      Code::corrupt, "Version " + std::to_string(wanted.value) + " did not keep its number in the copy.", {}};
}

}  // namespace

void CopyBatch::remove_version(ChangeNumber version) {
  bytes_ += kBytesPerRow;
  changes_.emplace_back(version);
}

void CopyBatch::add_version(VersionRecord version, std::vector<ContentHash> large) {
  bytes_ += kBytesPerRow + version.content.size() + version.source.size();
  changes_.emplace_back(AddedVersion{std::move(version), std::move(large)});
}

void CopyBatch::put_message(const MessageRecord& message, Row row) {
  bytes_ += kBytesPerRow;
  changes_.emplace_back(PutMessage{message, row});
}

void CopyBatch::remove_message(MessageId id) {
  bytes_ += kBytesPerRow;
  changes_.emplace_back(id);
}

Status CopyBatch::write() {
  if (changes_.empty()) return ok_status();
  for (const Change& change : changes_) {
    const auto* added = std::get_if<AddedVersion>(&change);
    if (!added) continue;
    for (const ContentHash& hash : added->large) TRY(large_.bring(hash));
  }
  TRY(commit_and_wait(to_, [this](Transaction& transaction) { return apply_all(transaction); }));
  changes_.clear();
  bytes_ = 0;
  return ok_status();
}

Status CopyBatch::apply_all(Transaction& transaction) const {
  TRY_SET(const Counters before, transaction.counters());
  for (const Change& change : changes_) TRY(apply(transaction, before, change));
  return transaction.put_counters(before);
}

Status CopyBatch::apply(Transaction& transaction, const Counters& before, const Change& change) {
  if (const auto* dropped = std::get_if<ChangeNumber>(&change))
    return transaction.remove_version(*dropped, kLongAgo);
  if (const auto* removed = std::get_if<MessageId>(&change))
    return transaction.remove_message(*removed, kLongAgo);
  if (const auto* put = std::get_if<PutMessage>(&change)) {
    return put->row == Row::present ? transaction.update_message(put->message)
                                    : transaction.insert_message(put->message);
  }
  const auto& [version, large] = std::get<AddedVersion>(change);
  const ChangeNumber wanted = version.info.change_number;
  Counters counters = before;
  counters.change_number = ChangeNumber{wanted.value - 1};
  TRY(transaction.put_counters(counters));
  TRY_SET(const ChangeNumber given, transaction.insert_version(version, large));
  return given == wanted ? ok_status() : Status(misnumbered(wanted));
}

}  // namespace postroom::storage
