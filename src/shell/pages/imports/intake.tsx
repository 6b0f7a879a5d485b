// Addresses that an app sends readings to by itself: making and ending them on the page of imports, and what is sent there.
// Nobody is signed in where something is sent.
import { Fault, fault } from '../../../core/faults.ts';
import { keepImport, mayImport } from '../../../core/imports/begin.ts';
import { countAnonymousCall, countTries } from '../../../core/limits/rate-limit.ts';
import { isVisible } from '../../../core/printable.ts';
import type { SecretAddress } from '../../../core/secret-addresses/address.ts';
import {
  addressNameMax,
  endAddress,
  makeAddress,
  noteStranger,
  openAddress,
} from '../../../core/secret-addresses/addresses.ts';
import { sayOf } from '../../../locales/colon.ts';
import { importsWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { importsPath, intakePath } from '../../items/import-links.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { shortDayThere } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { findProblem, notFound } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, SignedInVisit } from '../../web/visit.ts';

export const intakeAddress = `${intakePath}/:token`;

interface IntakesProps {
  readonly visit: SignedInVisit;
  readonly recordId: string;
  readonly addresses: readonly SecretAddress<'intake'>[];
  /** Their names by their ids. */
  readonly people: ReadonlyMap<string, string>;
  readonly errors: FieldErrors;
  readonly mayAdd: boolean;
}

export function Intakes({ visit, recordId, addresses, people, errors, mayAdd }: IntakesProps) {
  const { language } = visit;
  const w = importsWords(language).intake;
  if (!mayAdd && addresses.length === 0) return null;
  return (
    <section class="narrow">
      <h2>{w.title}</h2>
      <p>{w.lead}</p>
      {addresses.length > 0 && (
        <ul class="cards">
          {addresses.map(({ id, name, personId, createdAt }) => (
            <li class="with-action">
              <div>
                <strong>{name}</strong>
                <span class="hint">
                  {w.madeBy(people.get(personId) ?? '', shortDayThere(createdAt, visit))}
                </span>
              </div>
              <Form visit={visit} action={`${importsPath}/address/end`}>
                <input type="hidden" name="record" value={recordId} />
                <button
                  type="submit"
                  name="address"
                  value={id}
                  class="quiet"
                  aria-label={sayOf(w.end, name, language)}
                >
                  {w.end}
                </button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      {mayAdd && (
        <>
          <ErrorSummary errors={errors} language={language} />
          <Form visit={visit} action={`${importsPath}/address`}>
            <input type="hidden" name="record" value={recordId} />
            <Input
              name="name"
              label={w.name}
              hint={w.nameHint}
              maxlength={addressNameMax}
              autocomplete="off"
              errors={errors}
            />
            <button type="submit" class="second">
              {w.make}
            </button>
          </Form>
        </>
      )}
    </section>
  );
}

/** @returns what is wrong with what was typed, for the page that shows it */
export async function tryMakeIntake(
  c: SignedInContext,
  { grant }: AtHand,
  form: URLSearchParams,
): Promise<Response | FieldErrors> {
  const { vault, language, zone } = c.var.visit;
  const w = importsWords(language).intake;
  const name = form.get('name')?.trim() ?? '';
  if (!isVisible(name) || name.length > addressNameMax) return { name: w.nameMissing(addressNameMax) };
  const wanted = { kind: 'intake', name, choice: { zone, language } } as const;
  try {
    const { token } = await vault.store.write(db => makeAddress(db, vault, grant, wanted), grant);
    return madePage(c, name, token);
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'limitReached') throw error;
    return { name: w.tooMany };
  }
}

/** The only page that shows it. */
function madePage(c: SignedInContext, name: string, token: string): Promise<Response> {
  const { visit } = c.var;
  const w = importsWords(visit.language).intake;
  const page = (
    <Layout title={w.made(name)} visit={visit} place="items">
      <div class="narrow">
        <h1>{w.made(name)}</h1>
        <p>{w.once}</p>
        <p class="secret-address">
          <code>{`${visit.vault.instance.shellUrl}${intakePath}/${token}`}</code>
        </p>
        <p class="actions">
          <a class="button second" href={importsPath}>
            {w.done}
          </a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { saysSecret: true });
}

export async function endIntake(
  c: SignedInContext,
  { grant }: AtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { vault, language } = c.var.visit;
  const id = form.get('address') ?? '';
  await vault.store.write(db => endAddress(db, vault, grant, 'intake', id), grant);
  leaveNotice(c, { text: importsWords(language).intake.ended });
  return goTo(c, importsPath);
}

const hourMs = 3_600_000;

/** Answers 202: what was sent is read and added afterwards. */
export async function receiveReadings(c: ShellContext): Promise<Response> {
  c.header('Cache-Control', 'no-store');
  c.header('X-Content-Type-Options', 'nosniff');
  const { incoming } = c.env;
  try {
    await receive(c);
    return c.json({ state: 'waiting' }, 202);
  } catch (error) {
    const problem = findProblem(error);
    // An app that went away in the middle is nobody's fault.
    if (!problem && !incoming.complete && incoming.destroyed) return c.json({}, 400);
    if (!problem) throw error;
    incoming.resume();
    const status = error instanceof Fault && error.reason === 'tooLarge' ? 413 : problem.httpStatus;
    return c.json({ problem: problem.told('en').text }, status);
  }
}

/** @throws Problem where the address takes nothing, whatever the reason; Fault for what is too much */
async function receive(c: ShellContext): Promise<void> {
  const { vault, address: from } = c.var.visit;
  countAnonymousCall({ vault, address: from }, 'intake');
  const token = c.req.param('token') ?? '';
  const opened = await vault.store.read(db => openAddress(db, vault, 'intake', token));
  if (!opened || !mayImport(opened.grant)) throw notFound();
  const { address, grant } = opened;
  const max = vault.limits.intakesPerHourMax;
  await countTries(vault, [{ kind: 'intake', key: address.id, max, windowMs: hourMs }]);
  const { name, choice } = address;
  const given = { name, options: { ...choice, keepsRaw: false }, intake: name };
  if (Number(c.req.header('content-length')) > vault.limits.intakeBytesMax) throw fault('tooLarge');
  await keepImport(vault, grant, given, boundBytes(c.env.incoming, vault.limits.intakeBytesMax));
  await vault.store.write(db => noteStranger(db, vault, 'ReceiveReadings', address), grant);
}

async function* boundBytes(bytes: AsyncIterable<Buffer>, max: number): AsyncGenerator<Buffer> {
  let count = 0;
  for await (const piece of bytes) {
    count += piece.length;
    if (count > max) throw fault('tooLarge');
    yield piece;
  }
}
