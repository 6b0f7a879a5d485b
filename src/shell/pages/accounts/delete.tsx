// Deleting one's account: what goes with it, and until when it can come back.

import { listLonelyApplications } from '../../../core/applications/admins.ts';
import { Fault } from '../../../core/faults.ts';
import { isLastOperator } from '../../../core/operator/last.ts';
import { closeAccount, listLonelyRecords } from '../../../core/people/closing.ts';
import { changeWords } from '../../../locales/words.ts';
import { showQuestion } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import { dayThere } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { goTo, show } from '../../web/respond.tsx';
import { forgetSignedIn, type ShellContext, type SignedInContext } from '../../web/visit.ts';
import { operatorTabs } from '../operator/frame.tsx';
import { BackToAccount } from './back.tsx';

const dayMs = 24 * 3_600_000;

export async function showDeleteAccount(c: SignedInContext): Promise<Response> {
  const { vault, person, records, language } = c.var.visit;
  const w = changeWords(language);
  const { going, apps, isLast } = await vault.store.read(async db => ({
    going: await listLonelyRecords(db, vault, person.id),
    apps: await listLonelyApplications(db, person.id),
    isLast: await isLastOperator(db, person.id),
  }));
  if (isLast) return lastOperatorPage(c, 200);
  const names = records.filter(({ record }) => going.includes(record.id)).map(({ record }) => record.name);
  return showQuestion(c, {
    title: w.deleteTitle,
    text: [
      w.deleteText(Math.round(vault.limits.accountGraceMs / dayMs)),
      names.length === 0 ? w.deleteNoRecords : w.deleteRecords,
    ],
    children: (
      <>
        <Names names={names} />
        {apps.length > 0 && <p>{w.deleteApps}</p>}
        <Names names={apps.map(({ name }) => name)} />
      </>
    ),
    action: '/account/delete',
    button: w.deleteButton,
    cancelHref: '/account',
    place: 'account',
  });
}

function Names({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <ul>
      {names.map(name => (
        <li>{name}</li>
      ))}
    </ul>
  );
}

export async function deleteAccount(c: SignedInContext): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = changeWords(language);
  let dueAt: number;
  try {
    dueAt = await vault.store.write(db => closeAccount(db, vault, person));
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'accessDenied') throw error;
    return lastOperatorPage(c, 409);
  }
  forgetSignedIn(c);
  leaveNotice(c, { text: `${w.deletedTitle}. ${w.deletedText(dayThere(dueAt, c.var.visit))}` });
  return goTo(c, '/');
}

/** The account can go once somebody else runs the vault. */
function lastOperatorPage(c: ShellContext, status: number): Promise<Response> {
  const { visit } = c.var;
  const w = changeWords(visit.language);
  const page = (
    <Layout title={w.lastOperatorTitle} visit={visit} place="account">
      <div class="narrow">
        <h1>{w.lastOperatorTitle}</h1>
        <p class="lead">{w.lastOperatorText}</p>
        <p>
          <a class="button" href={operatorTabs.operators}>
            {w.lastOperatorLink}
          </a>
        </p>
        <BackToAccount visit={visit} />
      </div>
    </Layout>
  );
  return show(c, page, { status });
}
