/** What kinds of units are called, and which may stand under which. */
export const UNIT_KINDS: Readonly<Record<string, string>> = {
  ministry: 'Bộ',
  province: 'Công an tỉnh, thành phố',
  department: 'Phòng nghiệp vụ',
  commune: 'Công an xã, phường, đặc khu',
}

export const KINDS_BELOW: Readonly<Record<string, readonly ('province' | 'department' | 'commune')[]>> = {
  ministry: ['province', 'department'],
  province: ['commune', 'department'],
}
