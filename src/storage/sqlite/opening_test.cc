// What opening answers to files that are not as they should be.
#include "storage/sqlite/schema.h"
#include "storage/sqlite/test_store.h"

#include <algorithm>

namespace postroom::storage {
namespace {

constexpr uid_t kNobody = 65534;

class OpeningTest : public StoreTest {
 protected:
  void write_file(const std::string& bytes) const { std::ofstream(path(), std::ios::binary) << bytes; }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder())) {
      names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }
  // Runs `work` as a user who owns nothing here.
  bool as_nobody(const std::function<bool()>& work) const {
    return Child([&] { return setgid(kNobody) == 0 && setuid(kNobody) == 0 && work(); }).wait();
  }
  void allow(const std::string& file, mode_t mode) const {
    if (chmod(file.c_str(), mode) != 0) throw std::runtime_error("chmod");
  }
};

TEST_F(OpeningTest, a_missing_file_is_not_found) {
  EXPECT_EQ(code_of_opening(), Code::not_found);
  EXPECT_TRUE(files().empty());
}

TEST_F(OpeningTest, a_folder_is_not_a_store) {
  std::filesystem::create_directory(path());
  EXPECT_EQ(code_of_opening(), Code::not_a_store);
}

TEST_F(OpeningTest, a_device_is_not_a_store) {
  const auto engine = open_sqlite_engine("/dev/null", OpenMode::read_only);
  ASSERT_FALSE(engine.ok());
  EXPECT_EQ(engine.error().code, Code::not_a_store);
}

