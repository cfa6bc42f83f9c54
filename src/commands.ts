type Command = {
  /** One or two words. */
  name: string
  usage: string
  summary: string
  /** Loaded only when asked for: `--help` needs no database driver. */
  load(): Promise<{ run(args: readonly string[]): Promise<number> }>
}

/** `run` gets the words after the name, parses them with `parseArgs` and returns the exit code. */
export const commands: readonly Command[] = [
  {
    name: 'start',
    usage: '[--role web|worker|all] [--demo]',
    summary: 'runs the web server, the worker, or both',
    load: () => import('./commands/start.js'),
  },
  {
    name: 'migrate',
    usage: '',
    summary: 'brings the database to the newest form',
    load: () => import('./commands/migrate.js'),
  },
]
