const NAMES: Readonly<Record<string, string>> = {
  pass_on: 'Chuyển tin',
  resolve: 'Giải quyết',
  prosecutor: 'Thông báo Viện kiểm sát',
}

export function clockName(kind: string): string {
  return NAMES[kind] ?? kind
}