TEST_F(OpeningTest, other_files_are_not_stores_and_stay_as_they_are) {
  for (const std::string& bytes : {std::string(), std::string("x"), std::string("Dear Ana,\n"),
                                   std::string(100'000, 'y'), std::string(8192, '\0')}) {
    write_file(bytes);
    EXPECT_EQ(code_of_opening(), Code::not_a_store);
    EXPECT_EQ(contents_of(path()), bytes);
    EXPECT_EQ(files(), std::vector<std::string>{"a.postroom"});
  }
}

TEST_F(OpeningTest, another_programs_database_is_not_a_store_and_stays_as_it_is) {
  run_sql(path(), "PRAGMA journal_mode = WAL; CREATE TABLE t(x); PRAGMA application_id = 99");
  const std::string before = contents_of(path());
  EXPECT_EQ(code_of_opening(), Code::not_a_store);
  EXPECT_EQ(code_of_opening(OpenMode::read_only), Code::not_a_store);
  EXPECT_EQ(contents_of(path()), before);
  EXPECT_EQ(files(), std::vector<std::string>{"a.postroom"});
}

TEST_F(OpeningTest, a_store_of_a_newer_program_is_refused_and_stays_as_it_is) {
  create();
  run_sql(path(), "PRAGMA user_version = " + std::to_string(kSchemaVersion + 1));
  const std::string before = contents_of(path());
  EXPECT_EQ(code_of_opening(), Code::newer_format);
  EXPECT_EQ(code_of_opening(OpenMode::read_only), Code::newer_format);
  EXPECT_EQ(contents_of(path()), before);
}

TEST_F(OpeningTest, a_store_cut_off_anywhere_is_corrupt_or_no_store_at_all) {
  {
    const auto engine = create();
    for (int i = 0; i < 20; ++i) add_message(*engine, 5000);
  }
  const std::string whole = contents_of(path());
  std::vector<std::size_t> lengths{0, 1, 15, 16, 17, 99, 100, 101, 511, 512, 513, 4096, 8191, 8192, 8193};
  for (std::size_t length = 12'288; length < whole.size(); length += 12'345) lengths.push_back(length);
  lengths.push_back(whole.size() - 1);
  for (const std::size_t length : lengths) {
    write_file(whole.substr(0, length));
    for (const OpenMode mode : {OpenMode::read_write, OpenMode::read_only}) {
      EXPECT_EQ(code_of_opening(mode), length <= 1 ? Code::not_a_store : Code::corrupt) << length;
    }
    EXPECT_EQ(contents_of(path()).size(), length);
  }
}

TEST_F(OpeningTest, a_store_overwritten_anywhere_gives_errors_and_no_crash) {
  {
    const auto engine = create();
    for (int i = 0; i < 20; ++i) add_message(*engine, 5000);
  }
  const std::string whole = contents_of(path());
  for (std::size_t start = 100; start < whole.size(); start += 4096) {
    std::string damaged = whole;
    for (std::size_t i = start; i < std::min(start + 200, whole.size()); ++i)
      damaged[i] = static_cast<char>(i * 31);
    write_file(damaged);
    const auto engine = open_sqlite_engine(path(), OpenMode::read_only);
    if (!engine.ok()) continue;
    (void)(*engine)->verify();
    const auto view = (*engine)->view();
    if (!view.ok()) continue;
    (void)(*view)->messages_after({0}, 1000);
    for (std::int64_t id = 1; id <= 20; ++id) (void)(*view)->current({id});
  }
}

TEST_F(OpeningTest, creating_refuses_a_path_that_is_taken_and_leaves_it_alone) {
  write_file("mine");
  const auto engine = create_sqlite_engine(path());
  ASSERT_FALSE(engine.ok());
  EXPECT_EQ(engine.error().code, Code::collision);
  EXPECT_EQ(contents_of(path()), "mine");
}

TEST_F(OpeningTest, creating_where_no_folder_is_leaves_nothing_behind) {
  const auto engine = create_sqlite_engine(path("missing/a.postroom"));
  ASSERT_FALSE(engine.ok());
  EXPECT_EQ(engine.error().code, Code::not_found);
  EXPECT_TRUE(files().empty());
}

TEST_F(OpeningTest, creating_that_fails_half_way_leaves_nothing_behind) {
  SqliteOptions options;
  options.vfs = "no such vfs";
  EXPECT_FALSE(create_sqlite_engine(path(), options).ok());
  EXPECT_TRUE(files().empty());
}

TEST_F(OpeningTest, a_store_made_of_what_is_written_into_it_is_there_once_that_is_done) {
  const Status made = make_sqlite_store(path(), [&](Engine& engine) {
    EXPECT_EQ(code_of_opening(), Code::not_found);
    return put(engine, "k", "v");
  });
  ASSERT_TRUE(made.ok()) << describe(made.error());
  EXPECT_EQ(files(), std::vector<std::string>{"a.postroom"});
  EXPECT_EQ(get(*open(), "k"), "v");
  const auto again = make_sqlite_store(path(), [](Engine&) { return ok_status(); });
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, Code::collision);
}

TEST_F(OpeningTest, a_store_whose_writing_fails_leaves_nothing_behind) {
  const Status made = make_sqlite_store(path(), [&](Engine& engine) -> Status {
    TRY(put(engine, "k", "v"));
    return Error{Code::cancelled, "No.", {}};
  });
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, Code::cancelled);
  EXPECT_TRUE(files().empty());
}

TEST_F(OpeningTest, a_name_that_looks_like_a_uri_is_a_name) {
  const std::string name = path("file:a b%20?mode=ro#x.postroom");
  must(create_sqlite_engine(name)).reset();
  EXPECT_TRUE(std::filesystem::exists(name));
  EXPECT_FALSE(must(open_sqlite_engine(name, OpenMode::read_write))->is_read_only());
}

TEST_F(OpeningTest, a_store_reached_by_a_link_shares_the_files_beside_it) {
  create();
  std::filesystem::create_symlink(path(), path("link"));
  const auto engine = must(open_sqlite_engine(path("link"), OpenMode::read_write));
  must(put(*engine, "k", "v"));
  EXPECT_FALSE(std::filesystem::exists(path("link.lock")));
  EXPECT_EQ(get(*open(), "k"), "v");
}

