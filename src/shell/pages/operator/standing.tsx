// What the vault runs on, and who failed to sign in: parts of the page on the state of the vault.
import type { Child } from 'hono/jsx';
import type { DatabaseUse, Machine } from '../../../core/operator/ports.ts';
import type { SignInFailures } from '../../../core/operator/standing.ts';
import { isTokenId } from '../../../core/seals/master-place.ts';
import { standingWords } from '../../../locales/words.ts';
import { Table } from '../../kit/kit.tsx';
import { dayThere, shortMoment } from '../../web/clock.ts';
import { saySize } from '../../web/sizes.ts';
import type { Visit } from '../../web/visit.ts';

interface RunsOnProps {
  readonly visit: Visit;
  readonly machine: Machine;
  readonly database: DatabaseUse;
  /** Of the key that wraps those of the vault; undefined in one from before vaults were encrypted. */
  readonly masterId: string | undefined;
}

export function RunsOn({ visit, machine, database, masterId }: RunsOnProps) {
  const { language, vault } = visit;
  const w = standingWords(language);
  const size = (bytes: number | undefined) => (bytes === undefined ? w.unknown : saySize(bytes, language));
  const { diskFreeBytes, diskBytes, walBytes, certificateEndsAt } = machine;
  return (
    <section>
      <h2>{w.machine}</h2>
      <Facts
        rows={[
          [w.disk, <WithHint text={size(diskFreeBytes)} hint={w.ofDisk(size(diskBytes))} />],
          [w.database, `${database.name} ${database.version}`],
          [w.databaseSize, size(database.bytes)],
          ...(walBytes === undefined ? [] : [[w.log, size(walBytes)] as const]),
          [w.masterKey, sayMasterPlace(machine, masterId, w)],
          [w.program, <WithHint text={vault.version} hint={`Node ${process.versions.node}`} />],
          [
            w.certificate,
            certificateEndsAt === undefined ? w.noCertificate : w.until(dayThere(certificateEndsAt, visit)),
          ],
        ]}
      />
    </section>
  );
}

function sayMasterPlace(
  { masterKey: { from, token } }: Machine,
  masterId: string | undefined,
  w: ReturnType<typeof standingWords>,
): Child {
  if (masterId !== undefined && isTokenId(masterId))
    return token ? <WithHint text={w.inToken(token[0])} hint={token[1]} /> : w.inAToken;
  return from === undefined ? w.inDataFolder : w.inEnvironment(from);
}

export function SignInHealth({ visit, failures }: { visit: Visit; failures: SignInFailures }) {
  const { language } = visit;
  const w = standingWords(language);
  const number = (count: number) => count.toLocaleString(language);
  const { inDay, inWeek, worst, latest } = failures;
  return (
    <section>
      <h2>{w.signIns}</h2>
      {!worst ? (
        <p>{w.noSignIns}</p>
      ) : (
        <>
          <Facts
            rows={[
              [w.inDay, number(inDay)],
              [w.inWeek, number(inWeek)],
              [w.worst, w.worstIn(number(worst.count), shortMoment(worst.hour, visit))],
            ]}
          />
          <Table
            caption={w.latest}
            rows={latest}
            columns={[
              { label: w.when, cell: ({ lastAt }) => <span class="keep">{shortMoment(lastAt, visit)}</span> },
              { label: w.from, cell: ({ address }) => address || w.elsewhere },
              { label: w.way, cell: ({ way }) => w.ways[way] },
              {
                label: w.what,
                cell: ({ outcome, count }) => (
                  <WithHint
                    text={w.outcomes[outcome as keyof typeof w.outcomes] ?? outcome}
                    hint={w.times(count)}
                  />
                ),
              },
            ]}
          />
          <p class="hint">{w.hint}</p>
        </>
      )}
    </section>
  );
}

function WithHint({ text, hint }: { text: string; hint: string }) {
  return (
    <>
      {text}
      <span class="hint">{hint}</span>
    </>
  );
}

function Facts({ rows }: { rows: readonly (readonly [string, Child])[] }) {
  return (
    <dl class="facts">
      {rows.map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
