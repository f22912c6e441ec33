// One search: which messages are looked at in which order, and which of them have the text and meet the restriction.
#pragma once

#include <postroom/search.h>

#include <deque>
#include <unordered_set>

#include "model/evaluate.h"
#include "store/core.h"

namespace postroom::store {

class SearchRun {
 public:
  static Result<std::unique_ptr<SearchRun>> begin(std::shared_ptr<Core> core, const Session& session,
                                                  const SearchQuery& query);

  Result<std::vector<MessageSummary>> next(std::size_t limit);
  const SearchReport& report() const { return report_; }

 private:
  // Messages of one folder, from the newest; read in pages.
  struct Lane {
    FolderId folder;
    std::deque<storage::MessageRecord> page;
    std::optional<storage::MessageQuery::Place> before;
    bool at_end = false;
  };
  struct Look;

  SearchRun(std::shared_ptr<Core> core, const SearchQuery& query, std::vector<std::string> needles);
  Status choose_folders(const Session& session, const SearchQuery& query);
  Status choose_messages();
  Status put_in_order(const std::vector<storage::Candidate>& candidates);
  Status refill(Lane& lane);
  Result<std::vector<MessageId>> next_to_check();
  Result<std::vector<MessageId>> walk_on();
  Status check(const std::vector<MessageId>& ids);
  Result<bool> has_text(ByteView content, bool& is_large);
  Result<bool> meets(const storage::MessageRecord& record, ByteView content);
  Result<bool> is_found(const storage::MessageRecord& record, ByteView content, bool& is_large);
  bool is_searched(const storage::MessageRecord& row) const;

  const std::shared_ptr<Core> core_;
  const std::vector<std::string> needles_;
  const MessageKind kind_;
  const std::optional<SearchQuery::Place> behind_;
  std::optional<PreparedRestriction> where_;
  std::unordered_set<FolderId> folders_;
  SearchReport report_;

  std::optional<std::deque<MessageId>> chosen_;  // in order; else the lanes are walked
  std::vector<Lane> lanes_;
  std::unordered_set<MessageId> given_;  // walked already: a message may move from lane to lane
  std::deque<MessageSummary> found_;
};

}  // namespace postroom::store
