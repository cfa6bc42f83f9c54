export type Latencies = { replies: number; p50Ms: number; p95Ms: number; maxMs: number; perSecond: number }

export function summarise(latencies: readonly number[], tookMs: number): Latencies {
  const sorted = [...latencies].sort((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0)
  return {
    replies: sorted.length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    maxMs: at(1),
    perSecond: Math.round((sorted.length / tookMs) * 10_000) / 10,
  }
}
