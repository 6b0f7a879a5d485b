// Deleting one's account: what goes with it, and until when it can come back.
import type { Hono } from 'hono';
import { closeAccount, lonelyRecords } from '../../../core/people/closing.ts';
import { questionPage } from '../kit.tsx';
import { leaveNotice } from '../notice.ts';
import { goTo } from '../respond.tsx';
import { forgetSignedIn, type ShellContext, type ShellEnv } from '../visit.ts';
import { dayOf } from '../words.ts';
import { changeWords } from './change-words.ts';
import { guardedForm, guardedPage } from './prove.tsx';

export function deleteAccountRoutes(app: Hono<ShellEnv>): void {
  app.get('/account/delete', guardedPage(deletePage));
  app.post('/account/delete', guardedForm('/account/delete', deleteAccount));
}

const dayMs = 24 * 3_600_000;

async function deletePage(c: ShellContext): Promise<Response> {
  const { vault, person, records, language } = c.var.visit;
  const w = changeWords(language);
  const going = await vault.store.read(db => lonelyRecords(db, vault, person!.id));
  const names = records.filter(({ record }) => going.includes(record.id)).map(({ record }) => record.name);
  return questionPage(c, {
    title: w.deleteTitle,
    text: [
      w.deleteText(Math.round(vault.limits.accountGraceMs / dayMs)),
      names.length === 0 ? w.deleteNoRecords : w.deleteRecords,
    ],
    children: (
      <ul>
        {names.map(name => (
          <li>{name}</li>
        ))}
      </ul>
    ),
    action: '/account/delete',
    button: w.deleteButton,
    cancelHref: '/account',
    place: 'account',
  });
}

async function deleteAccount(c: ShellContext): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = changeWords(language);
  const dueAt = await vault.store.write(db => closeAccount(db, vault, person!));
  forgetSignedIn(c);
  leaveNotice(c, { text: `${w.deletedTitle}. ${w.deletedText(dayOf(dueAt, language))}` });
  return goTo(c, '/');
}
