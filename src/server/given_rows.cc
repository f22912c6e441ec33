#include "server/given_rows.h"

#include <utility>

namespace postroom::server {

class GivenRows::Page {
 public:
  Page(Pages before, std::vector<MessageId> rows, std::shared_ptr<std::atomic<std::size_t>> all_rows)
      : before_(std::move(before)), rows_(std::move(rows)), all_rows_(std::move(all_rows)) {
    *all_rows_ += rows_.size();
  }
  // One page after the other: there may be so many that they would not fit on the stack.
  ~Page() {
    *all_rows_ -= rows_.size();
    Pages next = std::move(before_);
    while (next && next.use_count() == 1) {
      Pages further = std::move(const_cast<Page&>(*next).before_);  // nobody else has it
      next = std::move(further);
    }
  }
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  const Pages& before() const { return before_; }
  const std::vector<MessageId>& rows() const { return rows_; }

 private:
  Pages before_;
  const std::vector<MessageId> rows_;
  const std::shared_ptr<std::atomic<std::size_t>> all_rows_;
};

GivenRows::GivenRows(std::shared_ptr<const Clock> clock, std::shared_ptr<Random> random, GivenLimits limits)
    : clock_(std::move(clock)), random_(std::move(random)), limits_(limits) {}

std::uint64_t GivenRows::add(const Pages& before, std::vector<MessageId> rows) {
  auto page = std::make_shared<const Page>(before, std::move(rows), rows_);
  std::uint64_t number = random_->number();
  const std::lock_guard lock(mutex_);
  while (number == 0 || known_.contains(number)) number = random_->number();
  known_[number] = {std::move(page), clock_->now(), turns_.insert(turns_.end(), number)};
  while (known_.size() > limits_.pages || (*rows_ > limits_.rows && !known_.empty())) forget_oldest();
  return number;
}

GivenRows::Pages GivenRows::find(std::uint64_t number) {
  const std::lock_guard lock(mutex_);
  const auto found = known_.find(number);
  if (found == known_.end() || found->second.used + limits_.age <= clock_->now()) return nullptr;
  found->second.used = clock_->now();
  turns_.splice(turns_.end(), turns_, found->second.turn);
  return found->second.pages;
}

std::unordered_set<MessageId> GivenRows::given_of(const Pages& pages, const std::vector<MessageId>& rows) {
  std::unordered_set<MessageId> given;
  const std::unordered_set<MessageId> asked(rows.begin(), rows.end());
  if (asked.empty()) return given;
  for (const Page* page = pages.get(); page; page = page->before().get()) {
    for (const MessageId row : page->rows()) {
      if (asked.contains(row)) given.insert(row);
    }
  }
  return given;
}

void GivenRows::forget_old() {
  const std::lock_guard lock(mutex_);
  while (!turns_.empty() && known_.at(turns_.front()).used + limits_.age <= clock_->now()) forget_oldest();
}

std::size_t GivenRows::remembered_rows() const { return *rows_; }

void GivenRows::forget_oldest() {
  known_.erase(turns_.front());
  turns_.pop_front();
}

}  // namespace postroom::server
