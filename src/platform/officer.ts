export type Role = 'intake' | 'triage' | 'lead' | 'comms' | 'auditor' | 'admin'

/** Who is signed in, or whose API token this is. */
export type Officer = {
  id: string
  username: string
  displayName: string
  role: Role
  unitId: string
  unitCode: string
  unitName: string
}
