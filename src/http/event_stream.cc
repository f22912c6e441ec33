#include "http/event_stream.h"

#include <algorithm>
#include <utility>

namespace postroom::http {
namespace {

bool ends_line(char c) { return c == '\n' || c == '\r'; }

// What stands in one line: a line end or NUL in it would end it, or have the client ignore it.
std::string one_line(std::string_view text) {
  std::string line(text);
  std::erase_if(line, [](char c) { return ends_line(c) || c == '\0'; });
  return line;
}

void add_data(std::string& wire, std::string_view data) {
  for (;;) {
    const auto end =
        static_cast<std::size_t>(std::find_if(data.begin(), data.end(), ends_line) - data.begin());
    wire.append("data: ").append(data.substr(0, end)).append("\n");
    if (end == data.size()) return;
    data.remove_prefix(data.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
  }
}

}  // namespace

std::string to_wire(const ServerEvent& event) {
  std::string wire;
  if (!event.id.empty()) wire += "id: " + one_line(event.id) + "\n";
  if (!event.type.empty()) wire += "event: " + one_line(event.type) + "\n";
  add_data(wire, event.data);
  return wire += "\n";
}

bool EventStream::push(ServerEvent event) {
  std::function<void()> ready;
  bool taken = false;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    taken = waiting_.size() < limit_;
    closed_ = !taken;
    if (!taken || waiting_.empty()) ready = ready_;  // else whoever takes has been told
    if (taken) waiting_.push_back(std::move(event));
  }
  if (ready) ready();
  return taken;
}

void EventStream::close() {
  std::function<void()> ready;
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(closed_, true)) return;
    ready = ready_;
  }
  if (ready) ready();
}

bool EventStream::is_closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

void EventStream::on_ready(std::function<void()> ready) {
  bool now = false;
  {
    const std::lock_guard lock(mutex_);
    ready_ = ready;
    now = closed_ || !waiting_.empty();
  }
  if (now && ready) ready();
}

std::string EventStream::take() {
  std::deque<ServerEvent> events;
  {
    const std::lock_guard lock(mutex_);
    events.swap(waiting_);
  }
  std::string wire;
  for (const ServerEvent& event : events) wire += to_wire(event);
  return wire;
}

void EventStream::abandon() {
  std::function<void()> tell;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    waiting_.clear();
    if (!std::exchange(abandoned_, true)) tell = std::exchange(on_abandoned_, nullptr);
  }
  if (tell) tell();
}

void EventStream::on_abandoned(std::function<void()> abandoned) {
  {
    const std::lock_guard lock(mutex_);
    if (!abandoned_) {
      on_abandoned_ = std::move(abandoned);
      return;
    }
  }
  if (abandoned) abandoned();
}

}  // namespace postroom::http
