/** What the log's actions are called. An action without a name here is shown as it is. */
export const ACTIONS: Readonly<Record<string, string>> = {
  sign_in: 'Đăng nhập',
  sign_in_failed: 'Đăng nhập sai',
  sign_out: 'Đăng xuất',
  'officer.first_admin': 'Tạo quản trị viên đầu tiên',
  'officer.add': 'Thêm cán bộ',
  'officer.change': 'Sửa cán bộ',
  'officer.password_link': 'Tạo liên kết đặt mật khẩu',
  'officer.password_set': 'Đặt mật khẩu qua liên kết',
  'officer.password_changed': 'Đổi mật khẩu',
  'token.create': 'Cấp mã truy cập cho phần mềm',
  'unit.add': 'Thêm đơn vị',
  'unit.close': 'Đóng đơn vị',
  'account.add': 'Thêm kênh',
  'account.enable': 'Bật kênh',
  'account.disable': 'Tắt kênh',
  'alarm.clear': 'Đánh dấu cảnh báo đã xong',
}
