#include "server/testing/heard_events.h"

#include <boost/json/parse.hpp>

#include <sstream>

namespace postroom::server::testing {
namespace {

HeardEvent read_event(const std::string& text) {
  HeardEvent event;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("id: ")) event.id = line.substr(4);
    if (line.starts_with("event: ")) event.type = line.substr(7);
    if (line.starts_with("data: ")) event.data = boost::json::parse(line.substr(6));
  }
  return event;
}

}  // namespace

HeardEvents::HeardEvents(const http::Response& response) {
  const auto* stream = std::get_if<std::shared_ptr<http::EventStream>>(&response.body);
  EXPECT_NE(stream, nullptr) << response.status;
  stream_ = stream ? *stream : std::make_shared<http::EventStream>();
  stream_->on_ready([bell = bell_] {
    const std::lock_guard lock(bell->mutex);
    ++bell->rung;
    bell->wake.notify_all();
  });
}

// Asks anew each time the stream says that there is something.
bool HeardEvents::wait_until(const std::function<bool()>& is_true) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  for (;;) {
    std::unique_lock lock(bell_->mutex);
    const int before = bell_->rung;
    lock.unlock();
    if (is_true()) return true;
    lock.lock();
    if (!bell_->wake.wait_until(lock, end, [&] { return bell_->rung != before; })) return false;
  }
}

void HeardEvents::take() {
  rest_ += stream_->take();
  for (std::size_t end = rest_.find("\n\n"); end != rest_.npos; end = rest_.find("\n\n")) {
    heard_.push_back(read_event(rest_.substr(0, end)));
    rest_.erase(0, end + 2);
  }
}

bool HeardEvents::wait(const std::function<bool(const std::vector<HeardEvent>&)>& is_true) {
  return wait_until([&] {
    take();
    return is_true(heard_);
  });
}

bool HeardEvents::wait_for_end() {
  return wait_until([&] { return stream_->is_closed(); });
}

bool HeardEvents::wait_for(std::size_t events) {
  return wait([&](const auto& heard) { return heard.size() >= events; });
}

std::vector<HeardEvent> HeardEvents::of_type(const std::string& type) const {
  std::vector<HeardEvent> found;
  for (const HeardEvent& event : heard_) {
    if (event.type == type) found.push_back(event);
  }
  return found;
}

std::vector<HeardEvent> HeardEvents::changes(std::string_view kind) const {
  std::vector<HeardEvent> found = of_type("change");
  std::erase_if(found, [&](const HeardEvent& event) { return event.data.at("kind").as_string() != kind; });
  return found;
}

std::string HeardEvents::last_id() const {
  for (auto event = heard_.rbegin(); event != heard_.rend(); ++event) {
    if (!event->id.empty()) return event->id;
  }
  return {};
}

void HeardEvents::leave() {
  if (stream_) stream_->abandon();
}

}  // namespace postroom::server::testing
