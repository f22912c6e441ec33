// The worker processes of one round, and what they print.
#pragma once

#include <postroom/result.h>

#include "kill/event.h"
#include "support/child_process.h"

namespace postroom::kill {

inline constexpr std::chrono::seconds kPatience{60};  // for a sign of life

class Workers {
 public:
  explicit Workers(std::function<void(const Event&)> on_event) : on_event_(std::move(on_event)) {}

  Status start(const std::vector<std::string>& arguments);
  // Until they have been told of `count` more operations, of whichever kind. Code::busy if none is for
  // kPatience.
  Status hear(int count);
  void kill_one(std::size_t which) { children_[which % children_.size()].kill(); }
  // And reads what they had printed. Code::io_error if one had ended by itself.
  Status kill_all();

 private:
  int take(std::string_view line);  // how many operations it acknowledges

  std::function<void(const Event&)> on_event_;
  std::vector<testing::ChildProcess> children_;
};

}  // namespace postroom::kill
