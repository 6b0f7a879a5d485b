// Who configures an application: its admins, and whom they invited.

import { inviteAdmin, removeAdmin, withdrawAdminInvitation } from '../../../core/applications/admins.ts';
import type { AdminInvitation } from '../../../core/applications/app-entry.ts';
import type { Certificate } from '../../../core/applications/application.ts';
import { removeOwnCertificate } from '../../../core/applications/configure.ts';
import { Fault } from '../../../core/faults.ts';
import { mayHaveMailed } from '../../../core/mail/allowance.ts';
import { isOwnAddress } from '../../../core/mail/confirm.ts';
import { canSendMail, sendMail } from '../../../core/mail/send.ts';
import type { Person } from '../../../core/people/person.ts';
import type { Writer } from '../../../core/store.ts';
import { getCertificateFacts } from '../../../core/x509.ts';
import { findLanguage } from '../../../locales/language.ts';
import { tabWords } from '../../../locales/words.ts';
import { Choices, type FieldErrors, Input } from '../../kit/fields.tsx';
import { showQuestion } from '../../kit/kit.tsx';
import { Form } from '../../kit/layout.tsx';
import { dayThere } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, SignedInVisit, Visit } from '../../web/visit.ts';
import { isProved } from '../accounts/prove.tsx';
import { type OwnApp, showTab, tabHref } from './own.tsx';
import { ProveLink, proveAgain } from './prove-first.tsx';

export function showAdmins(c: SignedInContext, of: OwnApp): Promise<Response> {
  return adminsPage(c, of);
}

interface Admin {
  readonly person: Person;
  readonly addedAt: number;
}

async function adminsOf({ vault }: Visit, { app }: OwnApp) {
  return vault.store.read(async db => {
    const admins: Admin[] = [];
    for (const { personId, addedAt } of await db.appAdmins.of(app.id)) {
      const person = await db.people.byId(personId);
      if (person) admins.push({ person, addedAt });
    }
    return { admins, invitations: await db.appAdmins.invitations(app.id) };
  });
}

async function adminsPage(
  c: ShellContext,
  of: OwnApp,
  email = '',
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const { language, person: me } = visit;
  const w = tabWords(language);
  const { admins, invitations } = await adminsOf(visit, of);
  return showTab(c, of, {
    tab: 'admins',
    lead: w.adminsLead,
    errors,
    content: (
      <>
        <ul class="cards">
          {admins.map(({ person, addedAt }) => (
            <li class="with-action">
              <div>
                <strong>{person.name}</strong>
                {person.id === me!.id && ` (${w.you})`}
                <span class="hint">
                  {person.email} · {w.since(dayThere(addedAt, visit))}
                </span>
              </div>
              {admins.length > 1 && (
                <a
                  class="button quiet"
                  href={`${tabHref(of, 'admins')}/${person.id}/remove`}
                  aria-label={w.removeName(person.name)}
                >
                  {w.remove}
                </a>
              )}
            </li>
          ))}
        </ul>
        {invitations.length > 0 && <Invitations visit={visit} of={of} invitations={invitations} />}
        <section>
          <h3>{w.invite}</h3>
          {isProved(c) ? (
            <Form visit={visit} action={tabHref(of, 'admins')}>
              <Input
                name="email"
                label={w.email}
                hint={w.inviteHint}
                type="email"
                value={email}
                autocomplete="off"
                maxlength={128}
                errors={errors}
              />
              <button type="submit">{w.invite}</button>
            </Form>
          ) : (
            <ProveLink of={of} tab="admins" text={w.invite} />
          )}
        </section>
      </>
    ),
  });
}

function Invitations({
  visit,
  of,
  invitations,
}: {
  visit: Visit;
  of: OwnApp;
  invitations: readonly AdminInvitation[];
}) {
  const w = tabWords(visit.language);
  return (
    <section>
      <h3>{w.invitations}</h3>
      <Form visit={visit} action={`${tabHref(of, 'admins')}/withdraw`}>
        <ul class="cards">
          {invitations.map(({ email, invitedAt }) => (
            <li class="with-action">
              <div>
                {email}
                <span class="hint">{dayThere(invitedAt, visit)}</span>
              </div>
              <button
                type="submit"
                name="email"
                value={email}
                class="quiet"
                aria-label={w.withdrawName(email)}
              >
                {w.withdraw}
              </button>
            </li>
          ))}
        </ul>
      </Form>
    </section>
  );
}

