#include "kill/workers.h"

#include "base/try.h"

namespace postroom::kill {

using testing::ChildProcess;
using testing::Heard;

Status Workers::start(const std::vector<std::string>& arguments) {
  TRY_SET(ChildProcess child, ChildProcess::start(POSTROOM_KILL_WORKER, arguments));
  children_.push_back(std::move(child));
  return ok_status();
}

Status Workers::hear(int count) {
  for (int heard = 0; heard < count;) {
    const Heard what = testing::listen(children_, kPatience,
                                       [&](std::size_t, std::string_view line) { heard += take(line); });
    if (what == Heard::silence) return Error{Code::busy, "The workers are stuck.", {}};
    if (what == Heard::end) return Error{Code::io_error, "The workers ended by themselves.", {}};
  }
  return ok_status();
}

Status Workers::kill_all() {
  for (ChildProcess& child : children_) child.kill();
  Status status = ok_status();
  for (ChildProcess& child : children_) {
    const testing::Ending ending = child.wait();
    if (ending.exited) {
      status = Error{
          Code::io_error, "A worker ended by itself with status " + std::to_string(ending.status) + ".", {}};
    }
    child.read_lines([&](std::string_view line) { take(line); });
  }
  return status;
}

int Workers::take(std::string_view line) {
  auto event = parse_line(line);
  if (!event) {
    event.emplace();
    event->phase = Phase::broken;
    event->text = "A worker printed '" + std::string(line) + "'";
  }
  on_event_(*event);
  return event->phase == Phase::done ? 1 : 0;
}

}  // namespace postroom::kill
