// Conformance: scans of many messages, and of named ones.
#include "storage/conformance.h"

#include <algorithm>

namespace postroom::storage {
namespace {

using Ids = std::vector<MessageId>;

struct Seen {
  std::vector<MessageRecord> rows;
  std::vector<Bytes> contents;
};

// Visits that keep everything and end after `most` rows.
VisitRow keep_in(Seen& seen, std::size_t most = SIZE_MAX) {
  return [&seen, most](const MessageRecord& row, ByteView content) {
    seen.rows.push_back(row);
    seen.contents.emplace_back(content.begin(), content.end());
    return seen.rows.size() < most;
  };
}

Ids ids_of(const Seen& seen) {
  Ids ids;
  for (const MessageRecord& row : seen.rows) ids.push_back(row.id);
  return ids;
}

Ids scan(View& view, const ScanQuery& query) {
  Seen seen;
  must(view.scan(query, keep_in(seen)));
  return ids_of(seen);
}

Ids sorted(Ids ids) {
  std::sort(ids.begin(), ids.end());
  return ids;
}

// The fields that were asked for, and what comes in any case; the rest as in a record that nobody filled.
MessageRecord only(const MessageRecord& whole, RowFields fields) {
  MessageRecord row;
  row.id = whole.id, row.folder = whole.folder, row.kind = whole.kind, row.deleted = whole.deleted;
  const auto take = [&](RowFields field, auto... members) {
    if (has(fields, field)) ((row.*members = whole.*members), ...);
  };
  using M = MessageRecord;
  take(RowFields::numbers, &M::version, &M::change_number, &M::read_state, &M::log_position,
       &M::history_count, &M::history_bytes);
  take(RowFields::flags, &M::flags, &M::status);
  take(RowFields::size, &M::size);
  take(RowFields::date, &M::date);
  take(RowFields::times, &M::created, &M::modified);
  take(RowFields::importance, &M::importance, &M::has_attachments);
  take(RowFields::message_class, &M::message_class);
  take(RowFields::subject, &M::subject);
  take(RowFields::sender, &M::sender);
  take(RowFields::display_to, &M::display_to);
  take(RowFields::subject_key, &M::subject_key);
  take(RowFields::sender_key, &M::sender_key);
  take(RowFields::to_key, &M::to_key);
  return row;
}

// Fields that were not asked for may hold anything.
void expect_row(const MessageRecord& found, const MessageRecord& whole, RowFields fields) {
  EXPECT_EQ(only(found, fields), only(whole, fields)) << "fields " << static_cast<std::uint32_t>(fields);
}

constexpr auto kAllBits = static_cast<std::uint32_t>(RowFields::all);

}  // namespace

TEST_P(EngineTest, a_scan_goes_through_all_folders_in_order_of_id) {
  const FolderId a = add_folder(), b = add_folder();
  Ids all;
  for (int i = 0; i < 7; ++i) all.push_back(add_message(i % 3 == 0 ? b : a, {1000 - i}));
  EXPECT_EQ(scan(*view(), {}), all);
}

TEST_P(EngineTest, a_store_without_messages_has_nothing_to_visit) {
  EXPECT_TRUE(scan(*view(), {}).empty());
  const std::vector folders{add_folder()};
  EXPECT_TRUE(scan(*view(), {.folders = folders}).empty());
  EXPECT_TRUE(scan(*view(), {.folders = folders, .content = true}).empty());
}

TEST_P(EngineTest, a_scan_visits_the_messages_of_the_folders_alone_whether_they_are_few_or_most) {
  const FolderId a = add_folder(), b = add_folder(), c = add_folder();
  const Ids many = add_messages(a, 100);
  Ids few = add_messages(b, 2);
  add_messages(a, 100);
  const Ids other = add_messages(c, 3);
  const MessageId late = add_message(b, {1});  // an index by date has it first
  few.push_back(late);
  Ids both = few;
  both.insert(both.end(), other.begin(), other.end());
  const std::vector only_b{b}, b_and_c{b, c}, only_a{a}, all{a, b, c}, none{FolderId{98765}};
  EXPECT_EQ(scan(*view(), {.folders = only_b}), few);
  EXPECT_EQ(scan(*view(), {.folders = b_and_c}), sorted(both));
  EXPECT_EQ(scan(*view(), {.folders = only_a}).size(), 200U);
  EXPECT_EQ(scan(*view(), {.folders = all}), scan(*view(), {}));
  EXPECT_TRUE(scan(*view(), {.folders = none}).empty());
}

TEST_P(EngineTest, a_scan_tells_apart_kinds_and_deleted_messages) {
  const FolderId folder = add_folder(), elsewhere = add_folder();
  add_messages(elsewhere, 50);
  const std::vector folders{folder};
  for (const auto kind : {MessageKind::normal, MessageKind::associated}) {
    for (const auto deleted : {std::optional<FileTime>(), std::optional(FileTime{9})}) {
      const MessageId id = add_as(folder, kind, deleted);
      Seen seen;
      must(view()->scan({.folders = folders, .kind = kind, .deleted = deleted ? Deleted::yes : Deleted::no},
                        keep_in(seen)));
      ASSERT_EQ(ids_of(seen), Ids{id});
      EXPECT_EQ(seen.rows[0].kind, kind);
      EXPECT_EQ(seen.rows[0].deleted, deleted);
      EXPECT_EQ(seen.rows[0].folder, folder);
    }
  }
  EXPECT_EQ(scan(*view(), {.kind = MessageKind::associated}).size(), 1U);
  EXPECT_EQ(scan(*view(), {}).size(), 51U);
}

TEST_P(EngineTest, slices_of_a_scan_begin_after_an_id_and_end_with_one) {
  const FolderId a = add_folder(), b = add_folder();
  const Ids in_a = add_messages(a, 60), in_b = add_messages(b, 6);
  const std::vector few{b}, many{a};
  EXPECT_EQ(scan(*view(), {.after = in_a[57], .up_to = in_b[1]}),
            (Ids{in_a[58], in_a[59], in_b[0], in_b[1]}));
  EXPECT_EQ(scan(*view(), {.folders = few, .after = in_b[1], .up_to = in_b[3]}), (Ids{in_b[2], in_b[3]}));
  EXPECT_EQ(scan(*view(), {.folders = many, .after = in_a[1], .up_to = in_a[3]}), (Ids{in_a[2], in_a[3]}));
  EXPECT_TRUE(scan(*view(), {.after = in_b[5]}).empty());
  EXPECT_TRUE(scan(*view(), {.folders = few, .after = in_b[5]}).empty());
  EXPECT_TRUE(scan(*view(), {.after = in_a[3], .up_to = in_a[3]}).empty());
  EXPECT_TRUE(scan(*view(), {.folders = few, .after = in_b[3], .up_to = in_b[1]}).empty());
}

TEST_P(EngineTest, the_limit_of_a_scan_counts_rows_visited) {
  const FolderId a = add_folder(), b = add_folder();
  const Ids in_a = add_messages(a, 60), in_b = add_messages(b, 6);
  const std::vector few{b}, many{a};
  for (const std::size_t limit : {0, 1, 5, 6, 7}) {
    const std::size_t expected = std::min<std::size_t>(limit, 6);
    EXPECT_EQ(scan(*view(), {.limit = limit}), Ids(in_a.begin(), in_a.begin() + static_cast<int>(limit)));
    EXPECT_EQ(scan(*view(), {.folders = few, .limit = limit}),
              Ids(in_b.begin(), in_b.begin() + static_cast<int>(expected)));
    EXPECT_EQ(scan(*view(), {.folders = many, .after = in_a[9], .limit = limit}),
              Ids(in_a.begin() + 10, in_a.begin() + 10 + static_cast<int>(limit)));
  }
}

TEST_P(EngineTest, slices_of_a_scan_one_after_the_other_are_the_whole) {
  const FolderId a = add_folder(), b = add_folder();
  for (int i = 0; i < 4; ++i) add_messages(i % 2 ? b : a, 25 + i);
  const std::vector one{b};
  for (const std::span<const FolderId> folders :
       {std::span<const FolderId>(), std::span<const FolderId>(one)}) {
    for (const std::size_t size : {1, 7, 52, 1000}) {
      Ids all;
      ScanQuery query{.folders = folders, .limit = size};
      for (Ids slice = scan(*view(), query); !slice.empty(); slice = scan(*view(), query)) {
        all.insert(all.end(), slice.begin(), slice.end());
        query.after = slice.back();
      }
      EXPECT_EQ(all, scan(*view(), {.folders = folders})) << size;
    }
  }
}

TEST_P(EngineTest, a_scan_ends_when_the_visitor_has_enough) {
  const FolderId a = add_folder(), b = add_folder();
  const Ids in_a = add_messages(a, 60), in_b = add_messages(b, 6);
  const std::vector few{b};
  const auto reading = view();
  for (int again = 0; again < 2; ++again) {
    Seen all, some, named;
    must(reading->scan({}, keep_in(all, 2)));
    EXPECT_EQ(ids_of(all), (Ids{in_a[0], in_a[1]}));
    must(reading->scan({.folders = few, .content = true}, keep_in(some, 2)));
    EXPECT_EQ(ids_of(some), (Ids{in_b[0], in_b[1]}));
    must(reading->scan_these(in_b, RowFields::all, true, keep_in(named, 3)));
    EXPECT_EQ(named.rows.size(), 3U);
  }
}

TEST_P(EngineTest, a_scan_brings_the_fields_that_are_asked_for) {
  const FolderId folder = add_folder();
  const MessageRecord whole = message(add_message(folder));
  ASSERT_FALSE(whole.subject_key.empty());
  const auto reading = view();
  const auto look = [&](std::uint32_t bits) {
    const auto fields = static_cast<RowFields>(bits);
    Seen scanned, named;
    must(reading->scan({.fields = fields}, keep_in(scanned)));
    must(reading->scan_these(Ids{whole.id}, fields, false, keep_in(named)));
    ASSERT_EQ(scanned.rows.size(), 1U);
    ASSERT_EQ(named.rows.size(), 1U);
    expect_row(scanned.rows[0], whole, fields);
    expect_row(named.rows[0], whole, fields);
  };
  for (std::uint32_t bit = 1; bit <= kAllBits; bit <<= 1) look(bit);
  // More combinations than an engine keeps statements for.
  for (std::uint32_t bits = 0; bits <= kAllBits; bits += 61) look(bits);
  look(kAllBits);
}

TEST_P(EngineTest, a_scan_brings_rows_one_by_one_as_they_are) {
  const FolderId folder = add_folder();
  MessageRecord long_one = message(add_message(folder)), empty_one = message(add_message(folder));
  long_one.subject = difficult_texts().back();
  empty_one.subject = empty_one.sender = "";
  empty_one.subject_key = empty_one.sender_key = empty_one.to_key = {};
  const MessageRecord last = message(add_message(folder));
  commit([&](Transaction& transaction) -> Status {
    TRY(transaction.update_message(long_one));
    return transaction.update_message(empty_one);
  });
  Seen seen;
  must(view()->scan({.fields = RowFields::all}, keep_in(seen)));
  EXPECT_EQ(seen.rows, (std::vector{long_one, empty_one, last}));
}

TEST_P(EngineTest, a_scan_brings_the_current_content_with_the_row) {
  const FolderId a = add_folder(), b = add_folder();
  const Ids ids = add_messages(a, 20);
  const MessageId changed = add_message(b);
  add_version(changed, 2);
  VersionRecord empty = sample_version(ids[3], 2);
  empty.content = {};
  commit([&](Transaction& transaction) -> Status {
    MessageRecord record = *must(transaction.message(ids[3]));
    TRY_SET(record.change_number, transaction.insert_version(empty, {}));
    record.version = {2};
    return transaction.update_message(record);
  });
  const std::vector folders{b};
  const auto look = [&](const Seen& seen, std::size_t count) {
    ASSERT_EQ(seen.rows.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto current = must(view()->current(seen.rows[i].id));
      EXPECT_EQ(seen.contents[i], current->content);
      EXPECT_EQ(seen.rows[i].subject, current->record.subject);
    }
  };
  Seen all, few, named;
  must(view()->scan({.fields = RowFields::subject, .content = true}, keep_in(all)));
  look(all, 21);
  must(view()->scan({.folders = folders, .fields = RowFields::subject, .content = true}, keep_in(few)));
  look(few, 1);
  must(view()->scan_these(ids, RowFields::subject, true, keep_in(named)));
  look(named, 20);
}

TEST_P(EngineTest, content_of_a_scan_that_is_not_asked_for_stays_empty) {
  const MessageId id = add_message(add_folder());
  Seen seen;
  must(view()->scan({}, keep_in(seen)));
  must(view()->scan_these(Ids{id}, RowFields::all, false, keep_in(seen)));
  EXPECT_EQ(seen.contents, (std::vector<Bytes>{{}, {}}));
}

TEST_P(EngineTest, a_missing_content_in_a_scan_is_an_error_that_names_the_message) {
  const MessageId id = add_message(add_folder());
  const ChangeNumber number = message(id).change_number;
  commit([&](Transaction& transaction) { return transaction.remove_version(number, kNow); });
  Seen seen;
  for (const Status& status : {view()->scan({.content = true}, keep_in(seen)),
                               view()->scan_these(Ids{id}, RowFields::none, true, keep_in(seen))}) {
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, Code::corrupt);
  }
  EXPECT_TRUE(seen.rows.empty());
  must(view()->scan({}, keep_in(seen)));
  EXPECT_EQ(ids_of(seen), Ids{id});
  commit([&](Transaction& transaction) { return transaction.remove_message(id, kNow); });
}

