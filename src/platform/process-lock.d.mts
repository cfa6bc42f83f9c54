export function withProcessLock<T>(
  folder: string,
  work: () => Promise<T> | T,
  onWait?: (holderPid: number) => void,
): Promise<T>
export function ownProcess(): string
export function namesOfLiveProcesses(folder: string): string[]
export function processStart(pid: number): string | null
