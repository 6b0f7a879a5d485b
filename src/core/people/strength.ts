// How hard a password is to guess, by zxcvbn: what people really choose, patterns on keyboards, dates, the person's own name.
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { passwordRule } from './password.ts';

/** Kinds of what is easy about a password. */
export const weaknesses = [
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

let judge: ZxcvbnFactory | undefined;

/** Undefined when a password will do. */
export function passwordProblem(
  password: string,
  { email, name }: { email: string; name: string },
): PasswordProblem | undefined {
  if (password === '') return 'missing';
  const chosen = password.normalize('NFKC');
  const length = [...chosen].length;
  if (length < passwordRule.charactersMin) return 'short';
  if (length > passwordRule.charactersMax) return 'long';
  judge ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const own = [email, ...email.split(/[@.]/), name, ...name.split(/\s+/), 'keepwell', 'healthvault'];
  const known = own.filter(text => text.length > 2);
  const folded = chosen.toLowerCase();
  if (
    [email, email.split('@')[0], name].some(text => text?.normalize('NFKC').trim().toLowerCase() === folded)
  )
    return 'own';
  const { score, feedback } = judge.check(chosen.slice(0, judgedMax), known);
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
