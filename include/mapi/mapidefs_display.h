// Display tables: dialogs as tables of controls, and the button that does what its provider likes.
#pragma once

#include "mapidefs_values.h"

// PR_CONTROL_TYPE and DTCTL::ulCtlType.
#define DTCT_LABEL 0x00000000U
#define DTCT_EDIT 0x00000001U
#define DTCT_LBX 0x00000002U
#define DTCT_COMBOBOX 0x00000003U
#define DTCT_DDLBX 0x00000004U
#define DTCT_CHECKBOX 0x00000005U
#define DTCT_GROUPBOX 0x00000006U
#define DTCT_BUTTON 0x00000007U
#define DTCT_PAGE 0x00000008U
#define DTCT_RADIOBUTTON 0x00000009U
#define DTCT_MVLISTBOX 0x0000000BU
#define DTCT_MVDDLBX 0x0000000CU

// PR_CONTROL_FLAGS and DTCTL::ulCtlFlags.
#define DT_MULTILINE 0x00000001U
#define DT_EDITABLE 0x00000002U
#define DT_REQUIRED 0x00000004U
#define DT_SET_IMMEDIATE 0x00000008U
#define DT_PASSWORD_EDIT 0x00000010U
#define DT_ACCEPT_DBCS 0x00000020U
#define DT_SET_SELECTION 0x00000040U

// DTBLLBX::ulFlags.
#define MAPI_NO_HBAR 0x00000001U
#define MAPI_NO_VBAR 0x00000002U

// IMAPIControl::GetState.
#define MAPI_ENABLED 0x00000000U
#define MAPI_DISABLED 0x00000001U

// What each control is, and the value of PR_CONTROL_STRUCTURE. Members that begin with ulb are where a text
// begins, counted in bytes from the structure's own beginning; it follows the structure, which is what the
// Sized macros are for.
struct DTBLLABEL {
  ULONG ulbLpszLabelName;
  ULONG ulFlags;
};
struct DTBLEDIT {
  ULONG ulbLpszCharsAllowed;
  ULONG ulFlags;
  ULONG ulNumCharsAllowed;
  ULONG ulPropTag;
};
struct DTBLLBX {
  ULONG ulFlags;
  ULONG ulPRSetProperty;
  ULONG ulPRTableName;
};
struct DTBLCOMBOBOX {
  ULONG ulbLpszCharsAllowed;
  ULONG ulFlags;
  ULONG ulNumCharsAllowed;
  ULONG ulPRPropertyName;
  ULONG ulPRTableName;
};
struct DTBLDDLBX {
  ULONG ulFlags;
  ULONG ulPRDisplayProperty;
  ULONG ulPRSetProperty;
  ULONG ulPRTableName;
};
struct DTBLCHECKBOX {
  ULONG ulbLpszLabel;
  ULONG ulFlags;
  ULONG ulPRPropertyName;
};
struct DTBLGROUPBOX {
  ULONG ulbLpszLabel;
  ULONG ulFlags;
};
struct DTBLBUTTON {
  ULONG ulbLpszLabel;
  ULONG ulFlags;
  ULONG ulPRControl;
};
struct DTBLPAGE {
  ULONG ulbLpszLabel;
  ULONG ulFlags;
  ULONG ulbLpszComponent;
  ULONG ulContext;
};
struct DTBLRADIOBUTTON {
  ULONG ulbLpszLabel;
  ULONG ulFlags;
  ULONG ulcButtons;
  ULONG ulPropTag;
  LONG lReturnValue;
};
struct DTBLMVLISTBOX {
  ULONG ulFlags;
  ULONG ulMVPropTag;
};
struct DTBLMVDDLBX {
  ULONG ulFlags;
  ULONG ulMVPropTag;
};
using LPDTBLLABEL = DTBLLABEL*;
using LPDTBLEDIT = DTBLEDIT*;
using LPDTBLLBX = DTBLLBX*;
using LPDTBLCOMBOBOX = DTBLCOMBOBOX*;
using LPDTBLDDLBX = DTBLDDLBX*;
using LPDTBLCHECKBOX = DTBLCHECKBOX*;
using LPDTBLGROUPBOX = DTBLGROUPBOX*;
using LPDTBLBUTTON = DTBLBUTTON*;
using LPDTBLPAGE = DTBLPAGE*;
using LPDTBLRADIOBUTTON = DTBLRADIOBUTTON*;
using LPDTBLMVLISTBOX = DTBLMVLISTBOX*;
using LPDTBLMVDDLBX = DTBLMVDDLBX*;

