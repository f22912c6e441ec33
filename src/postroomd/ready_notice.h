// Tells systemd how far the service is (sd_notify(3)), where it was started by systemd.
#pragma once

#include <string_view>

namespace postroom::daemon {

// "READY=1", "STOPPING=1". Does nothing where NOTIFY_SOCKET names no socket.
void tell_service_manager(std::string_view state);

}  // namespace postroom::daemon
