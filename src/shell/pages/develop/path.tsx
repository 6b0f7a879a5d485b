// The way of an application from nothing to going live: what is done, what is next and what is still open, by what is there.
import type { Reader } from '../../../core/store.ts';
import type { Vault } from '../../../core/vault.ts';
import { getCertificateFacts } from '../../../core/x509.ts';
import type { Language } from '../../../locales/language.ts';
import { pathWords } from '../../../locales/words.ts';
import { runChecks } from './live-checks.tsx';
import { type OwnApp, type Tab, tabHref } from './own.tsx';

type StepName = keyof ReturnType<typeof pathWords>['steps'];

export interface Step {
  readonly name: StepName;
  readonly isDone: boolean;
  /** Where it is done. */
  readonly href: string;
}

export async function listSteps(db: Reader, vault: Vault, of: OwnApp): Promise<Step[]> {
  const { app, entry, wished } = of;
  const isSoda = app.kind === 'soda-master';
  const now = vault.clock.now();
  const certificates = await db.applications.certificates(app.id);
  const hasKey = certificates.some(({ pem }) => getCertificateFacts(pem).endsAt > now);
  const isLetIn = (await db.authorizations.people(app.id, { limit: 1 })).length > 0;
  const children = await db.applications.childCount(app.id);
  const hasCalled = entry.firstCalledAt !== undefined || children > 0 || (app.smart !== undefined && isLetIn);
  const comesBack = wished.actionUrl !== undefined || (wished.smart?.redirectUris.length ?? 0) > 0;
  const checks = await runChecks(db, vault, of);
  const isReady = checks.every(({ isDone }) => isDone);
  const isLive = vault.mode === 'production' ? app.state === 'active' : isReady;
  const at = (tab: Tab, rest = '') => `${tabHref(of, tab)}${rest}`;
  return [
    { name: 'made', isDone: true, href: at('overview') },
    ...(isSoda
      ? []
      : [
          { name: 'key', isDone: hasKey || wished.smart !== undefined, href: at('certificates') } as const,
          { name: 'address', isDone: comesBack, href: at('information') } as const,
        ]),
    { name: 'rules', isDone: wished.rules.length > 0, href: at(isSoda ? 'offline' : 'online') },
    ...(vault.mode === 'sandbox'
      ? [{ name: 'trial', isDone: isLetIn || children > 0, href: at('trial') } as const]
      : []),
    { name: 'call', isDone: hasCalled, href: at('overview', '#settings') },
    { name: vault.mode === 'sandbox' ? 'ready' : 'live', isDone: isLive, href: at('live') },
  ];
}

export function Path({ steps, language }: { steps: readonly Step[]; language: Language }) {
  const w = pathWords(language);
  const next = steps.find(({ isDone }) => !isDone);
  return (
    <section class="path">
      <h3>{next ? w.title : w.allDone}</h3>
      <ol>
        {steps.map(step => {
          const { title, text, button } = w.steps[step.name];
          const standing = step.isDone ? 'done' : step === next ? 'next' : 'open';
          return (
            <li class={`step-${standing}`} aria-current={step === next ? 'step' : undefined}>
              <strong>{step.isDone || step === next ? title : <a href={step.href}>{title}</a>}</strong>
              <span class="hint">{w.standings[standing]}</span>
              {step === next && (
                <>
                  <p>{text}</p>
                  <p>
                    <a class="button" href={step.href}>
                      {button}
                    </a>
                  </p>
                </>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
