import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'
import type { ChosenCount } from './answer-shares.js'
import type { Period } from './period.js'
import type { Group } from './small-groups.js'

/** How often each answer to each question was given. All under the officer's database role. */
export async function countAnswers(limited: Db, quizId: string, { from, until }: Period): Promise<ChosenCount[]> {
  return limited
    .selectFrom('quizAnswer')
    .select(['questionId', 'chosen', 'isRight', sql<number>`count(*)::int`.as('count')])
    .where('quizId', '=', quizId)
    .$if(from !== null, (query) => query.where('day', '>=', from ?? ''))
    .$if(until !== null, (query) => query.where('day', '<', until ?? ''))
    .groupBy(['questionId', 'chosen', 'isRight'])
    .execute()
}

/** Of those who named an organisation. */
export async function groupByOrganisation(limited: Db, quizId: string, period: Period): Promise<Group[]> {
  return selectResults(limited, quizId, period)
    .innerJoin('organisation', 'organisation.id', 'quizResult.organisationId')
    .select('organisation.name')
    .groupBy('organisation.name')
    .execute()
}

/** Of the officer's own areas, which the database sees to. */
export async function groupByArea(limited: Db, quizId: string, period: Period): Promise<Group[]> {
  return selectResults(limited, quizId, period)
    .innerJoin('area', 'area.code', 'quizResult.areaCode')
    .select('area.name')
    .groupBy(['area.code', 'area.name'])
    .execute()
}

export async function countGames(limited: Db, quizId: string, period: Period): Promise<number> {
  const row = await selectResults(limited, quizId, period).executeTakeFirstOrThrow()
  return row.results
}

function selectResults(limited: Db, quizId: string, { from, until }: Period) {
  return limited
    .selectFrom('quizResult')
    .select([
      sql<number>`count(*)::int`.as('results'),
      sql<number>`coalesce(sum(right_answers), 0)::int`.as('right'),
      sql<number>`coalesce(sum(questions), 0)::int`.as('questions'),
    ])
    .where('quizId', '=', quizId)
    .$if(from !== null, (query) => query.where('day', '>=', from ?? ''))
    .$if(until !== null, (query) => query.where('day', '<', until ?? ''))
}
