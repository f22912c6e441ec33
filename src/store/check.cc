// Verifies what a store promises, and says in sentences what does not hold.
#include <postroom/tags.h>

#include <algorithm>
#include <set>

#include "base/try.h"
#include "model/blob.h"
#include "store/computed.h"
#include "store/access_list.h"
#include "store/core.h"
#include "store/folder_tree.h"
#include "store/permissions.h"
#include "store/receive_folders.h"
#include "store/search_state.h"
#include "store/sort_keys.h"
#include "store/source.h"
#include "store/store_properties.h"

namespace postroom {
namespace {

constexpr std::size_t kPage = 500;         // messages read in one view
constexpr std::size_t kMaxFindings = 1000;  // more are not listed
constexpr std::size_t kLogPage = 10'000;    // log entries read at once

struct FolderCount {
  std::int64_t content = 0, unread = 0, associated = 0;
  friend bool operator==(const FolderCount&, const FolderCount&) = default;
};

// What the folders' counters should say, counted page by page while others go on writing.
class FolderCounts {
 public:
  explicit FolderCounts(LogPosition start) : start_(start) {}

  void add(const storage::MessageRecord& message) {
    if (message.deleted) return;
    FolderCount& count = counts_[message.folder];
    if (message.kind == MessageKind::associated) {
      ++count.associated;
      return;
    }
    ++count.content;
    if ((message.flags & message_flag::read) == 0) ++count.unread;
  }

  // Folders that wrote to the log in the meantime may have been counted half before and half after: not compared.
  Status compare(storage::View& view, std::vector<std::string>& findings) {
    std::set<FolderId> moving;
    TRY_SET(const storage::Counters counters, view.counters());
    if (counters.log_start > start_) return ok_status();  // nobody can tell any more which they are
    for (LogPosition after = start_;;) {
      TRY_SET(const auto entries, view.log(after, kLogPage));
      if (entries.empty()) break;
      for (const storage::LogRecord& entry : entries) moving.insert({entry.folder, entry.old_folder});
      after = entries.back().position;
    }
    TRY_SET(const auto folders, view.folders());
    for (const storage::FolderRecord& folder : folders) {
      if (moving.contains(folder.id)) continue;
      if (counts_[folder.id] == FolderCount{folder.content_count, folder.unread_count, folder.associated_count}) continue;
      findings.push_back("Folder " + std::to_string(folder.id.value) + " counts its messages wrongly.");
    }
    return ok_status();
  }

 private:
  LogPosition start_;
  std::map<FolderId, FolderCount> counts_;
};

class Checker {
 public:
  Checker(store::Core& core, storage::View& view, std::vector<std::string>& findings, bool keys_are_current)
      : core_(core), view_(view), findings_(findings), keys_are_current_(keys_are_current) {}

  Status check_folders() {
    TRY_SET(auto folders, view_.folders());
    const store::FolderTree tree(std::move(folders));
    const FolderId root = core_.special_folders.at(SpecialFolder::root);
    for (const storage::FolderRecord& folder : tree.all()) {
      const std::string name = "Folder " + std::to_string(folder.id.value);
      if (!tree.is_inside(folder.id, root)) add(name + " cannot be reached from the root.");
      const storage::FolderRecord* twin = tree.child(folder.parent, folder.name);
      if (folder.id != root && twin && twin->id != folder.id) {
        add(name + " has the same name as folder " + std::to_string(twin->id.value) + " beside it.");
      }
      if (!folder.properties.empty() && !decode_properties(folder.properties).ok()) {
        add(name + " has properties that cannot be read.");
      } else if (!store::read_access_list(folder.properties).ok()) {
        add(name + " has an access list that cannot be read; only the owner of the store can use it.");
      }
      if (folder.kind == FolderKind::search) check_search(folder.id, name);
    }
    for (const auto& [which, id] : core_.special_folders) {
      if (!tree.find(id)) add("Default folder " + std::to_string(static_cast<int>(which)) + " is missing.");
    }
    return ok_status();
  }

  void check_settings() {
    const auto properties = store::read_store_properties(view_);
    if (!properties.ok()) add(describe(properties.error()));
    const auto receive_folders = store::read_associations(view_, core_.special_folders);
    if (!receive_folders.ok()) add(describe(receive_folders.error()));
  }

  Status check_message(const storage::MessageRecord& record) {
    const std::string name = "Message " + std::to_string(record.id.value);
    TRY_SET(const auto versions, view_.versions(record.id));
    if (versions.empty()) {
      add(name + " has lost all of its versions.");
      return ok_status();
    }
    std::int64_t bytes = 0;
    for (std::size_t i = 0; i < versions.size(); ++i) {
      bytes += versions[i].content_bytes;
      if (i > 0 && versions[i].number <= versions[i - 1].number) add(name + " has versions out of order.");
      TRY(check_version(record, versions[i]));
    }
    if (versions.back().number != record.version ||
        versions.back().change_number != record.change_number) {
      add(name + " does not point at its newest version.");
    }
    if (static_cast<std::int64_t>(versions.size()) != record.history_count || bytes != record.history_bytes) {
      add(name + " counts its history wrongly.");
    }
    return ok_status();
  }

