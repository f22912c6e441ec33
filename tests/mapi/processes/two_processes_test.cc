// Two processes, each with its own host, on one store: the save rules again, and each hears of the other.
#include <sys/stat.h>

#include <fstream>

#include "mapi/rows/mapi_test.h"
#include "support/child_process.h"
#include "support/must.h"

namespace mapi_host {
namespace {

using postroom::testing::ChildProcess;
using postroom::testing::Heard;
using postroom::testing::must;

std::string to_hex(const std::string& bytes) {
  std::string hex;
  char two[3];
  for (const unsigned char byte : bytes) {
    std::snprintf(two, sizeof two, "%02x", byte);
    hex += two;
  }
  return hex;
}

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  return bytes;
}

// The client in the other process (worker.cc).
class Other {
 public:
  Other(const std::string& address, const std::string& pipe) {
    if (mkfifo(pipe.c_str(), 0600) != 0) throw std::runtime_error("no named pipe");
    children_.push_back(must(ChildProcess::start(POSTROOM_MAPI_WORKER, {address, pipe})));
    EXPECT_EQ(answer(), "ready");
    commands_.open(pipe);
  }
  ~Other() {
    commands_ << "quit" << std::endl;
    const auto ended = children_[0].wait();
    EXPECT_TRUE(ended.exited && ended.status == 0);
  }

  // The answer's HRESULT, and what stands behind it.
  std::string ask(const std::string& command, std::string* more = nullptr) {
    commands_ << command << std::endl;
    const std::string line = answer();
    const std::size_t name = line.find(' '), number = line.find(' ', name + 1);
    if (more) *more = number == std::string::npos ? "" : line.substr(number + 1);
    return line.substr(name + 1, number == std::string::npos ? number : number - name - 1);
  }

 private:
  std::string answer() {
    constexpr std::chrono::seconds kPatience{20};
    std::string line;
    const Heard heard =
        postroom::testing::listen(children_, kPatience, [&](std::size_t, std::string_view said) { line = said; });
    EXPECT_EQ(heard, Heard::lines);
    return line;
  }

  std::vector<ChildProcess> children_;
  std::ofstream commands_;
};

class TwoProcesses : public MapiTest {
 protected:
  Other& other() {
    if (!other_) other_ = std::make_unique<Other>(address(), ground->folder().path("commands"));
    return *other_;
  }
  void SetUp() override { id_ = add("one"); }
  // Before the sessions of this process go.
  void TearDown() override { other_.reset(); }
  std::string id() const { return to_hex(id_); }

  std::string id_;

 private:
  std::unique_ptr<Other> other_;
};

TEST_F(TwoProcesses, the_first_save_wins_and_the_later_one_is_refused_until_it_is_forced) {
  const auto mine = ana().open_message(id_);
  EXPECT_EQ(other().ask("open " + id()), hex(S_OK));
  EXPECT_EQ(other().ask("set theirs"), hex(S_OK));
  ASSERT_HR(S_OK, set_text(*mine, PR_SUBJECT_W, "mine"));
  EXPECT_HR(S_OK, mine->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(other().ask("save 2"), hex(MAPI_E_OBJECT_CHANGED));
  EXPECT_EQ(other().ask("save 2"), hex(MAPI_E_OBJECT_CHANGED));
  EXPECT_EQ(stored(id_, PR_SUBJECT_W), "mine");
  EXPECT_EQ(other().ask("save 6"), hex(S_OK));
  EXPECT_EQ(stored(id_, PR_SUBJECT_W), "theirs");
  ASSERT_HR(S_OK, set_text(*mine, PR_SUBJECT_W, "mine again"));
  EXPECT_HR(MAPI_E_OBJECT_CHANGED, mine->SaveChanges(KEEP_OPEN_READWRITE));
}

TEST_F(TwoProcesses, what_the_other_deletes_cannot_be_saved_and_is_not_brought_back) {
  const auto mine = ana().open_message(id_);
  ASSERT_HR(S_OK, set_text(*mine, PR_SUBJECT_W, "mine"));
  EXPECT_EQ(other().ask("delete " + id()), hex(S_OK));
  EXPECT_HR(MAPI_E_OBJECT_DELETED, mine->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_HR(MAPI_E_OBJECT_DELETED, mine->SaveChanges(FORCE_SAVE));
  EXPECT_FALSE(holds(*ana().inbox(), id_));
}

TEST_F(TwoProcesses, read_flags_and_status_are_no_conflict) {
  const auto mine = ana().open_message(id_);
  ASSERT_HR(S_OK, set_text(*mine, PR_SUBJECT_W, "mine"));
  EXPECT_EQ(other().ask("mark " + id()), hex(S_OK));
  std::string before;
  EXPECT_EQ(other().ask("status " + id(), &before), hex(S_OK));
  EXPECT_EQ(before, "0");
  ULONG mine_before = 0;
  EXPECT_HR(S_OK, ana().inbox()->SetMessageStatus(id_size(id_), id_ptr(id_), MSGSTATUS_TAGGED, MSGSTATUS_TAGGED,
                                                  &mine_before));
  EXPECT_EQ(mine_before, MSGSTATUS_TAGGED);
  EXPECT_HR(S_OK, mine->SaveChanges(KEEP_OPEN_READWRITE));
}

TEST_F(TwoProcesses, r119_each_hears_what_the_other_does) {
  const Ptr<Sink> sink(new Sink);
  ULONG_PTR connection = 0;
  ASSERT_HR(S_OK, ana().store().Advise(0, nullptr, fnevObjectCreated | fnevObjectModified | fnevObjectDeleted, sink.get(),
                                       &connection));
  std::string made;
  EXPECT_EQ(other().ask("add from there", &made), hex(S_OK));
  EXPECT_TRUE(sink->wait_for(fnevObjectCreated, from_hex(made)));
  other().ask("open " + id());
  other().ask("set theirs");
  EXPECT_EQ(other().ask("save 2"), hex(S_OK));
  EXPECT_TRUE(sink->wait_for(fnevObjectModified, id_));
  EXPECT_EQ(other().ask("delete " + made), hex(S_OK));
  EXPECT_TRUE(sink->wait_for(fnevObjectDeleted, from_hex(made)));
  EXPECT_HR(S_OK, ana().store().Unadvise(connection));

  EXPECT_EQ(other().ask("advise"), hex(S_OK));
  const std::string here = add("from here");
  EXPECT_EQ(other().ask("wait " + std::to_string(fnevObjectCreated) + " " + to_hex(here)), hex(S_OK));
}

TEST_F(TwoProcesses, r119_a_table_in_the_other_process_is_told_of_a_new_row) {
  EXPECT_EQ(other().ask("table"), hex(S_OK));
  add("from here");
  EXPECT_EQ(other().ask("wait_table " + std::to_string(TABLE_ROW_ADDED)), hex(S_OK));
  std::string subject;
  EXPECT_EQ(other().ask("read " + id(), &subject), hex(S_OK));
  EXPECT_EQ(subject, "one");
}

}  // namespace
}  // namespace mapi_host
