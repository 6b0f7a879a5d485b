// What is left to do before an application goes live, of what its developers want it to be: for them, and for the operator
// who decides about it.
import type { AppEntry } from '../../../core/applications/app-entry.ts';
import type { Application } from '../../../core/applications/application.ts';
import { applyProposal, applyProposedTexts, getWishedWebsite } from '../../../core/applications/proposal.ts';
import { listStoredStatements } from '../../../core/applications/statements.ts';
import { findDefaultText } from '../../../core/applications/texts.ts';
import type { Reader } from '../../../core/store.ts';
import type { Vault } from '../../../core/vault.ts';
import { getCertificateFacts } from '../../../core/x509.ts';
import type { Language } from '../../../locales/language.ts';
import { developWords } from '../../../locales/words.ts';
import type { Tab } from './own.tsx';

type CheckName = keyof ReturnType<typeof developWords>['checks'];

export interface Check {
  readonly name: CheckName;
  readonly isDone: boolean;
  /** Where it is mended. */
  readonly tab: Tab;
}

const certificateLeftMs = 30 * 24 * 3_600_000;

export async function runChecks(
  db: Reader,
  vault: Vault,
  { app, entry }: { app: Application; entry: AppEntry },
): Promise<Check[]> {
  const wished = applyProposal(app, entry);
  const certificates = await db.applications.certificates(app.id);
  const texts = await db.applicationTexts.of(app.id, ['organization']);
  const organisation = findDefaultText(
    applyProposedTexts(texts, entry).filter(
      ({ kind, content }) => kind === 'organization' && content.length > 0,
    ),
  );
  const admins = await db.appAdmins.of(app.id);
  const statements = await listStoredStatements(db, app);
  const tellsPrivacy = wished.privacyUrl !== undefined || statements.has('privacy-statement');
  const tellsTerms = wished.termsUrl !== undefined || statements.has('terms-of-use');
  const isSoda = app.kind === 'soda-master';
  const lastsUntil = vault.clock.now() + certificateLeftMs;
  const lasts = certificates.some(({ pem }) => getCertificateFacts(pem).endsAt > lastsUntil);
  const isEverything = wished.rules.some(({ targets }) => targets.some(({ typeIds }) => typeIds === 'all'));
  const isReachable = organisation !== undefined && Boolean(entry.contactEmail || getWishedWebsite(entry));
  return [
    { name: 'description', isDone: wished.description !== '', tab: 'information' },
    { name: 'action', isDone: isSoda || /^https:/i.test(wished.actionUrl ?? ''), tab: 'information' },
    { name: 'privacy', isDone: tellsPrivacy && tellsTerms, tab: 'information' },
    { name: 'certificate', isDone: isSoda || lasts, tab: 'certificates' },
    { name: 'rules', isDone: wished.rules.length > 0, tab: isSoda ? 'offline' : 'online' },
    { name: 'reach', isDone: !isEverything, tab: isSoda ? 'offline' : 'online' },
    { name: 'organisation', isDone: isReachable, tab: 'organisation' },
    { name: 'hosts', isDone: wished.redirectHosts.length === 0, tab: 'misc' },
    { name: 'admins', isDone: admins.length > 1, tab: 'admins' },
  ];
}

interface ChecklistProps {
  readonly checks: readonly Check[];
  readonly language: Language;
  /** For who can mend it. */
  readonly hrefOf?: (tab: Tab) => string;
}

export function Checklist({ checks, language, hrefOf }: ChecklistProps) {
  const w = developWords(language);
  return (
    <ul class="cards">
      {checks.map(({ name, isDone, tab }) => (
        <li class="with-action" id={name}>
          <div>
            {w.checks[name]}
            <span class="hint">{isDone ? `✓ ${w.done}` : `○ ${w.open}`}</span>
          </div>
          {!isDone && hrefOf && (
            <a class="button quiet" href={hrefOf(tab)}>
              {w.tabs[tab]}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
