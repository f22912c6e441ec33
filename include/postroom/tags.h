// The tags that Postroom itself speaks of, by MAPI's names in lower case: tag::subject is PR_SUBJECT.
// Every other documented name is known by text too (property_name, find_property_tag in property_names.h).
#pragma once

#include <postroom/property.h>

namespace postroom::tag {

// envelope
inline constexpr PropertyTag importance{0x00170003};
inline constexpr PropertyTag message_class{0x001A001F};
inline constexpr PropertyTag priority{0x00260003};
inline constexpr PropertyTag read_receipt_requested{0x0029000B};
inline constexpr PropertyTag sensitivity{0x00360003};
inline constexpr PropertyTag subject{0x0037001F};
inline constexpr PropertyTag client_submit_time{0x00390040};
inline constexpr PropertyTag sent_representing_search_key{0x003B0102};
inline constexpr PropertyTag subject_prefix{0x003D001F};
inline constexpr PropertyTag received_by_entryid{0x003F0102};
inline constexpr PropertyTag received_by_name{0x0040001F};
inline constexpr PropertyTag sent_representing_entryid{0x00410102};
inline constexpr PropertyTag sent_representing_name{0x0042001F};
inline constexpr PropertyTag start_date{0x00600040};
inline constexpr PropertyTag end_date{0x00610040};
inline constexpr PropertyTag sent_representing_addrtype{0x0064001F};
inline constexpr PropertyTag sent_representing_email_address{0x0065001F};
inline constexpr PropertyTag conversation_topic{0x0070001F};
inline constexpr PropertyTag conversation_index{0x00710102};
inline constexpr PropertyTag transport_message_headers{0x007D001F};
inline constexpr PropertyTag recipient_type{0x0C150003};
inline constexpr PropertyTag sender_entryid{0x0C190102};
inline constexpr PropertyTag sender_name{0x0C1A001F};
inline constexpr PropertyTag sender_search_key{0x0C1D0102};
inline constexpr PropertyTag sender_addrtype{0x0C1E001F};
inline constexpr PropertyTag sender_email_address{0x0C1F001F};
// computed by the store
inline constexpr PropertyTag display_bcc{0x0E02001F};
inline constexpr PropertyTag display_cc{0x0E03001F};
inline constexpr PropertyTag display_to{0x0E04001F};
inline constexpr PropertyTag message_delivery_time{0x0E060040};
inline constexpr PropertyTag message_flags{0x0E070003};
inline constexpr PropertyTag message_size{0x0E080003};
inline constexpr PropertyTag message_size_extended{0x0E080014};
inline constexpr PropertyTag parent_display{0x0E05001F};
inline constexpr PropertyTag parent_entryid{0x0E090102};
inline constexpr PropertyTag message_recipients{0x0E12000D};
inline constexpr PropertyTag message_attachments{0x0E13000D};
inline constexpr PropertyTag msg_status{0x0E170003};
inline constexpr PropertyTag hasattach{0x0E1B000B};
inline constexpr PropertyTag normalized_subject{0x0E1D001F};
inline constexpr PropertyTag rtf_in_sync{0x0E1F000B};
inline constexpr PropertyTag attach_size{0x0E200003};
inline constexpr PropertyTag attach_num{0x0E210003};
inline constexpr PropertyTag todo_item_flags{0x0E2B0003};
inline constexpr PropertyTag access{0x0FF40003};
inline constexpr PropertyTag row_type{0x0FF50003};
inline constexpr PropertyTag instance_key{0x0FF60102};
inline constexpr PropertyTag access_level{0x0FF70003};
inline constexpr PropertyTag mapping_signature{0x0FF80102};
inline constexpr PropertyTag record_key{0x0FF90102};
inline constexpr PropertyTag store_record_key{0x0FFA0102};
inline constexpr PropertyTag store_entryid{0x0FFB0102};
inline constexpr PropertyTag object_type{0x0FFE0003};
inline constexpr PropertyTag entryid{0x0FFF0102};
// content
inline constexpr PropertyTag body{0x1000001F};
inline constexpr PropertyTag rtf_compressed{0x10090102};
inline constexpr PropertyTag html{0x10130102};
inline constexpr PropertyTag native_body{0x10160003};
inline constexpr PropertyTag internet_message_id{0x1035001F};
inline constexpr PropertyTag internet_references{0x1039001F};
inline constexpr PropertyTag in_reply_to_id{0x1042001F};
inline constexpr PropertyTag conflict_items{0x10981102};
inline constexpr PropertyTag flag_status{0x10900003};
// common
inline constexpr PropertyTag rowid{0x30000003};
inline constexpr PropertyTag display_name{0x3001001F};
inline constexpr PropertyTag addrtype{0x3002001F};
inline constexpr PropertyTag email_address{0x3003001F};
inline constexpr PropertyTag comment{0x3004001F};
inline constexpr PropertyTag creation_time{0x30070040};
inline constexpr PropertyTag last_modification_time{0x30080040};
inline constexpr PropertyTag depth{0x30050003};
inline constexpr PropertyTag search_key{0x300B0102};
inline constexpr PropertyTag display_type{0x39000003};
inline constexpr PropertyTag smtp_address{0x39FE001F};
inline constexpr PropertyTag internet_cpid{0x3FDE0003};
inline constexpr PropertyTag creator_name{0x3FF8001F};
inline constexpr PropertyTag last_modifier_name{0x3FFA001F};
// store and folder
inline constexpr PropertyTag store_support_mask{0x340D0003};
inline constexpr PropertyTag ipm_subtree_entryid{0x35E00102};
inline constexpr PropertyTag folder_type{0x36010003};
inline constexpr PropertyTag content_count{0x36020003};
inline constexpr PropertyTag content_unread{0x36030003};
inline constexpr PropertyTag subfolders{0x360A000B};
inline constexpr PropertyTag folder_status{0x360B0003};
inline constexpr PropertyTag container_class{0x3613001F};
inline constexpr PropertyTag assoc_content_count{0x36170003};
inline constexpr PropertyTag acl_data{0x3FE00102};
inline constexpr PropertyTag rights{0x66390003};
inline constexpr PropertyTag deleted_count_total{0x670B0003};
// attachment
inline constexpr PropertyTag attach_data_bin{0x37010102};
inline constexpr PropertyTag attach_data_obj{0x3701000D};
inline constexpr PropertyTag attach_encoding{0x37020102};
inline constexpr PropertyTag attach_extension{0x3703001F};
inline constexpr PropertyTag attach_filename{0x3704001F};
inline constexpr PropertyTag attach_method{0x37050003};
inline constexpr PropertyTag attach_long_filename{0x3707001F};
inline constexpr PropertyTag rendering_position{0x370B0003};
inline constexpr PropertyTag attach_mime_tag{0x370E001F};
inline constexpr PropertyTag attach_content_id{0x3712001F};
inline constexpr PropertyTag attach_content_location{0x3713001F};
inline constexpr PropertyTag attach_flags{0x37140003};
inline constexpr PropertyTag attachment_hidden{0x7FFE000B};
// replication (MS-OXCFXICS)
inline constexpr PropertyTag source_key{0x65E00102};
inline constexpr PropertyTag change_key{0x65E20102};
inline constexpr PropertyTag predecessor_change_list{0x65E30102};
inline constexpr PropertyTag change_number{0x67A40014};
// Postroom's own: the number of the version, as a column of contents tables
inline constexpr PropertyTag content_version{0x67B00014};

}  // namespace postroom::tag

