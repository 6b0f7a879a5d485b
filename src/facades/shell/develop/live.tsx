// What is left to do before an application goes live, and asking the operator for approval.
import { X509Certificate } from 'node:crypto';
import type { Hono } from 'hono';
import type { AppEntry } from '../../../core/applications/admins.ts';
import { askApproval } from '../../../core/applications/configure.ts';
import { logoKinds } from '../../../core/applications/logos.ts';
import { type AppText, proposedLogoKinds } from '../../../core/applications/ports.ts';
import { proposedLogos, withdrawProposal } from '../../../core/applications/proposal.ts';
import { storedStatements } from '../../../core/applications/statements.ts';
import { defaultText } from '../../../core/applications/texts.ts';
import type { Reader } from '../../../core/ports.ts';
import type { Vault } from '../../../core/vault.ts';
import { Changes } from '../app-changes.tsx';
import { appChangesWords } from '../app-changes-words.ts';
import { Form } from '../layout.tsx';
import { leaveNotice } from '../notice.ts';
import { goTo } from '../respond.tsx';
import type { ShellContext, ShellEnv, Visit } from '../visit.ts';
import { dayOf } from '../words.ts';
import { logosAt } from './appearance-forms.tsx';
import { developWords } from './develop-words.ts';
import { markOf } from './meanwhile.tsx';
import { meanwhileWords } from './meanwhile-words.ts';
import { aboutOwn, type OwnApp, ownAppForm, ownAppIn, type Tab, tabHref, tabPage } from './own.tsx';

export function liveRoutes(app: Hono<ShellEnv>): void {
  app.get('/develop/:app/live', aboutOwn(livePage));
  app.post('/develop/:app/live', ownAppForm(ask));
  app.post('/develop/:app/live/withdraw', ownAppForm(withdraw));
}

type CheckName = keyof ReturnType<typeof developWords>['checks'];

interface Check {
  readonly name: CheckName;
  readonly isDone: boolean;
  /** Where it is mended. */
  readonly tab: Tab;
}

/** What of the texts and pictures may wait, as it is and as it is proposed. */
const changing = ['name', 'rule-reason', 'organization', ...logoKinds, ...proposedLogoKinds] as const;

async function livePage(c: ShellContext, of: OwnApp): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = developWords(language);
  const { checks, texts } = await vault.store.read(async db => ({
    checks: await checksOf(db, vault, of),
    texts: await db.applicationTexts.of(of.app.id, changing),
  }));
  const { app, entry } = of;
  return tabPage(c, of, {
    tab: 'live',
    title: w.liveTitle,
    lead: w.liveLead,
    content: (
      <>
        <ul class="cards">
          {checks.map(({ name, isDone, tab }) => (
            <li class="with-action">
              <div>
                {w.checks[name]}
                <span class="hint">{isDone ? `✓ ${w.done}` : `○ ${w.open}`}</span>
              </div>
              {!isDone && (
                <a class="button quiet" href={tabHref(of, tab)}>
                  {w.tabs[tab]}
                </a>
              )}
            </li>
          ))}
        </ul>
        {vault.mode === 'sandbox' && <p>{w.sandboxOnly}</p>}
        <Waiting visit={visit} of={of} texts={texts} />
        {vault.mode === 'production' && app.state === 'active' && <p>{w.approved}</p>}
        {vault.mode === 'production' && app.state === 'pending' && entry.approvalAskedAt !== undefined && (
          <p>{w.asked}</p>
        )}
        {vault.mode === 'production' && app.state === 'pending' && entry.approvalAskedAt === undefined && (
          <Form visit={visit} action={tabHref(of, 'live')}>
            <button type="submit">{w.ask}</button>
          </Form>
        )}
      </>
    ),
  });
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
      <p>{w.since(dayOf(entry.proposed.at, language))}</p>
      <Changes app={app} entry={entry} texts={texts} logosAt={logosAt(of)} language={language} />
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
  return markOf(JSON.stringify([proposed, shown]));
}

async function withdraw(c: ShellContext, of: OwnApp, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const isDone = await vault.store.write(async db => {
    const { entry } = await ownAppIn(db, person!.id, of.app.id);
    if (form.get('seen') !== proposalMark(entry, await proposedLogos(db, of.app.id))) return false;
    await withdrawProposal(db, vault, person!.id, of.app.id);
    return true;
  });
  const text = isDone ? appChangesWords(language).takenBack : meanwhileWords(language).proposalChanged;
  leaveNotice(c, { text });
  return goTo(c, tabHref(of, 'live'));
}

const certificateLeftMs = 30 * 24 * 3_600_000;

async function checksOf(db: Reader, vault: Vault, { app, entry }: OwnApp): Promise<Check[]> {
  const certificates = await db.applications.certificates(app.id);
  const organisation = defaultText(await db.applicationTexts.of(app.id, ['organization']));
  const admins = await db.appAdmins.of(app.id);
  const statements = await storedStatements(db, app);
  const tellsPrivacy = app.privacyUrl !== undefined || statements.has('privacy-statement');
  const tellsTerms = app.termsUrl !== undefined || statements.has('terms-of-use');
  const isSoda = app.kind === 'soda-master';
  const lastsUntil = vault.clock.now() + certificateLeftMs;
  const lasts = certificates.some(({ pem }) => Date.parse(new X509Certificate(pem).validTo) > lastsUntil);
  const isEverything = app.rules.some(({ targets }) => targets.some(({ typeIds }) => typeIds === 'all'));
  const isReachable = organisation !== undefined && Boolean(entry.contactEmail || entry.website);
  return [
    { name: 'description', isDone: app.description !== '', tab: 'information' },
    { name: 'action', isDone: isSoda || /^https:/i.test(app.actionUrl ?? ''), tab: 'information' },
    { name: 'privacy', isDone: tellsPrivacy && tellsTerms, tab: 'information' },
    { name: 'certificate', isDone: isSoda || lasts, tab: 'certificates' },
    { name: 'rules', isDone: app.rules.length > 0, tab: isSoda ? 'offline' : 'online' },
    { name: 'reach', isDone: !isEverything, tab: isSoda ? 'offline' : 'online' },
    { name: 'organisation', isDone: isReachable, tab: 'organisation' },
    { name: 'hosts', isDone: app.redirectHosts.length === 0, tab: 'misc' },
    { name: 'admins', isDone: admins.length > 1, tab: 'admins' },
  ];
}

/** Again is as good as once; what is active needs none. */
async function ask(c: ShellContext, of: OwnApp): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  if (vault.mode === 'production' && of.app.state === 'pending') {
    await vault.store.write(db => askApproval(db, vault, person!.id, of.app.id));
    leaveNotice(c, { text: developWords(language).askedNotice });
  }
  return goTo(c, tabHref(of, 'live'));
}