TEST_P(EngineTest, named_messages_come_whatever_their_kind_and_those_that_are_gone_do_not) {
  const FolderId folder = add_folder();
  const MessageId normal = add_message(folder), gone = add_message(folder);
  const MessageId associated = add_as(folder, MessageKind::associated, {});
  const MessageId deleted = add_as(folder, MessageKind::normal, FileTime{7});
  const MessageId both = add_as(folder, MessageKind::associated, FileTime{8});
  commit([&](Transaction& transaction) { return transaction.remove_message(gone, kNow); });
  const Ids asked{both, {INT64_MAX}, gone, normal, {0}, deleted, {-1}, associated, MessageId{folder.value}};
  Seen seen;
  must(view()->scan_these(asked, RowFields::all, false, keep_in(seen)));
  EXPECT_EQ(sorted(ids_of(seen)), (Ids{normal, associated, deleted, both}));
  for (const MessageRecord& row : seen.rows) EXPECT_EQ(row, message(row.id));
  Seen none;
  must(view()->scan_these(Ids{}, RowFields::all, true, keep_in(none)));
  EXPECT_TRUE(none.rows.empty());
}

TEST_P(EngineTest, a_hundred_thousand_ids_may_be_named_at_once) {
  const FolderId folder = add_folder();
  const Ids there = add_messages(folder, 3000);
  Ids asked = there;
  for (std::int64_t id = there.back().value + 1; asked.size() < 100'000; ++id) asked.push_back({id});
  for (const bool content : {false, true}) {
    Seen seen;
    must(view()->scan_these(asked, RowFields::numbers, content, keep_in(seen)));
    EXPECT_EQ(sorted(ids_of(seen)), there);
    EXPECT_EQ(seen.contents.back().empty(), !content);
  }
}

TEST_P(EngineTest, a_scan_visits_more_rows_than_come_in_one_answer) {
  const FolderId a = add_folder(), b = add_folder();
  Ids all, in_b;
  for (int i = 0; i < 6; ++i) {
    const Ids added = add_messages(i == 2 ? b : a, i == 2 ? 1000 : 2000);
    all.insert(all.end(), added.begin(), added.end());
    if (i == 2) in_b = added;
  }
  const std::vector folders{b};
  EXPECT_EQ(scan(*view(), {}), all);
  EXPECT_EQ(scan(*view(), {.content = true}), all);
  EXPECT_EQ(scan(*view(), {.folders = folders}), in_b);
  EXPECT_EQ(scan(*view(), {.limit = 9000}), Ids(all.begin(), all.begin() + 9000));
}

namespace {

std::variant<std::int64_t, Bytes> value_in(const MessageRecord& row, BoundColumn column) {
  switch (column) {
    case BoundColumn::size:
      return row.size;
    case BoundColumn::date:
      return row.date.ticks;
    case BoundColumn::created:
      return row.created.ticks;
    case BoundColumn::modified:
      return row.modified.ticks;
    case BoundColumn::importance:
      return std::int64_t{row.importance};
    case BoundColumn::subject_key:
      return row.subject_key;
    case BoundColumn::sender_key:
      return row.sender_key;
    case BoundColumn::to_key:
      return row.to_key;
  }
  return std::int64_t{0};
}

bool may_be_left_out(const MessageRecord& row, const ScanBound& bound) {
  const auto value = value_in(row, bound.column);
  if (std::holds_alternative<Bytes>(value) && std::get<Bytes>(value).empty()) return false;
  if (value == bound.value) return row.date < bound.same_from;
  return bound.past_is_more ? value > bound.value : value < bound.value;
}

// Few different values in each column, and some keys empty.
MessageRecord various(MessageRecord row, std::int64_t i) {
  const auto key = [&](std::int64_t mixed) {
    return mixed == 0 ? Bytes() : Bytes{static_cast<std::uint8_t>(mixed), 0, 255};
  };
  row.size = i % 7 * 100;
  row.date = {i % 11};
  row.created = {i % 5 - 2};
  row.modified = {i * i % 13};
  row.importance = static_cast<std::int32_t>(i % 3);
  row.subject_key = key(i % 4);
  row.sender_key = key(i * 3 % 5);
  row.to_key = key(i * 5 % 6);
  return row;
}

}  // namespace

TEST_P(EngineTest, a_bounded_scan_leaves_out_no_row_but_those_past_the_bound) {
  const FolderId folder = add_folder();
  const Ids ids = add_messages(folder, 300);
  commit([&](Transaction& transaction) -> Status {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      TRY_SET(const auto row, transaction.message(ids[i]));
      TRY(transaction.update_message(various(*row, static_cast<std::int64_t>(i))));
    }
    return ok_status();
  });
  const std::vector folders{folder};
  const MessageRecord sample = message(ids[17]);
  for (const auto column :
       {BoundColumn::size, BoundColumn::date, BoundColumn::created, BoundColumn::modified,
        BoundColumn::importance, BoundColumn::subject_key, BoundColumn::sender_key, BoundColumn::to_key}) {
    for (const bool past_is_more : {false, true}) {
      for (const FileTime same_from : {FileTime{INT64_MIN}, FileTime{5}}) {
        const ScanBound bound{column, past_is_more, value_in(sample, column), same_from};
        for (const bool content : {false, true}) {
          Seen seen;
          must(
              view()->scan({.folders = folders, .fields = RowFields::all, .content = content, .bound = bound},
                           keep_in(seen)));
          const Ids visited = ids_of(seen);
          EXPECT_TRUE(std::is_sorted(visited.begin(), visited.end()));
          for (const MessageId id : ids) {
            const bool came = std::binary_search(visited.begin(), visited.end(), id);
            EXPECT_TRUE(came || may_be_left_out(message(id), bound))
                << static_cast<int>(column) << " " << id.value;
          }
          for (const MessageRecord& row : seen.rows) EXPECT_EQ(row, message(row.id));
        }
      }
    }
  }
}