export async function tryInviteAdmin(
  c: SignedInContext,
  of: OwnApp,
  form: URLSearchParams,
): Promise<Response> {
  if (!isProved(c)) return proveAgain(c, of, 'admins');
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = tabWords(language);
  const email = form.get('email')?.trim() ?? '';
  const { admins } = await adminsOf(visit, of);
  if (admins.some(admin => admin.person.email.toLowerCase() === email.toLowerCase()))
    return adminsPage(c, of, email, { email: w.isAdmin });
  try {
    await vault.store.write(async db => {
      const invited = await inviteAdmin(db, vault, person.id, { appId: of.app.id, email });
      if (invited) await tell(db, visit, invited);
    });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.reason === 'emailInvalid') return adminsPage(c, of, email, { email: w.badEmail });
    if (error.reason !== 'tooManyAdmins') throw error;
    return adminsPage(c, of, email, { email: w.tooManyAdmins(vault.limits.appAdminsMax) });
  }
  leaveNotice(c, { text: w.invited });
  return goTo(c, tabHref(of, 'admins'));
}

/**
 * In their language, without the name of the app: anybody can name one as they like, and the vault would say it for them. A
 * vault that cannot send mail, or not now, goes on without.
 */
async function tell(db: Writer, { vault, person }: SignedInVisit, invited: Person): Promise<void> {
  if (!canSendMail(vault) || !(await isOwnAddress(db, vault, person.id))) return;
  if (!(await mayHaveMailed(db, vault, person.id, invited.email))) return;
  const w = tabWords(findLanguage(invited.culture) ?? 'en');
  const link = new URL('/develop', vault.instance.shellUrl).href;
  try {
    await sendMail(db, vault, {
      to: { name: invited.name, address: invited.email },
      subject: w.mailSubject,
      text: w.mailText(link),
      locale: invited.culture,
      personId: person.id,
    });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

export async function askRemoveAdmin(c: ShellContext, of: OwnApp): Promise<Response> {
  const { visit } = c.var;
  const w = tabWords(visit.language);
  const { admins } = await adminsOf(visit, of);
  const admin = admins.find(({ person }) => person.id === c.req.param('person'));
  if (!admin || admins.length === 1) throw notFound();
  const certificates = await certificatesFrom(visit, of, admin.person.id);
  return showQuestion(c, {
    title: w.removeTitle(admin.person.name, of.app.name),
    text: [w.removeText],
    action: `${tabHref(of, 'admins')}/remove`,
    fields: { person: admin.person.id },
    button: w.remove,
    cancelHref: tabHref(of, 'admins'),
    children: certificates.length > 0 && (
      <Choices
        name="certificate"
        label={w.theirCertificates(admin.person.name)}
        hint={w.theirCertificatesHint}
        options={certificates.map(({ thumbprint, pem, addedAt }) => ({
          value: thumbprint,
          label: thumbprint,
          hint: `${getCertificateFacts(pem).subject} · ${w.addedOn(dayThere(addedAt, visit))}`,
        }))}
        chosen={[]}
        several
        errors={{}}
      />
    ),
  });
}

/** They stay when who gave them goes, and whoever has the key can go on signing for the app. */
async function certificatesFrom({ vault }: Visit, { app }: OwnApp, adminId: string): Promise<Certificate[]> {
  const all = await vault.store.read(db => db.applications.certificates(app.id));
  return all.filter(({ addedBy }) => addedBy === adminId);
}

export async function dismissAdmin(c: SignedInContext, of: OwnApp, form: URLSearchParams): Promise<Response> {
  if (!isProved(c)) return proveAgain(c, of, 'admins');
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = tabWords(language);
  const adminId = form.get('person') ?? '';
  const { admins } = await adminsOf(visit, of);
  const admin = admins.find(other => other.person.id === adminId);
  if (!admin) throw notFound();
  if (admins.length === 1) return adminsPage(c, of, '', { email: w.lastAdmin });
  const thumbprints = form.getAll('certificate');
  await vault.store.write(async db => {
    // First: who removes themselves is no admin after that.
    for (const thumbprint of thumbprints)
      await removeOwnCertificate(db, vault, person.id, { appId: of.app.id, thumbprint });
    await removeAdmin(db, vault, person.id, { appId: of.app.id, adminId });
  });
  const { name } = admin.person;
  leaveNotice(c, { text: thumbprints.length > 0 ? w.removedAdminToo(name) : w.removedAdmin(name) });
  return goTo(c, adminId === person.id ? '/develop' : tabHref(of, 'admins'));
}

export async function takeBackAdminInvitation(
  c: SignedInContext,
  of: OwnApp,
  form: URLSearchParams,
): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const email = form.get('email') ?? '';
  const w = tabWords(language);
  const wasThere = await vault.store.write(db =>
    withdrawAdminInvitation(db, vault, person.id, { appId: of.app.id, email }),
  );
  leaveNotice(c, { text: wasThere ? w.withdrawn : w.notInvited });
  return goTo(c, tabHref(of, 'admins'));
}
