#include "postroomd/metrics.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace postroom::daemon {
namespace {

std::string label(std::string_view text) {
  std::string quoted;
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c == '\n' ? ' ' : c;
  }
  return quoted;
}

std::string seconds(std::int64_t micros) {
  std::string digits = std::to_string(micros % 1'000'000);
  digits.insert(0, 6 - digits.size(), '0');
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  const std::string whole = std::to_string(micros / 1'000'000);
  return digits.empty() ? whole : whole + "." + digits;
}

void add(std::string& text, std::string_view name, std::string_view type, std::string_view help) {
  text += "# HELP " + std::string(name) + " " + std::string(help) + "\n# TYPE " + std::string(name) + " " +
          std::string(type) + "\n";
}

void add_value(std::string& text, std::string_view name, std::string_view type, std::string_view help,
               std::uint64_t value) {
  add(text, name, type, help);
  text += std::string(name) + " " + std::to_string(value) + "\n";
}

}  // namespace

Metrics::Requests& Metrics::requests_of(std::string_view method, std::string_view pattern) {
  const auto found = requests_.find(std::pair(method, pattern));
  return found != requests_.end() ? found->second : requests_[{std::string(method), std::string(pattern)}];
}

void Metrics::count(const http::Served& served) {
  const bool has_route = !served.pattern.empty();
  const auto longest = std::lower_bound(kDurationClasses.begin(), kDurationClasses.end(), served.took.count());
  const std::lock_guard lock(mutex_);
  Requests& requests = has_route ? requests_of(served.method, served.pattern) : requests_of("any", "none");
  ++requests.by_status[served.status];
  ++requests.by_duration[static_cast<std::size_t>(longest - kDurationClasses.begin())];
  requests.micros += served.took.count();
  bytes_in_ += served.request_bytes;
  bytes_out_ += served.response_bytes;
}

std::string Metrics::text(const Gauges& gauges) const {
  std::string text;
  add(text, "postroom_build_info", "gauge", "The version that runs.");
  text += "postroom_build_info{version=\"" + label(gauges.version) + "\"} 1\n";
  const std::lock_guard lock(mutex_);
  add(text, "postroom_requests_total", "counter", "Answered requests.");
  for (const auto& [route, requests] : requests_) {
    for (const auto& [status, count] : requests.by_status) {
      text += "postroom_requests_total{method=\"" + label(route.first) + "\",route=\"" + label(route.second) +
              "\",status=\"" + std::to_string(status) + "\"} " + std::to_string(count) + "\n";
    }
  }
  add(text, "postroom_request_seconds", "histogram", "From a request's first byte to its answer's last.");
  for (const auto& [route, requests] : requests_) {
    const std::string labels = "method=\"" + label(route.first) + "\",route=\"" + label(route.second) + "\"";
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < requests.by_duration.size(); ++i) {
      sum += requests.by_duration[i];
      const std::string end = i < kDurationClasses.size() ? seconds(kDurationClasses[i]) : "+Inf";
      text += "postroom_request_seconds_bucket{" + labels + ",le=\"" + end + "\"} " + std::to_string(sum) + "\n";
    }
    text += "postroom_request_seconds_sum{" + labels + "} " + seconds(requests.micros) + "\n";
    text += "postroom_request_seconds_count{" + labels + "} " + std::to_string(sum) + "\n";
  }
  add_value(text, "postroom_received_bytes_total", "counter", "Of requests.", bytes_in_);
  add_value(text, "postroom_sent_bytes_total", "counter", "Of answers.", bytes_out_);
  add_value(text, "postroom_connections", "gauge", "Open now.", gauges.counters.connections);
  add_value(text, "postroom_connections_accepted_total", "counter", "Since the start.", gauges.counters.accepted);
  add_value(text, "postroom_requests_refused_total", "counter", "Told 503 because there were too many.",
            gauges.counters.refused);
  add_value(text, "postroom_requests_waiting", "gauge", "For a thread, now.", gauges.counters.waiting);
  add_value(text, "postroom_requests_working", "gauge", "On a thread, now.", gauges.counters.working);
  add_value(text, "postroom_stores", "gauge", "That the settings name.", gauges.stores);
  add_value(text, "postroom_stores_open", "gauge", "Of these, open now.", gauges.stores_open);
  add_value(text, "process_resident_memory_bytes", "gauge", "Memory in use.", resident_bytes());
  return text;
}

std::uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t total = 0, resident = 0;
  if (!(file >> total >> resident)) return 0;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace postroom::daemon
