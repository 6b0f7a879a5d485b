// docs/cli.md, made of the commands: what each takes, with the words that its --help has.
import type { Argument, Command, Option } from 'commander';

/** Options that every command has; told once. */
const shared = new Set(['--data', '--config', '--json']);

export interface ListedCommand {
  readonly name: string;
  readonly command: Command;
}

/** Those that do something, by their whole names. */
export function listCommands(command: Command, name = command.name()): ListedCommand[] {
  const inner = command.commands.flatMap(one => listCommands(one, `${name} ${one.name()}`));
  // What has options of its own does something by itself as well; the program has its version alone.
  const isOne = inner.length === 0 || (command.parent !== null && command.options.length > 0);
  return [...(isOne ? [{ name, command }] : []), ...inner];
}

export function printCliPage(keepwell: Command): string {
  const all = listCommands(keepwell);
  const common = all[0]?.command.options.filter(({ long }) => shared.has(long ?? '')) ?? [];
  return `# The command line

Run as \`npx keepwell\`. It ends with 0 when it did what it was asked, 1 when that failed, 2 when it was asked wrongly, 130 when it was interrupted; what went wrong stands on standard error, with what to do about it. \`npx keepwell help app create\` says the same as this page, for the version at hand. This page is made of the commands by \`src/cli/documented.test.ts\`.

Every command takes these:

${printOptions(common)}
${all.map(printCommand).join('\n')}`;
}

function printCommand({ name, command }: ListedCommand): string {
  const own = command.options.filter(({ long, hidden }) => !shared.has(long ?? '') && !hidden);
  const words = [name.replace(/^keepwell/, 'npx keepwell'), ...command.registeredArguments.map(argument)];
  const list = own.length > 0 ? `\n${printOptions(own)}` : '';
  return `## ${name}\n\n${command.description()}\n\n\`\`\`text\n${words.join(' ')}${own.length > 0 ? ' [options]' : ''}\n\`\`\`\n${list}`;
}

function argument(one: Argument): string {
  const name = `${one.name()}${one.variadic ? '…' : ''}`;
  return one.required ? `<${name}>` : `[${name}]`;
}

function printOptions(options: readonly Option[]): string {
  return options
    .map(({ flags, description, mandatory, defaultValue }) => {
      const rest = [
        mandatory && 'required',
        defaultValue !== undefined && !/default/.test(description) && `default ${String(defaultValue)}`,
      ].filter(Boolean);
      const more = rest.length > 0 ? ` (${rest.join(', ')})` : '';
      return `- \`${flags}\`: ${description.replace(/</g, '&lt;')}${more}\n`;
    })
    .join('');
}
