// IMAPIContainer: what holds other objects, which folders and the containers of address books are made from.
#pragma once

#include "mapidefs_identifiers.h"
#include "mapidefs_property.h"
#include "mapidefs_restrictions.h"

// SetSearchCriteria.
#define STOP_SEARCH 0x00000001U
#define RESTART_SEARCH 0x00000002U
#define RECURSIVE_SEARCH 0x00000004U
#define SHALLOW_SEARCH 0x00000008U
#define FOREGROUND_SEARCH 0x00000010U
#define BACKGROUND_SEARCH 0x00000020U
#define CONTENT_INDEXED_SEARCH 0x00010000U
#define NON_CONTENT_INDEXED_SEARCH 0x00020000U
#define STATIC_SEARCH 0x00040000U

// GetSearchCriteria: the state. CI and TWIR say how far the index or the messages themselves were used.
#define SEARCH_RUNNING 0x00000001U
#define SEARCH_REBUILD 0x00000002U
#define SEARCH_RECURSIVE 0x00000004U
#define SEARCH_FOREGROUND 0x00000008U
#define SEARCH_COMPLETE 0x00001000U
#define SEARCH_PARTIAL 0x00002000U
#define SEARCH_STATIC 0x00010000U
#define SEARCH_MAYBE_STATIC 0x00020000U
#define CI_TOTALLY 0x01000000U
#define CI_WITH_TWIR_RESIDUAL 0x02000000U
#define TWIR_MOSTLY 0x04000000U
#define TWIR_TOTALLY 0x08000000U

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

struct IMAPIContainer : public IMAPIProp {
  virtual HRESULT STDMETHODCALLTYPE GetContentsTable(ULONG ulFlags, LPMAPITABLE* lppTable) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetHierarchyTable(ULONG ulFlags, LPMAPITABLE* lppTable) = 0;
  // The container itself for a null entry ID, the object's usual interface for a null lpInterface.
  virtual HRESULT STDMETHODCALLTYPE OpenEntry(ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface,
                                              ULONG ulFlags, ULONG* lpulObjType, LPUNKNOWN* lppUnk) = 0;
  // Null for what is to stay as it is.
  virtual HRESULT STDMETHODCALLTYPE SetSearchCriteria(LPSRestriction lpRestriction,
                                                      LPENTRYLIST lpContainerList, ULONG ulSearchFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetSearchCriteria(ULONG ulFlags, LPSRestriction* lppRestriction,
                                                      LPENTRYLIST* lppContainerList,
                                                      ULONG* lpulSearchState) = 0;
};

#pragma GCC diagnostic pop
