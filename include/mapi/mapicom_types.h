// The plain types of MAPI's base: integers of fixed width, handles, text, times, wide integers, currency and GUIDs.
//
// The widths are those of the documentation's platform, whatever the compiler's `long` is: ULONG, LONG, DWORD and
// BOOL have 32 bits on 64-bit Linux too. A number that may hold a pointer is ULONG_PTR or LONG_PTR. WCHAR is the
// compiler's wchar_t, so a PT_UNICODE string is one that wcslen and L"..." understand (32 bits a unit on Linux).
#pragma once

#include <cstddef>
#include <cstdint>

#ifndef FAR
#define FAR
#endif
#ifndef CONST
#define CONST const
#endif
#ifndef VOID
#define VOID void
#endif
#ifndef TRUE
#define TRUE 1
#endif
#ifndef FALSE
#define FALSE 0
#endif

using BYTE = std::uint8_t;
using UCHAR = unsigned char;
using CHAR = char;
using SHORT = std::int16_t;
using USHORT = std::uint16_t;
using WORD = std::uint16_t;
using INT = std::int32_t;
using UINT = std::uint32_t;
using LONG = std::int32_t;
using ULONG = std::uint32_t;
using DWORD = std::uint32_t;
using BOOL = int;
using LONGLONG = std::int64_t;
using ULONGLONG = std::uint64_t;
using DWORDLONG = std::uint64_t;
using LONG_PTR = std::intptr_t;
using ULONG_PTR = std::uintptr_t;
using UINT_PTR = std::uintptr_t;
using INT_PTR = std::intptr_t;
using DWORD_PTR = std::uintptr_t;
using SIZE_T = std::size_t;
using WPARAM = UINT_PTR;
using LPARAM = LONG_PTR;
using LRESULT = LONG_PTR;

using LPBYTE = BYTE*;
using LPBOOL = BOOL*;
using LPINT = INT*;
using LPWORD = WORD*;
using LPLONG = LONG*;
using LPDWORD = DWORD*;
using PULONG = ULONG*;
using LPULONG = ULONG*;
using LPVOID = void*;
using LPCVOID = const void*;

using WCHAR = wchar_t;
#ifdef UNICODE
using TCHAR = wchar_t;
#else
using TCHAR = char;
#endif
using OLECHAR = WCHAR;
using LPSTR = char*;
using LPCSTR = const char*;
using LPWSTR = WCHAR*;
using LPCWSTR = const WCHAR*;
using LPTSTR = TCHAR*;
using LPCTSTR = const TCHAR*;
using LPOLESTR = OLECHAR*;
using LPCOLESTR = const OLECHAR*;

// A text literal in the width of TCHAR.
#ifdef UNICODE
#define MAPI_TEXT_OF_TCHAR(quoted) L##quoted
#else
#define MAPI_TEXT_OF_TCHAR(quoted) quoted
#endif
#ifndef TEXT
#define TEXT(quoted) MAPI_TEXT_OF_TCHAR(quoted)
#endif

// Handles of a desktop that is not here: as wide as a pointer, of distinct types, never looked into.
using HANDLE = void*;
using HWND = struct MapiWindow*;
using HINSTANCE = struct MapiModule*;
using HMODULE = HINSTANCE;
using HICON = struct MapiIcon*;

// 100-nanosecond units since 1601-01-01, UTC.
struct FILETIME {
  DWORD dwLowDateTime;
  DWORD dwHighDateTime;
};
using LPFILETIME = FILETIME*;

// The halves have names with and without `u`; __extension__ is what lets a union's struct go without one.
union LARGE_INTEGER {
  __extension__ struct {
    DWORD LowPart;
    LONG HighPart;
  };
  struct {
    DWORD LowPart;
    LONG HighPart;
  } u;
  LONGLONG QuadPart;
};
using PLARGE_INTEGER = LARGE_INTEGER*;

union ULARGE_INTEGER {
  __extension__ struct {
    DWORD LowPart;
    DWORD HighPart;
  };
  struct {
    DWORD LowPart;
    DWORD HighPart;
  } u;
  ULONGLONG QuadPart;
};
using PULARGE_INTEGER = ULARGE_INTEGER*;

// A decimal number with four digits after the point, times 10,000.
union CY {
  __extension__ struct {
    ULONG Lo;
    LONG Hi;
  };
  LONGLONG int64;
};
using CURRENCY = CY;

struct GUID {
  ULONG Data1;
  USHORT Data2;
  USHORT Data3;
  BYTE Data4[8];
};
using LPGUID = GUID*;
using LPCGUID = const GUID*;
using IID = GUID;
using LPIID = IID*;
using LPCIID = const IID*;
using CLSID = GUID;
using LPCLSID = CLSID*;
using REFGUID = const GUID&;
using REFIID = const IID&;
using REFCLSID = const CLSID&;

constexpr bool operator==(const GUID& a, const GUID& b) {
  if (a.Data1 != b.Data1 || a.Data2 != b.Data2 || a.Data3 != b.Data3) return false;
  for (int i = 0; i < 8; ++i)
    if (a.Data4[i] != b.Data4[i]) return false;
  return true;
}
constexpr bool operator!=(const GUID& a, const GUID& b) { return !(a == b); }
constexpr bool IsEqualGUID(REFGUID a, REFGUID b) { return a == b; }
constexpr bool IsEqualIID(REFIID a, REFIID b) { return a == b; }
constexpr bool IsEqualCLSID(REFCLSID a, REFCLSID b) { return a == b; }

// Names a GUID; the second form one of the family {xxxxxxxx-yyyy-zzzz-C000-000000000046}. There is one object per name
// in a program, so no file has to be the one that defines it.
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8) \
  inline constexpr GUID name = {l, w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}}
#define DEFINE_OLEGUID(name, l, w1, w2) DEFINE_GUID(name, l, w1, w2, 0xC0, 0, 0, 0, 0, 0, 0, 0x46)

inline constexpr GUID GUID_NULL = {};
inline constexpr IID IID_NULL = {};
inline constexpr CLSID CLSID_NULL = {};
