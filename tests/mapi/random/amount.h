// How much the program of an engine does: on_sqlite.cc or on_postgres.cc here.
#pragma once

namespace mapi_host {

struct Amount {
  int alone;     // sequences of one thread
  int together;  // of four threads
};
Amount amount();

}  // namespace mapi_host
