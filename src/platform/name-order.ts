import { sql } from 'kysely'

/** By the column `name`, as Vietnamese sorts: the database's own order is that of bytes, where Đ comes after V. */
export const BY_NAME = sql`name collate "vi-x-icu"`
