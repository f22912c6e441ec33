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

std::size_t size_of(const ServerEvent& event) {
  return event.id.size() + event.type.size() + event.data.size();
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

// In one of so many equal shares of what may wait.
bool EventStream::has_room(std::size_t bytes, std::size_t share) const {
  return waiting_.size() < limit_ / share && waiting_bytes_ + bytes <= kMaxWaitingBytes / share;
}

void EventStream::add(ServerEvent event, std::size_t bytes) {
  waiting_bytes_ += bytes;
  waiting_.push_back(std::move(event));
}

bool EventStream::push(ServerEvent event) {
  std::function<void()> ready;
  bool taken = false;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    const std::size_t bytes = size_of(event);
    taken = has_room(bytes, 1);
    closed_ = !taken;
    if (!taken || waiting_.empty()) ready = ready_;  // else whoever takes has been told
    if (taken) add(std::move(event), bytes);
  }
  if (ready) ready();
  return taken;
}

bool EventStream::offer(ServerEvent event) {
  std::function<void()> ready;
  {
    const std::lock_guard lock(mutex_);
    const std::size_t bytes = size_of(event);
    if (closed_ || !has_room(bytes, 2)) return false;
    if (waiting_.empty()) ready = ready_;
    add(std::move(event), bytes);
  }
  if (ready) ready();
  return true;
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
    waiting_bytes_ = 0;
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
    waiting_bytes_ = 0;
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
