/** `work` for each of `items`, a few side by side: a slow one (a download, a silent platform) holds up no others. */
export async function eachAtOnce<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const next = items.values()
  const takeOthers = async () => {
    for (const item of next) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, takeOthers))
}
