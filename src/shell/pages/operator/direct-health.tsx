// Direct on the operator's pages: domain, certificates, whom the vault trusts, what goes out and comes in. Where it is not set up,
// how that is done.
import type { Child } from 'hono/jsx';
import { type DirectHealth, readDirectHealth } from '../../../core/direct/health.ts';
import type { SentProblem } from '../../../core/direct/outbox/sent.ts';
import { directHealthWords, directSentWords } from '../../../locales/words.ts';
import { makeTable } from '../../../schema/table.ts';
import { dayThere, shortMoment } from '../../web/clock.ts';
import type { ShellContext, Visit } from '../../web/visit.ts';
import { showTab } from './frame.tsx';

export async function showDirectHealth(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const { vault } = visit;
  const { direct } = vault;
  const health = direct && (await vault.store.read(db => readDirectHealth(db, vault, direct.domain)));
  return showTab(c, {
    tab: 'direct',
    content: health ? (
      <Health health={health} domain={direct.domain} visit={visit} />
    ) : (
      <HowTo visit={visit} />
    ),
  });
}

function HowTo({ visit: { language } }: { visit: Visit }) {
  const w = directHealthWords(language);
  return (
    <section>
      <h2>{w.off}</h2>
      <p>{w.offText}</p>
      <ol>
        {w.steps.map(({ command, text }) => (
          <li>
            <code>{command}</code>: {text}
          </li>
        ))}
      </ol>
      <p>
        <a href="/docs/direct">{w.manual}</a>
      </p>
    </section>
  );
}

interface HealthProps {
  readonly health: DirectHealth;
  readonly domain: string;
  readonly visit: Visit;
}

const soonMs = 30 * 86_400_000;

function Health({ health, domain, visit }: HealthProps) {
  const { language, vault } = visit;
  const w = directHealthWords(language);
  const now = vault.clock.now();
  const current = health.certificates.find(({ notBefore, notAfter }) => notBefore <= now && notAfter > now);
  const number = (count: number) => count.toLocaleString(language);
  const when = (at: number | undefined) => (at === undefined ? w.never : shortMoment(at, visit));
  return (
    <>
      <p>{w.lead}</p>
      {!current && (
        <p class="notice bad" role="alert">
          {w.noCertificate}
        </p>
      )}
      {current && current.notAfter - now < soonMs && <p class="notice bad">{w.endsSoon}</p>}
      {health.anchors === 0 && <p class="notice bad">{w.noTrust}</p>}
      <Facts
        title={w.setUp}
        rows={[
          [w.domain, domain],
          [w.certificate, current ? w.until(dayThere(current.notAfter, visit)) : w.none],
          [w.ofAddresses, number(health.ofAddresses)],
          ...(health.authorityEndsAt === undefined
            ? []
            : [[w.authority, w.until(dayThere(health.authorityEndsAt, visit))] as const]),
          [w.trust, w.anchors(health.anchors)],
          ...health.bundles.map(
            ({ address, problem, refreshedAt }) =>
              [address, problem === undefined ? w.readAt(when(refreshedAt)) : w.notRead(problem)] as const,
          ),
        ]}
      />
      <Facts
        title={w.queue}
        rows={[
          [w.waiting, number(health.waiting)],
          [w.failing, number(health.failing)],
          [w.failed, number(health.failed)],
          [w.lastReceived, when(health.lastReceivedAt)],
          [w.lastSent, when(health.lastSentAt)],
          [w.lastFailed, when(health.lastFailedAt)],
          ...(health.lastProblem === undefined
            ? []
            : [[w.why, sayProblem(health.lastProblem, visit)] as const]),
        ]}
      />
      <p>
        <a href="/docs/direct">{w.manual}</a>
      </p>
    </>
  );
}

function sayProblem(problem: string, { language }: Visit): string {
  const words: Readonly<Record<SentProblem, string>> = directSentWords(language).problems;
  return makeTable(words)[problem as SentProblem] ?? problem;
}

function Facts({ title, rows }: { title: string; rows: readonly (readonly [string, Child])[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <dl class="facts">
        {rows.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
