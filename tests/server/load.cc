#include "server/load.h"

#include <postroom/property_names.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>

#include "support/seeded_random.h"

namespace postroom::server_tests {
namespace {

namespace json = boost::json;
using testing::SeededRandom;

constexpr std::uint16_t kFirstOwn = 0x66A0;

enum class Way { own_merge, fail, newest, overwrite, elsewhere };
constexpr std::array kPreferences{"conflict=merge", "conflict=fail", "", "conflict=overwrite",
                                  "conflict=elsewhere"};

std::string quoted(std::int64_t version) { return "\"" + std::to_string(version) + "\""; }

std::int64_t number(const json::object& answer, std::string_view name) {
  const json::value* const found = answer.if_contains(name);
  return found && found->is_number() ? found->to_number<std::int64_t>() : 0;
}

}  // namespace

PropertyTag own_tag(int writer) {
  return PropertyTag(static_cast<std::uint16_t>(kFirstOwn + writer), PropertyType::unicode);
}

// One of them, on its own thread.
class Load::Writer {
 public:
  Writer(int number, int round, Client client, std::vector<MessageId> messages)
      : number_(number),
        round_(round),
        client_(std::move(client)),
        messages_(std::move(messages)),
        random_(std::make_unique<SeededRandom>(static_cast<std::uint64_t>(round * kWriters + number))) {
    for (const MessageId message : messages_) known_[message] = 1;
  }

  // Tries one save. False: the server is gone. `complaint` is an answer that makes no sense.
  bool step(Attempt& attempt, std::string& complaint) {
    const auto way = static_cast<Way>(random_->weighted({40, 20, 15, 10, 15}));
    attempt.message = random_->pick(messages_);
    attempt.writer = number_;
    attempt.is_own = way == Way::own_merge;
    attempt.token =
        "w" + std::to_string(number_) + "-r" + std::to_string(round_) + "-" + std::to_string(++count_);
    const auto answer =
        client_.send("PATCH", "/api/v1/stores/shop/messages/" + std::to_string(attempt.message.value),
                     body(attempt), fields(attempt.message, way));
    if (!answer.ok()) return false;
    return take(*answer, attempt, complaint);
  }

 private:
  std::string body(const Attempt& attempt) const {
    const std::string property = attempt.is_own ? property_name(own_tag(number_)) : "PR_SUBJECT";
    return json::serialize(json::object{{"set", json::object{{property, attempt.token}}}});
  }

  Fields fields(MessageId message, Way way) {
    if (way == Way::newest) return {};
    return {{"If-Match", quoted(known_[message])}, {"Prefer", kPreferences[static_cast<std::size_t>(way)]}};
  }

  bool take(const Answer& answer, Attempt& attempt, std::string& complaint) {
    json::error_code error;
    const json::value parsed = json::parse(answer.body, error);
    const json::object* const said = error ? nullptr : parsed.if_object();
    if (said && (answer.status == 200 || answer.status == 201)) {
      return keep(answer.status, *said, attempt), true;
    }
    if (said && answer.status == 412) known_[attempt.message] = number(*said, "current");
    attempt.outcome = answer.status == 504 ? Attempt::Outcome::unknown : Attempt::Outcome::refused;
    const bool is_expected = answer.status == 412 || answer.status == 503 || answer.status == 504;
    if (!is_expected)
      complaint = "The answer to a save is " + std::to_string(answer.status) + ": " + answer.body;
    return is_expected && answer.status == 412;
  }

  // Mostly goes on from an older version, so that others have saved meanwhile.
  void keep(unsigned status, const json::object& said, Attempt& attempt) {
    attempt.outcome = Attempt::Outcome::kept;
    attempt.version = VersionNumber{number(said, "version")};
    if (status == 201) {
      attempt.message = MessageId{number(said, "id")};
    } else if (random_->chance(50)) {
      known_[attempt.message] = attempt.version.value;
    }
  }

  int number_, round_, count_ = 0;
  Client client_;
  std::vector<MessageId> messages_;
  std::map<MessageId, std::int64_t> known_;  // the version that the next save stands on
  std::unique_ptr<SeededRandom> random_;
};

Load::Load(const Served& served, std::vector<MessageId> messages, int round) {
  for (int i = 0; i < kWriters; ++i) {
    ++running_;
    Writer writer(i, round, served.client(i % 2 ? "ben" : "ana"), messages);
    threads_.emplace_back([this, moved = std::move(writer)]() mutable { write(std::move(moved)); });
  }
}

Load::~Load() {
  for (std::thread& thread : threads_) thread.join();
}

void Load::write(Writer writer) {
  for (bool goes_on = true; goes_on;) {
    Attempt attempt;
    std::string complaint;
    goes_on = writer.step(attempt, complaint);
    const std::lock_guard lock(mutex_);
    kept_ += attempt.outcome == Attempt::Outcome::kept;
    attempts_.push_back(std::move(attempt));
    if (!complaint.empty()) complaints_.push_back(std::move(complaint));
  }
  --running_;
}

bool Load::wait_for_kept(std::int64_t count) const {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (kept_ < count) {
    if (running_ == 0 || std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  return true;
}

std::vector<Attempt> Load::finish(std::vector<std::string>& complaints) {
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  complaints.insert(complaints.end(), complaints_.begin(), complaints_.end());
  return std::move(attempts_);
}

}  // namespace postroom::server_tests
