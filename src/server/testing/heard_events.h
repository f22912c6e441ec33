// What a client of a stream of events has heard.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/event_stream.h"
#include "server/testing/api_fixture.h"

namespace postroom::server::testing {

struct HeardEvent {
  std::string id, type;
  boost::json::value data;
};

class HeardEvents {
 public:
  // Of a response whose body is a stream; fails the test for another.
  explicit HeardEvents(const http::Response& response);
  ~HeardEvents() { leave(); }
  HeardEvents(HeardEvents&&) = default;

  // Waits until this is true of what has been heard; false once that took too long.
  bool wait(const std::function<bool(const std::vector<HeardEvent>&)>& is_true);
  bool wait_for(std::size_t events);
  const std::vector<HeardEvent>& all() const { return heard_; }
  std::vector<HeardEvent> of_type(const std::string& type) const;
  std::vector<HeardEvent> changes(std::string_view kind) const;  // such as "message_created"
  std::string last_id() const;  // empty for none
  bool is_closed() const { return stream_->is_closed(); }
  bool wait_for_end();  // without taking anything
  void leave();         // the client goes

 private:
  struct Bell {
    std::mutex mutex;
    std::condition_variable wake;
    int rung = 0;
  };
  void take();
  bool wait_until(const std::function<bool()>& is_true);

  const std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
  std::shared_ptr<http::EventStream> stream_;
  std::string rest_;
  std::vector<HeardEvent> heard_;
};

}  // namespace postroom::server::testing
