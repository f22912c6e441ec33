// Rows 20 and 25: the entry point of the provider, and what its object can do before any store is open.
#include <cstdlib>

#include "mapi/rows/logging_on.h"

namespace mapi_host {
namespace {

int allocated = 0, hung = 0, freed = 0;

SCODE counting_allocate(ULONG size, LPVOID* buffer) {
  ++allocated;
  return allocate_buffer(size, buffer);
}
SCODE counting_more(ULONG size, LPVOID object, LPVOID* buffer) {
  ++hung;
  return allocate_more(size, object, buffer);
}
ULONG counting_free(LPVOID buffer) {
  ++freed;
  return free_buffer(buffer);
}

// Of COM: kept, and not needed.
class Allocator final : public Object<IMalloc, IID_IUnknown> {
 public:
  void* Alloc(SIZE_T size) override { return std::malloc(size); }
  void* Realloc(void* block, SIZE_T size) override { return std::realloc(block, size); }
  void Free(void* block) override { std::free(block); }
  SIZE_T GetSize(void*) override { return static_cast<SIZE_T>(-1); }
  int DidAlloc(void*) override { return -1; }
  void HeapMinimize() override {}
};

HRESULT init(ULONG host_version, ULONG* version, Ptr<IMSProvider>& provider, ULONG flags = 0) {
  return exports().init(nullptr, nullptr, counting_allocate, counting_more, counting_free, flags,
                        host_version, version, provider.out());
}

HRESULT compare(IMSProvider& provider, const std::string& a, const std::string& b, ULONG& same,
                ULONG flags = 0) {
  return provider.CompareStoreIDs(id_size(a), id_ptr(a), id_size(b), id_ptr(b), flags, &same);
}

TEST_F(RowTest, r020_a_host_that_is_older_is_told_the_version_and_gets_no_provider) {
  Ptr<IMSProvider> provider;
  ULONG version = 0;
  EXPECT_HR(MAPI_E_VERSION, init(CURRENT_SPI_VERSION - 1, &version, provider));
  EXPECT_FALSE(provider);
  EXPECT_EQ(version, static_cast<ULONG>(CURRENT_SPI_VERSION));
}

TEST_F(RowTest, r020_a_host_of_the_same_version_or_a_newer_one_gets_a_provider) {
  for (const ULONG host : {ULONG{CURRENT_SPI_VERSION}, ULONG{CURRENT_SPI_VERSION} + 1, ULONG{0x01010000}}) {
    Ptr<IMSProvider> provider;
    ULONG version = 0;
    EXPECT_HR(S_OK, init(host, &version, provider)) << host;
    EXPECT_TRUE(provider);
    EXPECT_EQ(version, static_cast<ULONG>(CURRENT_SPI_VERSION));
  }
}

TEST_F(RowTest, r020_every_call_makes_a_provider_of_its_own) {
  Ptr<IMSProvider> first, second;
  ASSERT_HR(S_OK, init(CURRENT_SPI_VERSION, nullptr, first));
  ASSERT_HR(S_OK, init(CURRENT_SPI_VERSION, nullptr, second));
  EXPECT_NE(first.get(), second.get());
  const std::string id = store_entry_id(address());
  auto one = try_logon(*first, {nullptr, id}), other = try_logon(*second, {nullptr, id});
  ASSERT_HR(S_OK, one.result);
  ASSERT_HR(S_OK, other.result);
  EXPECT_TRUE(one.logon && other.logon);
  EXPECT_NE(one.store.get(), other.store.get());
  one.end();
  first.reset();
  EXPECT_TRUE(get_text(*other.store, PR_DISPLAY_NAME_W)) << "what one provider object ends is its own";
  other.end();
}

TEST_F(RowTest, r020_what_callers_get_is_from_the_allocators_that_the_host_gave) {
  Ptr<IMSProvider> provider;
  ASSERT_HR(S_OK, init(CURRENT_SPI_VERSION, nullptr, provider));
  auto open = try_logon(*provider, {nullptr, store_entry_id(address())});
  ASSERT_HR(S_OK, open.result);
  allocated = hung = freed = 0;
  Buffer<SPropValue> values;
  ULONG count = 0;
  ASSERT_HR(S_OK, open.store->GetProps(Tags({PR_DISPLAY_NAME_W}).get(), 0, &count, values.out()));
  EXPECT_EQ(allocated, 1);
  EXPECT_EQ(freed, 0);
  Ptr<IMAPITable> table;
  ASSERT_HR(S_OK, open.store->GetReceiveFolderTable(MAPI_UNICODE, table.out()));
  allocated = 0;
  Rows rows;
  ASSERT_HR(S_OK, table->QueryRows(100, 0, rows.out()));
  EXPECT_EQ(allocated, static_cast<int>(rows.size()) + 1) << "each row is freed by itself";
  table.reset();
  open.end();
}

TEST_F(RowTest, r020_a_service_of_the_system_needs_no_allocator_of_com) {
  Ptr<IMSProvider> provider;
  EXPECT_HR(S_OK, init(CURRENT_SPI_VERSION, nullptr, provider, MAPI_NT_SERVICE));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, exports().init(nullptr, nullptr, nullptr, allocate_more, free_buffer, 0,
                                                     CURRENT_SPI_VERSION, nullptr, provider.out()));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, exports().init(nullptr, nullptr, allocate_buffer, allocate_more,
                                                     free_buffer, 0, CURRENT_SPI_VERSION, nullptr, nullptr));
}

