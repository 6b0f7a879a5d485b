// How hard a password is to guess, by zxcvbn: what people really choose, patterns on keyboards, dates, the person's own name.
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { passwordRule } from './password.ts';

/** Kinds of what is easy about a password. */
const weaknesses = [
  'common',
  'pattern',
  'repeat',
  'sequence',
  'date',
  'name',
  'own',
  'word',
  'other',
] as const;
export type Weakness = (typeof weaknesses)[number];

export type PasswordProblem = 'missing' | 'short' | 'long' | Weakness;

/** Of five grades the second best: safe against guessing even where hashes were stolen. */
const scoreMin = 3;

/** The cost grows with the length, and what begins well is good enough. */
const judgedMax = 64;

let judge: Promise<ZxcvbnFactory> | undefined;

/** Loaded with the first password: its dictionaries are large. */
async function makeJudge(): Promise<ZxcvbnFactory> {
  const { ZxcvbnFactory } = await import('@zxcvbn-ts/core');
  const { adjacencyGraphs, dictionary } = await import('@zxcvbn-ts/language-common');
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
}

/** Undefined when a password will do. */
export async function passwordProblem(
  password: string,
  { email, name }: { email: string; name: string },
): Promise<PasswordProblem | undefined> {
  if (password === '') return 'missing';
  const chosen = password.normalize('NFKC');
  const length = [...chosen].length;
  if (length < passwordRule.charactersMin) return 'short';
  if (length > passwordRule.charactersMax) return 'long';
  judge ??= makeJudge();
  const own = [email, ...email.split(/[@.]/), name, ...name.split(/\s+/), 'keepwell', 'healthvault'];
  const known = own.filter(text => text.length > 2);
  const folded = chosen.toLowerCase();
  if (
    [email, email.split('@')[0], name].some(text => text?.normalize('NFKC').trim().toLowerCase() === folded)
  )
    return 'own';
  const { score, feedback } = (await judge).check(chosen.slice(0, judgedMax), known);
  if (score >= scoreMin) return undefined;
  return byWarning[feedback.warning ?? ''] ?? 'other';
}

const byWarning: Readonly<Record<string, Weakness>> = {
  straightRow: 'pattern',
  keyPattern: 'pattern',
  simpleRepeat: 'repeat',
  extendedRepeat: 'repeat',
  sequences: 'sequence',
  recentYears: 'date',
  dates: 'date',
  topTen: 'common',
  topHundred: 'common',
  common: 'common',
  similarToCommon: 'common',
  wordByItself: 'word',
  namesByThemselves: 'name',
  commonNames: 'name',
  userInputs: 'own',
};
