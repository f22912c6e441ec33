#include "store/search_run.h"

#include <algorithm>
#include <unordered_map>

#include "base/try.h"
#include "model/blob.h"
#include "store/computed.h"
#include "store/message_row.h"
#include "store/narrowing.h"
#include "store/permissions.h"
#include "store/search_text.h"

namespace postroom::store {
namespace {

constexpr std::size_t kMostChosen =
    20'000;  // messages that are put in order; of more, walking the folders finds some soon
constexpr std::size_t kCheckedAtOnce = 64;
constexpr std::size_t kLanePage = 200;
constexpr std::size_t kOrderedAtOnce = 2'000;

struct Place {
  FileTime date;
  MessageId id;
};

bool is_newer(const Place& a, const Place& b) { return a.date != b.date ? a.date > b.date : a.id > b.id; }

Status check_where(const Restriction& where) {
  TRY(postroom::check(where));
  if (!std::holds_alternative<CountRestriction>(where.kind)) return ok_status();
  return Error{Code::too_complex, "A search is not restricted to a number of messages; read as many as are wanted.", {}};
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

SearchRun::SearchRun(std::shared_ptr<Core> core, const SearchQuery& query, std::vector<std::string> needles)
    : core_(std::move(core)), needles_(std::move(needles)), kind_(query.kind), behind_(query.behind) {
  if (query.where) where_.emplace(*query.where);
}

Result<std::unique_ptr<SearchRun>> SearchRun::begin(std::shared_ptr<Core> core, const Session& session,
                                                    const SearchQuery& query) {
  if (query.where) TRY(check_where(*query.where));
  std::vector<std::string> needles;
  if (!query.where || !is_blank(query.text)) {
    TRY_SET(needles, parse_needles(query.text));
  }
  auto run = std::unique_ptr<SearchRun>(new SearchRun(std::move(core), query, std::move(needles)));
  TRY(run->choose_folders(session, query));
  TRY(run->choose_messages());
  return run;
}

// What the session may not read is passed over, but where it asks for it by name.
Status SearchRun::choose_folders(const Session& session, const SearchQuery& query) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const auto folders, view->folders());
  Permissions permissions(session, *view);
  permissions.add(folders);
  for (const FolderId id : query.folders) {
    TRY(require_folder(*view, id));
    TRY(permissions.require(id, FolderRights::read));
  }
  for (const storage::FolderRecord& folder : folders) {
    const bool is_asked = query.folders.empty() || std::find(query.folders.begin(), query.folders.end(),
                                                             folder.id) != query.folders.end();
    if (!is_asked || folder.kind == FolderKind::search) continue;
    TRY_SET(const FolderRights rights, permissions.rights_in(folder.id));
    if (!has(rights, FolderRights::read)) continue;
    folders_.insert(folder.id);
    Lane& lane = lanes_.emplace_back();
    lane.folder = folder.id;
    if (behind_) lane.before = storage::MessageQuery::Place{behind_->date, behind_->id};
  }
  return ok_status();
}

Status SearchRun::choose_messages() {
  // A search goes without an index where there can be none.
  (void)core_->indexer.start();
  if (kind_ != MessageKind::normal) return ok_status();
  std::vector<std::string> needles = needles_;
  if (where_) {
    for (std::string& needle : index_needles(where_->restriction())) needles.push_back(std::move(needle));
  }
  if (needles.empty()) return ok_status();
  TRY_SET(const auto narrowed, narrow(*core_, std::move(needles), kMostChosen));
  if (!narrowed) return ok_status();
  report_.indexed = true;
  report_.up_to_date = narrowed->up_to_date;
  return put_in_order(narrowed->candidates);
}

Status SearchRun::put_in_order(const std::vector<storage::Candidate>& candidates) {
  std::unordered_map<MessageId, std::vector<ChangeNumber>> versions;
  std::vector<MessageId> ids;
  for (const storage::Candidate& candidate : candidates) {
    auto& of_message = versions[candidate.message];
    if (of_message.empty()) ids.push_back(candidate.message);
    of_message.push_back(candidate.version);
  }
  std::vector<Place> places;
  const storage::RowFields fields = storage::RowFields::numbers | storage::RowFields::date;
  for (std::size_t at = 0; at < ids.size(); at += kOrderedAtOnce) {
    const auto some = std::span(ids).subspan(at, std::min(kOrderedAtOnce, ids.size() - at));
    TRY_SET(const auto view, core_->engine->view());
    TRY(view->scan_these(some, fields, false, [&](const storage::MessageRecord& row, ByteView) {
      const auto& known = versions.at(row.id);
      // One that is not current was replaced by what is a candidate by itself, or has other text.
      const bool may_be = std::any_of(known.begin(), known.end(), [&](ChangeNumber version) {
        return version.value == 0 || version == row.change_number;
      });
      if (is_searched(row) && may_be) places.push_back({row.date, row.id});
      return true;
    }));
  }
  if (behind_) {
    const Place last{behind_->date, behind_->id};
    std::erase_if(places, [&](const Place& place) { return !is_newer(last, place); });
  }
  std::sort(places.begin(), places.end(), is_newer);
  chosen_.emplace();
  for (const Place& place : places) chosen_->push_back(place.id);
  return ok_status();
}

bool SearchRun::is_searched(const storage::MessageRecord& row) const {
  return !row.deleted && row.kind == kind_ && folders_.contains(row.folder);
}

Status SearchRun::refill(Lane& lane) {
  if (!lane.page.empty() || lane.at_end) return ok_status();
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const auto rows,
          view->messages({lane.folder, kind_, storage::Deleted::no, lane.before, kLanePage}));
  lane.at_end = rows.size() < kLanePage;
  lane.page.assign(rows.begin(), rows.end());
  if (!rows.empty()) lane.before = storage::MessageQuery::Place{rows.back().date, rows.back().id};
  return ok_status();
}