TEST_F(RowTest, r020_an_allocator_of_com_is_kept_as_long_as_the_provider) {
  const Ptr<Allocator> allocator(new Allocator);
  Ptr<IMSProvider> provider;
  ASSERT_HR(S_OK, exports().init(nullptr, allocator.get(), allocate_buffer, allocate_more, free_buffer, 0,
                                 CURRENT_SPI_VERSION, nullptr, provider.out()));
  EXPECT_EQ(allocator->references(), 2U);
  provider.reset();
  EXPECT_EQ(allocator->references(), 1U);
}

TEST_F(RowTest, r025_entry_ids_of_stores_are_compared_before_any_store_is_open) {
  const auto provider = new_provider();
  const std::string here = store_entry_id(address()), there = store_entry_id(other_address());
  ULONG same = 7;
  EXPECT_HR(S_OK, compare(*provider, here, here, same));
  EXPECT_EQ(same, ULONG{TRUE});
  EXPECT_HR(S_OK, compare(*provider, here, store_entry_id(address(), "Ben Okafor"), same));
  EXPECT_EQ(same, ULONG{TRUE}) << "who opens a store makes it no other store";
  EXPECT_HR(S_OK, compare(*provider, here, there, same));
  EXPECT_EQ(same, ULONG{FALSE});
}

TEST_F(RowTest, r025_the_entry_id_of_an_open_store_is_the_same_as_the_one_made_of_its_address) {
  const std::string opened = unwrapped(entry_id_of(ana().store()));
  const std::string other = unwrapped(entry_id_of(session_on(other_address()).store()));
  const auto provider = new_provider();
  ULONG same = 7;
  EXPECT_HR(S_OK, compare(*provider, opened, store_entry_id(address()), same));
  EXPECT_EQ(same, ULONG{TRUE});
  EXPECT_HR(S_OK, compare(*provider, opened, unwrapped(entry_id_of(ben().store())), same));
  EXPECT_EQ(same, ULONG{TRUE});
  EXPECT_HR(S_OK, compare(*provider, opened, other, same));
  EXPECT_EQ(same, ULONG{FALSE});
}

TEST_F(RowTest, r025_what_is_no_entry_id_of_a_store_is_refused) {
  const auto provider = new_provider();
  const std::string here = store_entry_id(address());
  std::string foreign = here;
  foreign[4] = static_cast<char>(~foreign[4]);
  ULONG same = 7;
  EXPECT_HR(MAPI_E_UNKNOWN_ENTRYID, compare(*provider, here, foreign, same));
  EXPECT_HR(MAPI_E_INVALID_ENTRYID, compare(*provider, here, here.substr(0, 10), same));
  EXPECT_HR(MAPI_E_INVALID_ENTRYID, compare(*provider, here.substr(0, here.size() - 1), here, same));
  EXPECT_HR(MAPI_E_INVALID_ENTRYID, compare(*provider, add("a message"), here, same));
  EXPECT_EQ(same, ULONG{FALSE});
  EXPECT_HR(MAPI_E_UNKNOWN_FLAGS, compare(*provider, here, here, same, 1));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER,
            provider->CompareStoreIDs(id_size(here), id_ptr(here), id_size(here), id_ptr(here), 0, nullptr));
}

}  // namespace
}  // namespace mapi_host
