// Sinks that remember what they were told, and whether it was inside a call of the test (rule C55).
#pragma once

#include <mapi/mapiguid.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "mapi/host/com.h"
#include "mapi/host/properties.h"

namespace mapi_host {

// A copy of one NOTIFICATION, by what it is about.
struct Told {
  ULONG event = 0;  // fnev…
  std::string entry, parent, old_entry, old_parent;
  ULONG object_type = 0;
  std::string message_class;  // of new mail
  ULONG table_event = 0;
  std::string row, prior;    // instance keys; prior empty: PR_NULL
  bool prior_is_null = false;
  std::vector<std::pair<ULONG, std::string>> values;  // texts and numbers of the row
  // What does not belong to the event is 0: sizes where there are no bytes, property tags, results, rows.
  bool is_tidy = true;
  std::thread::id thread;
};

class Sink final : public Object<IMAPIAdviseSink, IID_IMAPIAdviseSink> {
 public:
  ULONG OnNotify(ULONG count, LPNOTIFICATION notifications) override;

  std::vector<Told> told() const;
  std::size_t count(ULONG event) const;
  // Until something like that has been told; false after ten seconds.
  bool wait(const std::function<bool(const Told&)>& is_it) const;
  // Until all that has been told is like that; false after ten seconds.
  bool wait_until(const std::function<bool(const std::vector<Told>&)>& are_they) const;
  bool wait_for(ULONG event) const;
  bool wait_for(ULONG event, const std::string& entry) const;
  bool wait_for_table(ULONG table_event) const;
  void forget();
  // Called inside OnNotify.
  std::function<void()> during;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable more_;
  std::vector<Told> told_;
};

}  // namespace mapi_host
