#include "postroomd/metrics.h"

#include <gtest/gtest.h>

namespace postroom::daemon {
namespace {

http::Served served(unsigned status, std::int64_t micros, std::string pattern = "/api/v1/stores/{store}") {
  http::Served one;
  one.method = "GET";
  one.pattern = std::move(pattern);
  one.status = status;
  one.took = std::chrono::microseconds(micros);
  one.request_bytes = 10;
  one.response_bytes = 100;
  return one;
}

bool has_line(const std::string& text, const std::string& line) { return ("\n" + text).find("\n" + line + "\n") != std::string::npos; }

TEST(Metrics, count_requests_by_route_and_status) {
  Metrics metrics;
  metrics.count(served(200, 900));
  metrics.count(served(200, 1'000));
  metrics.count(served(404, 3'000'000));
  const std::string text = metrics.text({});
  const std::string labels = "method=\"GET\",route=\"/api/v1/stores/{store}\"";
  EXPECT_TRUE(has_line(text, "postroom_requests_total{" + labels + ",status=\"200\"} 2"));
  EXPECT_TRUE(has_line(text, "postroom_requests_total{" + labels + ",status=\"404\"} 1"));
  EXPECT_TRUE(has_line(text, "postroom_request_seconds_bucket{" + labels + ",le=\"0.001\"} 2"));
  EXPECT_TRUE(has_line(text, "postroom_request_seconds_bucket{" + labels + ",le=\"1\"} 2"));
  EXPECT_TRUE(has_line(text, "postroom_request_seconds_bucket{" + labels + ",le=\"5\"} 3"));
  EXPECT_TRUE(has_line(text, "postroom_request_seconds_bucket{" + labels + ",le=\"+Inf\"} 3"));
  EXPECT_TRUE(has_line(text, "postroom_request_seconds_sum{" + labels + "} 3.0019"));
  EXPECT_TRUE(has_line(text, "postroom_sent_bytes_total 300"));
}

TEST(Metrics, put_all_that_has_no_route_under_one_name) {
  Metrics metrics;
  http::Served strange = served(404, 1, "");
  for (const char* method : {"GET", "BREW", "PROPFIND"}) {
    strange.method = method;
    metrics.count(strange);
  }
  EXPECT_TRUE(has_line(metrics.text({}), "postroom_requests_total{method=\"any\",route=\"none\",status=\"404\"} 3"));
}

TEST(Metrics, tell_what_is_now) {
  Metrics::Gauges gauges;
  gauges.counters.connections = 7;
  gauges.stores_open = 2;
  gauges.version = "1.2 \"x\"";
  const std::string text = Metrics().text(gauges);
  EXPECT_TRUE(has_line(text, "postroom_connections 7"));
  EXPECT_TRUE(has_line(text, "postroom_stores_open 2"));
  EXPECT_TRUE(has_line(text, "postroom_build_info{version=\"1.2 \\\"x\\\"\"} 1"));
  EXPECT_GT(resident_bytes(), 1u << 20);
}

}  // namespace
}  // namespace postroom::daemon