// The newest of all lanes, some at a time.
Result<std::vector<MessageId>> SearchRun::walk_on() {
  std::vector<MessageId> ids;
  while (ids.size() < kCheckedAtOnce) {
    Lane* newest = nullptr;
    for (Lane& lane : lanes_) {
      TRY(refill(lane));
      if (lane.page.empty()) continue;
      const auto place = [](const Lane& of) { return Place{of.page.front().date, of.page.front().id}; };
      if (!newest || is_newer(place(lane), place(*newest))) newest = &lane;
    }
    if (!newest) break;
    const MessageId id = newest->page.front().id;
    newest->page.pop_front();
    if (given_.insert(id).second) ids.push_back(id);
  }
  return ids;
}

Result<std::vector<MessageId>> SearchRun::next_to_check() {
  if (!chosen_) return walk_on();
  const std::size_t count = std::min(kCheckedAtOnce, chosen_->size());
  const auto end = chosen_->begin() + static_cast<std::ptrdiff_t>(count);
  std::vector<MessageId> ids(chosen_->begin(), end);
  chosen_->erase(chosen_->begin(), end);
  return ids;
}

Result<std::vector<MessageSummary>> SearchRun::next(std::size_t limit) {
  while (found_.size() < limit) {
    TRY_SET(const std::vector<MessageId> ids, next_to_check());
    if (ids.empty()) break;
    TRY(check(ids));
  }
  const auto end = found_.begin() + static_cast<std::ptrdiff_t>(std::min(limit, found_.size()));
  std::vector<MessageSummary> page(found_.begin(), end);
  found_.erase(found_.begin(), end);
  return page;
}

// Damage of one message is no failure of the search.
Result<bool> SearchRun::has_text(ByteView bytes, bool& is_large) {
  const auto content = decode_content(bytes);
  if (!content.ok()) {
    is_large = false;
    ++report_.unreadable;
    return false;
  }
  if (is_large && has_large_text(*content)) return false;
  is_large = false;
  const auto has = has_needles(*content, core_->large, needles_);
  if (!has.ok() && has.error().code == Code::not_found) {  // its large value went with this version
    ++report_.unreadable;
    return false;
  }
  return has;
}

// As with the text, damage of one message is no failure of the search.
Result<bool> SearchRun::meets(const storage::MessageRecord& record, ByteView content) {
  if (!where_) return true;
  MessageRow row({core_->store_guid, &core_->large, false, {}});
  row.stand_on(record, storage::RowFields::all, content);
  const auto met = where_->meets(row);
  if (met.ok() || (met.error().code != Code::corrupt && met.error().code != Code::not_found)) return met;
  ++report_.unreadable;
  return false;
}

Result<bool> SearchRun::is_found(const storage::MessageRecord& record, ByteView content, bool& is_large) {
  if (needles_.empty()) {
    is_large = false;
  } else {
    TRY_SET(const bool has, has_text(content, is_large));
    if (!has) return false;
  }
  return meets(record, content);
}

// Those with large values are looked at when the view is gone: that may take its time.
Status SearchRun::check(const std::vector<MessageId>& ids) {
  std::unordered_map<MessageId, MessageSummary> found;
  std::vector<MessageId> later;
  Status failed = ok_status();
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY(view->scan_these(ids, storage::RowFields::all, true,
                         [&](const storage::MessageRecord& row, ByteView content) {
                           if (!is_searched(row)) return true;
                           bool is_large = true;
                           const auto has = is_found(row, content, is_large);
                           if (!has.ok())
                             failed = has.error();
                           else if (*has)
                             found.emplace(row.id, to_summary(row));
                           else if (is_large)
                             later.push_back(row.id);
                           return has.ok();
                         }));
  }
  TRY(std::move(failed));
  for (const MessageId id : later) {
    TRY_SET(const auto current, core_->engine->current(id));
    if (!current || !is_searched(current->record)) continue;
    bool is_large = false;
    TRY_SET(const bool has, is_found(current->record, current->content, is_large));
    if (has) found.emplace(id, to_summary(current->record));
  }
  report_.checked += static_cast<std::int64_t>(ids.size());
  for (const MessageId id : ids) {
    if (const auto hit = found.find(id); hit != found.end()) found_.push_back(std::move(hit->second));
  }
  return ok_status();
}

}  // namespace postroom::store

namespace postroom {

Search::Search(std::unique_ptr<store::SearchRun> run) : run_(std::move(run)) {}
Search::Search(Search&&) noexcept = default;
Search& Search::operator=(Search&&) noexcept = default;
Search::~Search() = default;
Result<std::vector<MessageSummary>> Search::next(std::size_t limit) { return run_->next(limit); }
SearchReport Search::report() const { return run_->report(); }

Result<Search> Store::search(const Session& session, const SearchQuery& query) {
  TRY_SET(auto run, store::SearchRun::begin(core_, session, query));
  return Search(std::move(run));
}

Status Store::index(const Session&, const Progress& progress) { return core_->indexer.catch_up(progress); }

}  // namespace postroom