TEST_F(OpeningTest, closing_leaves_no_log_file_beside_the_store) {
  {
    const auto engine = create();
    const auto watch = must(engine->watch([] {}));
    must(put(*engine, "k", "v"));
    const auto first = must(engine->view()), second = must(engine->view());
  }
  EXPECT_EQ(files(), (std::vector<std::string>{"a.postroom", "a.postroom.lock"}));
}

TEST_F(OpeningTest, reading_only_means_no_commit) {
  create();
  const auto engine = open(OpenMode::read_only);
  EXPECT_TRUE(engine->is_read_only());
  const Status status = put(*engine, "k", "v");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, Code::read_only);
  EXPECT_FALSE(engine->write_large().ok());
}

TEST_F(OpeningTest, a_readable_store_in_a_readable_folder_opens_for_an_unprivileged_user) {
  must(put(*create(), "k", "v"));
  allow(folder(), 0755);
  allow(path(), 0444);
  EXPECT_TRUE(as_nobody([&] {
    const auto engine = open();
    return engine->is_read_only() && get(*engine, "k") == "v" && must(engine->verify()).empty();
  }));
  EXPECT_EQ(files(), (std::vector<std::string>{"a.postroom", "a.postroom.lock"}));
}

TEST_F(OpeningTest, a_backup_in_a_read_only_folder_opens) {
  const auto engine = create();
  must(put(*engine, "k", "v"));
  must(engine->backup(path("b.postroom"), {}));
  allow(folder(), 0755);
  allow(path("b.postroom"), 0444);
  EXPECT_TRUE(as_nobody(
      [&] { return get(*must(open_sqlite_engine(path("b.postroom"), OpenMode::read_write)), "k") == "v"; }));
}

TEST_F(OpeningTest, an_unprivileged_reader_sees_what_a_writer_has_just_written) {
  const auto engine = create();
  must(put(*engine, "k", "v"));
  allow(folder(), 0755);
  for (const char* ending : {"", "-wal", "-shm"}) allow(path() + ending, 0444);
  EXPECT_TRUE(as_nobody([&] { return get(*open(), "k") == "v"; }));
}

TEST_F(OpeningTest, an_immutable_reader_notices_that_somebody_writes) {
  must(put(*create(), "k", "old"));
  allow(folder(), 0755);
  allow(path(), 0444);
  Signal reader_is_open, written;
  Child reader([&] {
    if (setgid(kNobody) != 0 || setuid(kNobody) != 0) return false;
    const auto engine = open();
    const bool saw_old = get(*engine, "k") == "old";
    reader_is_open.give();
    written.await();
    return saw_old && get(*engine, "k") == "new";
  });
  reader_is_open.await();
  const auto engine = open();
  EXPECT_FALSE(engine->is_read_only());
  must(put(*engine, "k", "new"));
  written.give();
  EXPECT_TRUE(reader.wait());
}

TEST_F(OpeningTest, a_log_file_that_cannot_be_read_along_is_a_clear_error) {
  {
    const auto engine = create();
    must(put(*engine, "k", "v"));
    for (const char* ending : {"", "-wal"})
      std::filesystem::copy_file(path() + ending, path("copy") + ending);
  }
  allow(folder(), 0755);
  for (const char* ending : {"", "-wal"}) allow(path("copy") + ending, 0444);
  EXPECT_TRUE(as_nobody([&] {
    const auto engine = open_sqlite_engine(path("copy"), OpenMode::read_only);
    return !engine.ok() && engine.error().message.find("-wal") != std::string::npos;
  }));
}

TEST_F(OpeningTest, an_unreadable_store_is_no_access) {
  create();
  allow(folder(), 0755);
  allow(path(), 0600);
  EXPECT_TRUE(as_nobody([&] { return code_of_opening() == Code::no_access; }));
  allow(folder(), 0700);
  EXPECT_TRUE(as_nobody([&] { return code_of_opening() == Code::no_access; }));
}

}  // namespace
}  // namespace postroom::storage
