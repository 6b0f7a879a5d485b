// What settings say of backups, checked. Read by config.ts.
import type { BackupSettings, Keep } from './core/backup/settings.ts';
import { readRecipient } from './storage/backup/age-keys.ts';
import { readTargetPlace } from './storage/backup/target.ts';

const fields = ['target', 'recipients', 'at', 'everyHours', 'keep', 'drillEveryDays'];
const everyHoursMax = 24 * 31;
const drillEveryDaysMax = 366;
const drillEveryDaysUsual = 7;
const keptMax = 1000;

/** @throws an error that says what is wrong */
export function readBackupSettings(given: string | object | undefined): BackupSettings | undefined {
  if (given === undefined) return undefined;
  const settings = typeof given === 'string' ? parsed(given) : given;
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    throw new Error('backup must be an object: { "target", "recipients", "at" }.');
  const named = settings as Record<string, unknown>;
  const unknown = Object.keys(named).find(name => !fields.includes(name));
  if (unknown !== undefined)
    throw new Error(`backup: there is no ${unknown}. It takes ${fields.join(', ')}.`);
  const { target, recipients } = named;
  if (typeof target !== 'string' || target === '')
    throw new Error('backup: target must be a folder, or s3://….');
  if (!Array.isArray(recipients) || recipients.length === 0)
    throw new Error('backup: recipients must be a list of age1…: `keepwell backup keygen` makes one.');
  try {
    readTargetPlace(target);
    for (const recipient of recipients) readRecipient(String(recipient));
  } catch (error) {
    throw new Error(`backup: ${(error as Error).message}`);
  }
  return {
    target,
    recipients: recipients.map(String),
    when: readWhen(named),
    keep: readKeep(named.keep),
    drillEveryDays: readCount(
      'drillEveryDays',
      named.drillEveryDays ?? drillEveryDaysUsual,
      0,
      drillEveryDaysMax,
    ),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('backup must be JSON: { "target", "recipients", "at" }.');
  }
}

function readWhen({ at, everyHours }: Record<string, unknown>): BackupSettings['when'] {
  if (at !== undefined && everyHours !== undefined)
    throw new Error('backup: give at or everyHours, not both.');
  if (everyHours !== undefined) return { everyHours: readCount('everyHours', everyHours, 1, everyHoursMax) };
  if (at === undefined) return undefined;
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(String(at)) ?? [];
  if (hour === undefined) throw new Error('backup: at must be a time of day such as "03:00".');
  return { minuteOfDay: 60 * Number(hour) + Number(minute) };
}

function readKeep(keep: unknown): Keep | undefined {
  if (keep === undefined) return undefined;
  if (typeof keep !== 'object' || keep === null)
    throw new Error('backup: keep must be { "days", "weeks", "months" }.');
  const counts = keep as Record<string, unknown>;
  const unknown = Object.keys(counts).find(name => !['days', 'weeks', 'months'].includes(name));
  if (unknown !== undefined) throw new Error(`backup: keep has no ${unknown}. It takes days, weeks, months.`);
  const count = (name: string) => readCount(`keep.${name}`, counts[name] ?? 0, 0, keptMax);
  return { days: count('days'), weeks: count('weeks'), months: count('months') };
}

function readCount(name: string, value: unknown, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
    throw new Error(`backup: ${name} must be a whole number from ${min} to ${max}.`);
  return value;
}
