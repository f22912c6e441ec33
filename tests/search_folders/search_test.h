// What the tests of search folders share. Those named after a row are the rows of group H of the
// requirements.
#pragma once

#include <gmock/gmock.h>

#include <condition_variable>
#include <mutex>

#include "open/engines.h"
#include "rules/save_rules.h"
#include "store/open_engine.h"
#include "support/gated_engine.h"

namespace postroom::rules {

using Subjects = std::vector<std::string>;

inline Restriction subject_has(const std::string& text) {
  return {ContentRestriction{tag::subject, Match::substring, {true, false}, {tag::subject, text}}};
}
inline Restriction is_unread() {
  return {BitmaskRestriction{tag::message_flags, BitmaskRestriction::Bits::all_clear, 1}};
}
inline Restriction some(SubObject of, Restriction part) {
  return {SubRestriction{of, std::make_shared<const Restriction>(std::move(part))}};
}

class SearchFolderTest : public RulesTest {
 protected:
  FolderId finder() { return store().special(SpecialFolder::finder); }
  FolderId subtree() { return store().special(SpecialFolder::ipm_subtree); }
  FolderId folder_in(FolderId parent, const std::string& name) {
    return must(store().create_folder(ana, parent, name));
  }

  FolderId search(const std::string& name, const Restriction& restriction,
                  const std::vector<FolderId>& folders, SearchFlags flags = {}) {
    const FolderId made = must(store().create_search_folder(ana, finder(), name));
    must(store().set_search_criteria(ana, made, restriction, folders, flags));
    return made;
  }
  std::uint32_t state(FolderId folder) { return must(store().search_criteria(ana, folder)).state; }

  // Sorted. Reads in pages, as people do.
  static Subjects subjects(Store& from, const Session& session, FolderId folder, std::size_t page = 1000) {
    Subjects found;
    std::vector<MessageSummary> rows;
    do {
      ListOptions options;
      options.limit = page;
      const std::optional<MessageSummary> last = rows.empty() ? std::nullopt : std::optional(rows.back());
      options.after = last ? &*last : nullptr;
      rows = must(from.list(session, folder, options));
      for (const MessageSummary& row : rows) found.push_back(row.subject);
    } while (rows.size() == page);
    std::sort(found.begin(), found.end());
    return found;
  }
  Subjects subjects(FolderId folder) { return subjects(store(), ana, folder); }

  MessageId add_to(FolderId folder, const std::string& subject) {
    Message message = must(store().create_message(ana, folder));
    must(message.set(tag::message_class, std::string("IPM.Note")));
    must(message.set(tag::subject, subject));
    return must(message.save()).message;
  }
  void remove(MessageId id, DeleteKind kind = DeleteKind::recoverable) {
    EXPECT_EQ(must(store().delete_messages(ana, std::vector{id}, kind)).done.size(), 1u);
  }
  void move(MessageId id, FolderId to) {
    EXPECT_EQ(must(store().move_messages(ana, std::vector{id}, to)).done.size(), 1u);
  }

  // The same store, in which other threads than this one wait at the gate. Open it before the store goes.
  Store gated(const std::shared_ptr<testing::Gate>& gate) const {
    return must(postroom::store::open(
        std::make_unique<testing::GatedEngine>(must(open_engine(address(), OpenAs::read_write)), gate)));
  }
};

}  // namespace postroom::rules
