// What is left to do before an application goes live, and asking the operator for approval.

import type { AppEntry } from '../../../core/applications/app-entry.ts';
import type { AppText } from '../../../core/applications/app-text.ts';
import { proposedLogoKinds } from '../../../core/applications/app-text.ts';
import { askApproval, type Lack } from '../../../core/applications/approval-asking.ts';
import { logoKinds } from '../../../core/applications/logos.ts';
import { listProposedLogos, withdrawProposal } from '../../../core/applications/proposal.ts';
import { appChangesWords, developWords, liveWords, meanwhileWords } from '../../../locales/words.ts';
import { Changes } from '../../kit/app-changes.tsx';
import { Form } from '../../kit/layout.tsx';
import { makeMark } from '../../kit/meanwhile.tsx';
import { dayThere } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import { getLogosAddress } from './appearance-forms.tsx';
import { Checklist, runChecks } from './live-checks.tsx';
import { Refused } from './live-standing.tsx';
import { findOwnAppIn, type OwnApp, showTab, tabHref } from './own.tsx';

export function showLive(c: SignedInContext, of: OwnApp): Promise<Response> {
  return livePage(c, of);
}

/** What of the texts and pictures may wait, as it is and as it is proposed. */
const changing = ['name', 'rule-reason', 'organization', ...logoKinds, ...proposedLogoKinds] as const;

async function livePage(c: ShellContext, of: OwnApp, lacks: readonly Lack[] = []): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = developWords(language);
  const { app, entry } = of;
  const { checks, texts } = await vault.store.read(async db => ({
    checks: await runChecks(db, vault, of),
    texts: await db.applicationTexts.of(app.id, changing),
  }));
  return showTab(c, of, {
    tab: 'live',
    title: w.liveTitle,
    lead: w.liveLead,
    errors: Object.fromEntries(lacks.map(lack => [lack, liveWords(language).lacks[lack]])),
    content: (
      <>
        <Checklist checks={checks} language={language} hrefOf={tab => tabHref(of, tab)} />
        {vault.mode === 'sandbox' && <p>{w.sandboxOnly}</p>}
        <Waiting visit={visit} of={of} texts={texts} />
        <Refused
          app={app}
          entry={entry}
          texts={texts}
          logosAt={getLogosAddress(of)}
          locale={visit}
          tellsHow
        />
        {vault.mode === 'production' && <Approval visit={visit} of={of} />}
      </>
    ),
  });
}

function Approval({ visit, of }: { visit: Visit; of: OwnApp }) {
  const { language } = visit;
  const w = developWords(language);
  const { state } = of.app;
  const { approvalAskedAt } = of.entry;
  if (state === 'active') return <p>{w.approved}</p>;
  if (state === 'disabled') return null;
  if (approvalAskedAt !== undefined)
    return <p>{`${w.asked} ${liveWords(language).waitingSince(dayThere(approvalAskedAt, visit))}`}</p>;
  return (
    <Form visit={visit} action={tabHref(of, 'live')}>
      <button type="submit">{w.ask}</button>
    </Form>
  );
}

/** What is proposed beside what is approved, and how to take it back. */
function Waiting({ visit, of, texts }: { visit: Visit; of: OwnApp; texts: readonly AppText[] }) {
  const { language } = visit;
  const { app, entry } = of;
  const w = appChangesWords(language);
  if (!entry.proposed) return null;
  return (
    <section>
      <h3>{w.waitsTitle}</h3>
      <p>{w.since(dayThere(entry.proposed.at, visit))}</p>
      <Changes app={app} entry={entry} texts={texts} logosAt={getLogosAddress(of)} language={language} />
      <Form visit={visit} action={`${tabHref(of, 'live')}/withdraw`}>
        <input type="hidden" name="seen" value={proposalMark(entry, texts)} />
        <button type="submit" class="second">
          {w.takeBack}
        </button>
      </Form>
    </section>
  );
}

/** Of all that waits: what another admin proposed since is not taken back unseen. */
function proposalMark({ proposed }: AppEntry, texts: readonly AppText[]): string {
  const logos = texts.filter(({ kind }) => proposedLogoKinds.some(proposed => proposed === kind));
  const shown = logos.map(({ kind, language, content }) => [kind, language, content.toString('base64')]);
  return makeMark(JSON.stringify([proposed, shown]));
}

export async function takeBackProposal(
  c: SignedInContext,
  of: OwnApp,
  form: URLSearchParams,
): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const isDone = await vault.store.write(async db => {
    const { entry } = await findOwnAppIn(db, person.id, of.app.id);
    if (form.get('seen') !== proposalMark(entry, await listProposedLogos(db, of.app.id))) return false;
    await withdrawProposal(db, vault, person.id, of.app.id);
    return true;
  });
  const text = isDone ? appChangesWords(language).takenBack : meanwhileWords(language).proposalChanged;
  leaveNotice(c, { text });
  return goTo(c, tabHref(of, 'live'));
}

/** Again is as good as once; what is active needs none. */
export async function askToGoLive(c: SignedInContext, of: OwnApp): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  if (vault.mode === 'production' && of.app.state === 'pending') {
    const lacks = await vault.store.write(db => askApproval(db, vault, person.id, of.app.id));
    if (lacks.length > 0) return livePage(c, of, lacks);
    leaveNotice(c, { text: developWords(language).askedNotice });
  }
  return goTo(c, tabHref(of, 'live'));
}
