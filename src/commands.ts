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
  {
    name: 'officer add',
    usage: '--username U --role R --unit CODE [--name N] --password-stdin',
    summary: 'adds an officer; the password comes on standard input',
    load: () => import('./commands/officer-add.js'),
  },
  {
    name: 'token create',
    usage: '--officer U --scope tips:read,tips:write [--name N]',
    summary: 'prints a new token for the API, once',
    load: () => import('./commands/token-create.js'),
  },
  {
    name: 'account add',
    usage: '--channel telegram --name N --unit CODE [--area CODE] --token-stdin',
    summary: "adds a unit's page or bot; its token comes on standard input",
    load: () => import('./commands/account-add.js'),
  },
  {
    name: 'areas import',
    usage: 'FILE [--from DAY] [--dry-run] [--close-missing] [--last-row-is-whole]',
    summary: 'takes a list of provinces and communes, their old names, or their boundaries',
    load: () => import('./commands/areas-import.js'),
  },
  {
    name: 'units import',
    usage: 'FILE [--from DAY] [--dry-run] [--last-row-is-whole]',
    summary: 'takes a list of units',
    load: () => import('./commands/units-import.js'),
  },
  {
    name: 'flows check',
    usage: '[FOLDER]',
    summary: 'names everything that is wrong with the conversations',
    load: () => import('./commands/flows-check.js'),
  },
  {
    name: 'flows play',
    usage: '<flow>',
    summary: 'plays a conversation in the terminal',
    load: () => import('./commands/flows-play.js'),
  },
  {
    name: 'content check',
    usage: '[FOLDER]',
    summary: 'names everything that is wrong with the content, and what is past its date',
    load: () => import('./commands/content-check.js'),
  },
  {
    name: 'audit verify',
    usage: '',
    summary: 'follows the chain of the audit log from its first line to its last',
    load: () => import('./commands/audit-verify.js'),
  },
  {
    name: 'broadcast follow',
    usage: '[NUMBER]',
    summary: 'shows how far a broadcast is, until it ends',
    load: () => import('./commands/broadcast-follow.js'),
  },
  {
    name: 'bench',
    usage: 'replies|broadcast|chat|areas|category|extract [--citizens N] [--rounds N] [--file FILE]',
    summary:
      'measures how fast citizens are answered, bulletins sent, texts read or places found; the last line is JSON',
    load: () => import('./commands/bench.js'),
  },
]
