// What the buttons of an import do.

import { Fault } from '../../../core/faults.ts';
import { mayImport } from '../../../core/imports/begin.ts';
import {
  answerQuestion,
  dropImport,
  goOnWriting,
  mayUndo,
  readAgain,
  startUndo,
  startWriting,
  stopWriting,
} from '../../../core/imports/choose.ts';
import type { Import } from '../../../core/imports/import.ts';
import { importsWords } from '../../../locales/words.ts';
import { goBackTo, type Outcome } from '../../hand-over/leave/leave.tsx';
import { importHref, importsPath, withRequest } from '../../items/import-links.ts';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { readAnswer } from './columns.tsx';
import { importPage } from './one.tsx';
import { readUnticked } from './preview.tsx';
import type { ImportAtHand } from './reader.ts';

export async function actOnImport(
  c: SignedInContext,
  at: ImportAtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { visit } = c.var;
  // Who looks after the record may see what became of it; what is to become of it says whoever brought it.
  const request = form.get('request') ?? undefined;
  if (form.get('do') === 'back') {
    const back = await goBackTo(c, request, outcomeOf(at.one));
    if (back) return back;
    return goTo(c, importHref(at.one.id));
  }
  const isOwn = at.one.personId === visit.person.id;
  if (!isOwn && !(takesBack.has(form.get('do')) && mayUndo(at.grant, at.one))) throw notFound();
  const w = importsWords(visit.language);
  try {
    const wrong = await act(c, at, form);
    if (wrong !== undefined) return importPage(c, at, { problem: wrong, request });
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'invalid') throw error;
    leaveNotice(c, { text: w.gone });
  }
  if (form.get('do') !== 'drop') return goTo(c, withRequest(importHref(at.one.id), request));
  const back = await goBackTo(c, request, 'ReconcileCanceled');
  if (back) return back;
  leaveNotice(c, { text: w.dropped });
  return goTo(c, importsPath);
}

const takesBack: ReadonlySet<string | null> = new Set(['stop', 'undo']);

/** What an application hears that sent the person here. */
function outcomeOf({ state }: Import): Outcome {
  if (state === 'done' || state === 'writing') return 'ReconcileComplete';
  return state === 'failed' ? 'ReconcileFailure' : 'ReconcileCanceled';
}

/** @returns what is wrong with what was said */
async function act(
  c: SignedInContext,
  { one, grant }: ImportAtHand,
  form: URLSearchParams,
): Promise<string | undefined> {
  const { vault, language } = c.var.visit;
  const { question } = one.about;
  switch (form.get('do')) {
    case 'read': {
      if (!question) break;
      const answer = readAnswer(question, form);
      if (!Object.values(answer).some(role => role === 'when' || role === 'medicine'))
        return importsWords(language).needsDate;
      await answerQuestion(vault, one, answer);
      break;
    }
    case 'write':
      if (!mayImport(grant)) return importsWords(language).refused;
      await startWriting(vault, one, readUnticked(one, form));
      break;
    case 'raw':
      await readAgain(vault, one, { keepsRaw: true });
      break;
    case 'columns':
      await readAgain(vault, one, { asks: true });
      break;
    case 'drop':
      await dropImport(vault, one);
      break;
    case 'stop':
      await stopWriting(vault, one);
      break;
    case 'go on':
      if (!mayImport(grant)) return importsWords(language).refused;
      await goOnWriting(vault, one);
      break;
    case 'undo':
      await startUndo(vault, one, grant);
      break;
    default:
      throw notFound();
  }
  return undefined;
}
