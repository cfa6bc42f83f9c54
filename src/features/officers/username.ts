import { z } from 'zod'
import { ROLES } from '../../console/roles.js'

const USERNAME = 'Tên đăng nhập gồm 3 đến 40 chữ thường không dấu, chữ số, dấu chấm hoặc gạch, ví dụ: nguyen.van.an'

export const Username = z
  .string({ error: 'Xin nhập tên đăng nhập.' })
  .min(1, 'Xin nhập tên đăng nhập.')
  .transform((name) => name.toLowerCase())
  .refine((name) => /^[a-z0-9][a-z0-9._-]{2,39}$/.test(name), USERNAME)

export const DisplayName = z
  .string({ error: 'Xin nhập họ và tên.' })
  .min(2, 'Xin nhập họ và tên.')
  .max(100, 'Họ và tên dài nhất 100 ký tự.')

export const RoleField = z.enum(ROLES, 'Xin chọn vai trò.')
export const UnitField = z.string({ error: 'Xin chọn đơn vị.' }).min(1, 'Xin chọn đơn vị.').max(40, 'Xin chọn đơn vị.')