#define SizedDtblLabel(length, name) \
  struct DTBLLABEL_of_##name {       \
    DTBLLABEL dtbllabel;             \
    TCHAR lpszLabelName[length];     \
  } name
#define SizedDtblEdit(length, name) \
  struct DTBLEDIT_of_##name {       \
    DTBLEDIT dtbledit;              \
    TCHAR lpszCharsAllowed[length]; \
  } name
#define SizedDtblComboBox(length, name) \
  struct DTBLCOMBOBOX_of_##name {       \
    DTBLCOMBOBOX dtblcombobox;          \
    TCHAR lpszCharsAllowed[length];     \
  } name
#define SizedDtblCheckBox(length, name) \
  struct DTBLCHECKBOX_of_##name {       \
    DTBLCHECKBOX dtblcheckbox;          \
    TCHAR lpszLabel[length];            \
  } name
#define SizedDtblGroupBox(length, name) \
  struct DTBLGROUPBOX_of_##name {       \
    DTBLGROUPBOX dtblgroupbox;          \
    TCHAR lpszLabel[length];            \
  } name
#define SizedDtblButton(length, name) \
  struct DTBLBUTTON_of_##name {       \
    DTBLBUTTON dtblbutton;            \
    TCHAR lpszLabel[length];          \
  } name
#define SizedDtblPage(label_length, component_length, name) \
  struct DTBLPAGE_of_##name {                               \
    DTBLPAGE dtblpage;                                      \
    TCHAR lpszLabel[label_length];                          \
    TCHAR lpszComponent[component_length];                  \
  } name
#define SizedDtblRadioButton(length, name) \
  struct DTBLRADIOBUTTON_of_##name {       \
    DTBLRADIOBUTTON dtblradiobutton;       \
    TCHAR lpszLabel[length];               \
  } name

// The same before it is a table: what BuildDisplayTable is given.
struct DTCTL {
  ULONG ulCtlType;
  ULONG ulCtlFlags;
  LPBYTE lpbNotif;
  ULONG cbNotif;
  LPTSTR lpszFilter;
  ULONG ulItemID;
  union {
    LPVOID lpv;
    LPDTBLLABEL lplabel;
    LPDTBLEDIT lpedit;
    LPDTBLLBX lplbx;
    LPDTBLCOMBOBOX lpcombobox;
    LPDTBLDDLBX lpddlbx;
    LPDTBLCHECKBOX lpcheckbox;
    LPDTBLGROUPBOX lpgroupbox;
    LPDTBLBUTTON lpbutton;
    LPDTBLRADIOBUTTON lpradiobutton;
    LPDTBLMVLISTBOX lpmvlbx;
    LPDTBLMVDDLBX lpmvddlbx;
    LPDTBLPAGE lppage;
  } ctl;
};
using LPDTCTL = DTCTL*;

struct DTPAGE {
  ULONG cctl;
  LPTSTR lpszResourceName;
  union {
    LPTSTR lpszComponent;
    ULONG ulItemID;
  };
  LPDTCTL lpctl;
};
using LPDTPAGE = DTPAGE*;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

struct IMAPIControl : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE GetLastError(HRESULT hResult, ULONG ulFlags,
                                                 LPMAPIERROR* lppMAPIError) = 0;
  // The button has been pressed.
  virtual HRESULT STDMETHODCALLTYPE Activate(ULONG ulFlags, ULONG_PTR ulUIParam) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetState(ULONG ulFlags, ULONG* lpulState) = 0;
};

#pragma GCC diagnostic pop