 private:
  void check_search(FolderId folder, const std::string& name) {
    const auto state = store::read_search_state(view_, folder);
    if (!state.ok()) add(name + " has criteria that cannot be read: " + describe(state.error()));
    if (!state.ok() || !*state) return;
    if (!store::read_search_restriction(view_, folder).ok()) add(name + " has a restriction that cannot be read.");
    if (!store::read_found(view_, folder, **state).ok()) add(name + " has lost what its search had found.");
  }

  Status check_version(const storage::MessageRecord& record, const storage::VersionInfo& info) {
    const std::string name = "Version " + std::to_string(info.number.value) + " of message " + std::to_string(record.id.value);
    TRY_SET(const auto version, view_.version(record.id, info.number));
    if (!version) {
      add(name + " is missing.");
      return ok_status();
    }
    if (!checksum_matches(version->content)) add(name + " has damaged content: its checksum does not match.");
    const auto content = decode_content(version->content);
    if (!content.ok()) {
      add(name + " cannot be read: " + describe(content.error()));
      return ok_status();
    }
    TRY(check_references(name, *version, *content));
    if (info.number == record.version) check_columns(record, *content, version->content.size());
    check_names(name, *content);
    if (!version->source.empty() && !store::large_source(version->source) &&
        !store::unpack_source(version->source, version->content).ok()) {
      add(name + " has original bytes that cannot be read.");
    }
    return ok_status();
  }

  Status check_references(const std::string& name, const storage::VersionRecord& version, const MessageContent& content) {
    std::vector<ContentHash> expected = store::large_hashes(content);
    if (const auto source = store::large_source(version.source)) expected.push_back(source->hash);
    std::sort(expected.begin(), expected.end());
    expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
    TRY_SET(const auto kept, view_.references(version.info.change_number));
    if (kept != expected) add(name + " refers to other large values than the store has counted.");
    return ok_status();
  }

  void check_columns(const storage::MessageRecord& record, const MessageContent& content, std::size_t encoded_bytes) {
    storage::MessageRecord expected = record;
    store::fill_columns(expected, content, encoded_bytes);
    // An empty key says "not computed"; and where not all are of this program's ICU, any may be another's.
    const auto overlook = [&](Bytes storage::MessageRecord::*key) {
      if (!keys_are_current_ || (record.*key).empty()) expected.*key = record.*key;
    };
    overlook(&storage::MessageRecord::subject_key);
    overlook(&storage::MessageRecord::sender_key);
    overlook(&storage::MessageRecord::to_key);
    if (!(expected == record)) {
      add("Message " + std::to_string(record.id.value) + " has list columns that differ from its content.");
    }
  }

  void check_names(const std::string& name, const MessageContent& content) {
    if (!store::check_named_ids(core_, content).ok()) add(name + " has a named property that has no name.");
  }

  void add(std::string finding) {
    if (findings_.size() < kMaxFindings) findings_.push_back(std::move(finding));
  }

  store::Core& core_;
  storage::View& view_;
  std::vector<std::string>& findings_;
  const bool keys_are_current_;
};

}  // namespace

Result<std::vector<std::string>> Store::check(const Session& session, const Progress& progress) {
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY(store::Permissions(session, *view).require_whole_store());
  }
  TRY_SET(std::vector<std::string> findings, core_->engine->verify());
  storage::Counters counters;
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY_SET(counters, view->counters());
    Checker checker(*core_, *view, findings, false);
    TRY(checker.check_folders());
    checker.check_settings();
  }
  FolderCounts counts(counters.log_position);
  MessageId after;
  for (bool more = true; more;) {  // a view a page, so that writers go on meanwhile
    TRY_SET(const auto view, core_->engine->view());
    TRY_SET(const auto page, view->messages_after(after, kPage));
    TRY_SET(const bool keys_are_current, store::keys_are_current(*view));
    Checker checker(*core_, *view, findings, keys_are_current);
    for (const storage::MessageRecord& record : page) {
      TRY(checker.check_message(record));
      counts.add(record);
    }
    more = page.size() == kPage;
    if (!page.empty()) after = page.back().id;
    if (progress) progress(static_cast<std::uint64_t>(after.value), static_cast<std::uint64_t>(counters.last_id));
  }
  TRY_SET(const auto view, core_->engine->view());
  TRY(counts.compare(*view, findings));
  return findings;
}

}  // namespace postroom
