// Open a message, read all of its properties, change two and save: through the MAPI provider, as a host loads
// it, beside the same through the C++ API. What the interface costs, and nothing of the store.
#include <mapi/mapispi.h>
#include <mapi/mapitags.h>
#include <mapi/mapiutil.h>
#include <mapi/postroom_mapi.h>
#include <postroom/entry_id.h>
#include <postroom/tags.h>

#include <array>
#include <memory>
#include <random>

#include "benchmarks/workbench.h"

namespace postroom::bench {
namespace {

constexpr int kSaved = 1500;  // messages of a round
constexpr int kRead = 20'000;

enum class Then { close, save };

void require(HRESULT result, const char* what) {
  if (SUCCEEDED(result)) return;
  char text[100];
  std::snprintf(text, sizeof text, "%s: 0x%08X", what, static_cast<unsigned>(result));
  must(Status(Error{Code::not_supported, text, {}}));
}

struct Release {
  void operator()(IUnknown* object) const { object->Release(); }
};
template <class T>
using Owned = std::unique_ptr<T, Release>;

// Logged on without a profile.
class MapiClient {
 public:
  explicit MapiClient(const std::string& path) {
    ULONG version = 0, size = 0;
    LPMSPROVIDER provider = nullptr;
    require(MSProviderInit(nullptr, nullptr, MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer, 0,
                           CURRENT_SPI_VERSION, &version, &provider),
            "MSProviderInit");
    provider_.reset(provider);
    LPENTRYID id = nullptr;
    require(PostroomStoreEntryID(path.c_str(), "Ana Ruiz", MAPIAllocateBuffer, &size, &id),
            "PostroomStoreEntryID");
    LPMSLOGON logon = nullptr;
    LPMDB store = nullptr;
    require(provider->Logon(nullptr, 0, nullptr, size, id, MDB_WRITE | MDB_NO_DIALOG, nullptr, nullptr,
                            nullptr, nullptr, &logon, &store),
            "Logon");
    MAPIFreeBuffer(id);
    logon_.reset(logon);
    store_.reset(store);
  }

  // Returns how many properties there are.
  std::size_t visit(Bytes& entry_id, Then then, std::int32_t value) {
    const ULONG flags = then == Then::save ? MAPI_MODIFY : 0;
    ULONG type = 0, count = 0;
    LPUNKNOWN object = nullptr;
    require(store_->OpenEntry(static_cast<ULONG>(entry_id.size()),
                              reinterpret_cast<LPENTRYID>(entry_id.data()), nullptr, flags, &type, &object),
            "OpenEntry");
    const Owned<IMessage> message(static_cast<IMessage*>(object));
    LPSPropValue values = nullptr;
    require(message->GetProps(nullptr, MAPI_UNICODE, &count, &values), "GetProps");
    MAPIFreeBuffer(values);
    if (then == Then::save) change_and_save(*message, value);
    return count;
  }

 private:
  static void change_and_save(IMessage& message, std::int32_t value) {
    std::array<SPropValue, 2> changed{};
    changed[0].ulPropTag = PR_IMPORTANCE;
    changed[0].Value.l = value % 3;
    changed[1].ulPropTag = PR_PRIORITY;
    changed[1].Value.l = value;
    require(message.SetProps(2, changed.data(), nullptr), "SetProps");
    require(message.SaveChanges(KEEP_OPEN_READONLY), "SaveChanges");
  }

  Owned<IMSProvider> provider_;
  Owned<IMSLogon> logon_;
  Owned<IMsgStore> store_;
};

std::size_t visit(Store& store, const Session& session, MessageId id, Then then, std::int32_t value) {
  const Access access = then == Then::save ? Access::read_write : Access::read_only;
  Message message = must(store.open_message(session, id, access));
  const std::size_t count = message.properties().size();
  if (then == Then::close) return count;
  must(message.set(tag::importance, value % 3));
  must(message.set(tag::priority, value));
  must(message.save());
  return count;
}

// Of a round: `visit_one` gets the place of a message among `ids`, and a number that goes up.
template <class Visit>
double rate_of(int count, std::size_t ids, std::mt19937_64& random, Visit&& visit_one) {
  std::size_t seen = 0;
  const double start = now_seconds();
  for (int i = 0; i < count; ++i) seen += visit_one(random() % ids, i);
  const double elapsed = now_seconds() - start;
  if (seen == 0) must(Status(Error{Code::corrupt, "The messages have no properties.", {}}));
  return count / elapsed;
}

}  // namespace

void measure_mapi(const Workbench& bench) {
  const std::string mapi_path = (bench.folder / "mapi.postroom").string();
  const std::string api_path = (bench.folder / "mapi-beside.postroom").string();
  std::vector<MessageId> ids;
  { const Store fill = filled_store(mapi_path, bench.messages, &ids); }
  copy_store(mapi_path, api_path);
  Store store = must(open_store(api_path));
  const Session session = make_session("Ana Ruiz", "bench");
  MapiClient client(mapi_path);
  std::vector<Bytes> entry_ids;
  for (const MessageId id : ids) entry_ids.push_back(encode(EntryId{store.guid(), id}));

  std::mt19937_64 random(3);
  const auto measure = [&](int count, Then then) {
    return measure_pair(
        bench.rounds,
        [&] {
          return rate_of(count, ids.size(), random,
                         [&](std::size_t at, int i) { return client.visit(entry_ids[at], then, i); });
        },
        [&] {
          return rate_of(count, ids.size(), random,
                         [&](std::size_t at, int i) { return visit(store, session, ids[at], then, i); });
        });
  };
  const Pair saved = measure(kSaved, Then::save);
  print({"open, read, change, save through MAPI; bare: the C++ API", rate(saved.ours), rate(saved.bare),
         saved.bare / saved.ours, 1.5, Better::less, "x"});
  const Pair read = measure(kRead, Then::close);
  print({"open and read all properties; bare: the C++ API", rate(read.ours), rate(read.bare),
         read.bare / read.ours, 0, Better::less, "x"});
}

}  // namespace postroom::bench