TEST_P(EngineTest, named_messages_that_lie_close_together_come_alone) {
  const FolderId folder = add_folder();
  const Ids all = add_messages(folder, 400);
  Ids asked;
  for (std::size_t i = 0; i < all.size(); i += 2) asked.push_back(all[i]);
  const MessageId gone = asked[20];
  commit([&](Transaction& transaction) { return transaction.remove_message(gone, kNow); });
  Seen seen, few;
  must(view()->scan_these(asked, RowFields::all, false, keep_in(seen)));
  must(view()->scan_these(asked, RowFields::all, false, keep_in(few, 3)));
  Ids there = asked;
  std::erase(there, gone);
  EXPECT_EQ(sorted(ids_of(seen)), there);
  for (const MessageRecord& row : seen.rows) EXPECT_EQ(row, message(row.id));
  EXPECT_EQ(few.rows.size(), 3U);
}

TEST_P(EngineTest, a_view_scans_one_moment_and_a_transaction_its_own_writes) {
  const FolderId folder = add_folder();
  const MessageId before = add_message(folder);
  const auto reading = view();
  EXPECT_EQ(scan(*reading, {}), Ids{before});
  const MessageId after = add_message(folder);
  EXPECT_EQ(scan(*reading, {}), Ids{before});
  EXPECT_EQ(scan(*view(), {}), (Ids{before, after}));
  commit([&](Transaction& transaction) -> Status {
    TRY(transaction.remove_message(before, kNow));
    EXPECT_EQ(scan(transaction, {}), Ids{after});
    Seen seen;
    TRY(transaction.scan_these(Ids{before, after}, RowFields::all, true, keep_in(seen)));
    EXPECT_EQ(ids_of(seen), Ids{after});
    return ok_status();
  });
}

}  // namespace postroom::storage