namespace postroom {

// PR_MESSAGE_FLAGS (MS-OXCMSG 2.2.1.6)
namespace message_flag {
inline constexpr std::int32_t read = 0x1;
inline constexpr std::int32_t unmodified = 0x2;
inline constexpr std::int32_t submit = 0x4;
inline constexpr std::int32_t unsent = 0x8;
inline constexpr std::int32_t has_attachments = 0x10;
inline constexpr std::int32_t from_me = 0x20;
inline constexpr std::int32_t associated = 0x40;
inline constexpr std::int32_t resend = 0x80;
inline constexpr std::int32_t read_notice_pending = 0x100;
inline constexpr std::int32_t nonread_notice_pending = 0x200;
inline constexpr std::int32_t ever_read = 0x400;
inline constexpr std::int32_t origin_internet = 0x2000;
}  // namespace message_flag

// PR_MSG_STATUS
namespace message_status {
inline constexpr std::int32_t highlighted = 0x1;
inline constexpr std::int32_t tagged = 0x2;
inline constexpr std::int32_t hidden = 0x4;
inline constexpr std::int32_t delete_marked = 0x8;
inline constexpr std::int32_t draft = 0x100;
inline constexpr std::int32_t answered = 0x200;
inline constexpr std::int32_t in_conflict = 0x800;  // clients may read it, never change it
}  // namespace message_status

// PR_ATTACH_METHOD
namespace attach_method {
inline constexpr std::int32_t none = 0;
inline constexpr std::int32_t by_value = 1;
inline constexpr std::int32_t embedded_message = 5;
inline constexpr std::int32_t ole = 6;
}  // namespace attach_method

}  // namespace postroom
