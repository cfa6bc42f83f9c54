type Waiting<Item, Result> = { item: Item; resolve(result: Result): void; reject(error: unknown): void }

/**
 * What is asked for while one run is under way is carried out together by the next, in the order in which it came: many
 * callers share a statement under load, and nobody waits when there is none. `runAll` gives a result for each item, in
 * their order. A run of several that throws is repeated one by one, so that a bad item costs only its own caller.
 */
export function batched<Item, Result>(
  runAll: (items: readonly Item[]) => Promise<readonly Result[]>,
  most = 100,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = []
  let isRunning = false
  const drain = async () => {
    while (waiting.length > 0) await runBatch(runAll, waiting.splice(0, most))
    isRunning = false
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (isRunning) return
      isRunning = true
      // Whatever arrives in this round of the event loop comes along.
      setImmediate(() => void drain())
    })
}

async function runBatch<Item, Result>(
  runAll: (items: readonly Item[]) => Promise<readonly Result[]>,
  batch: readonly Waiting<Item, Result>[],
): Promise<void> {
  try {
    const results = await runAll(batch.map(({ item }) => item))
    for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result)
  } catch (error) {
    if (batch.length > 1) for (const one of batch) await runBatch(runAll, [one])
    else batch[0]?.reject(error)
  }
}
