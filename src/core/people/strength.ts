// How hard a password is to guess, by zxcvbn: what people really choose, patterns on keyboards, dates, the person's own name.

import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { makeTable } from '../../schema/table.ts';
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
const ownWordsMax = 10;
const ownMax = 100;

let judge: Promise<ZxcvbnFactory> | undefined;

/** Loaded with the first password: its dictionaries are large. */
async function makeJudge(): Promise<ZxcvbnFactory> {
  const { ZxcvbnFactory } = await import('@zxcvbn-ts/core');
  const { adjacencyGraphs, dictionary } = await import('@zxcvbn-ts/language-common');
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
}

/** Undefined when a password will do. */
export async function findPasswordProblem(
  password: string,
  of: { email: string; name: string },
): Promise<PasswordProblem | undefined> {
  return findLengthProblem(password) ?? findPasswordWeakness(password, of);
}

/** What is easy about a password of a good length. Whoever lets strangers ask counts how often: it takes its time. */
export async function findPasswordWeakness(
  password: string,
  of: { email: string; name: string },
): Promise<Weakness | undefined> {
  const chosen = password.normalize('NFKC');
  const email = of.email.slice(0, ownMax);
  const name = of.name.slice(0, ownMax);
  const folded = chosen.toLowerCase();
  if (
    [email, email.split('@')[0], name].some(text => text?.normalize('NFKC').trim().toLowerCase() === folded)
  )
    return 'own';
  judge ??= makeJudge();
  const { score, feedback } = (await judge).check(chosen.slice(0, judgedMax), ownWords(email, name));
  if (score >= scoreMin) return undefined;
  return byWarning[feedback.warning ?? ''] ?? 'other';
}

/** What costs nothing to say. */
export function findLengthProblem(password: string): 'missing' | 'short' | 'long' | undefined {
  if (password === '') return 'missing';
  if (password.length > passwordRule.readMax) return 'long';
  const { length } = [...password.normalize('NFKC')];
  if (length < passwordRule.charactersMin) return 'short';
  return length > passwordRule.charactersMax ? 'long' : undefined;
}

/** Each word is a dictionary of its own to the judge. */
function ownWords(email: string, name: string): string[] {
  const all = ['keepwell', 'healthvault', email, name, ...email.split(/[@.]/), ...name.split(/\s+/)];
  return all.filter(text => text.length > 2).slice(0, ownWordsMax);
}

const byWarning: Readonly<Record<string, Weakness>> = makeTable({
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
});
