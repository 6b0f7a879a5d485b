// A clinic that exchanges Direct messages with a vault: both have certificates of one authority, which both trust.
import { randomUUID } from 'node:crypto';
import { keepKey } from '../core/direct/certificates/key.ts';
import { makeDirectAddress } from '../core/direct/inbox/address.ts';
import { sealMail } from '../core/direct/smime/seal.ts';
import type { Person } from '../core/people/person.ts';
import type { HealthRecord } from '../core/records/record.ts';
import type { Vault } from '../core/vault.ts';
import { type NewPart, printMime } from '../formats/mime/print.ts';
import { givenPerson } from './given.ts';
import type { Certified } from './signatures.ts';
import { derOf, directKeyOf, givenDirectAuthority, givenDirectCertificate } from './smime.ts';

export interface ClinicMail {
  readonly to: string;
  readonly content?: NewPart;
  /** Is the content signed alone, and what the header says not? */
  readonly isBare?: boolean;
  /** In place of content that is printed, and wrapped. */
  readonly entity?: Buffer;
  readonly from?: string;
  readonly subject?: string;
  readonly messageId?: string;
  /** More of its header. */
  readonly headers?: readonly (readonly [string, string])[];
  readonly signer?: Certified;
  /** Whose certificate it is encrypted to, in place of that of the domain. */
  readonly reader?: Certified;
}

export interface TestClinic {
  readonly address: string;
  readonly authority: Certified;
  readonly doctor: Certified;
  readonly own: Certified;
  /** As it goes over the wire. */
  makeMail(mail: ClinicMail): Promise<Buffer>;
}

export async function givenClinic(vault: Vault, address = 'gregor@clinic.example'): Promise<TestClinic> {
  const now = vault.clock.now();
  const domain = vault.direct?.domain ?? '';
  const authority = await givenDirectAuthority('Clinics', now);
  const doctor = await givenDirectCertificate({ now, issuer: authority, boundTo: [address] });
  const own = await givenDirectCertificate({ now, issuer: authority, boundTo: [domain] });
  await vault.store.write(async db => {
    await keepKey(db, vault, directKeyOf(own, domain));
    await db.directCertificates.addAnchor({
      id: randomUUID(),
      domain: '',
      bundleId: undefined,
      der: derOf(authority),
      addedAt: now,
    });
  });
  return {
    ...{ address, authority, doctor, own },
    makeMail: ({
      to,
      content = { type: 'text/plain', content: '' },
      isBare = false,
      entity,
      from = address,
      subject = 'Message',
      messageId,
      headers: more = [],
      signer = doctor,
      reader = own,
    }) => {
      const headers = [
        ['From', `Dr. Gregor <${from}>`],
        ['To', to],
        ['Subject', subject],
        ['Message-ID', `<${messageId ?? randomUUID()}@clinic.example>`],
        ['Date', new Date(now).toUTCString()],
        ...more,
      ] as const;
      const bare = printMime(content, () => randomUUID());
      return sealMail({
        entity: entity ?? (isBare ? bare : wrapMail(headers, bare)),
        headers,
        signer: directKeyOf(signer, from),
        recipients: [derOf(reader)],
        now,
        limits: vault.limits,
      });
    },
  };
}

/** With its header in what is signed. */
export function wrapMail(headers: readonly (readonly [string, string])[], entity: Buffer): Buffer {
  const lines = ['Content-Type: message/rfc822', '', ...headers.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n`), entity]);
}

export async function givenDirectPerson(
  vault: Vault,
  name?: string,
): Promise<{ person: Person; record: HealthRecord; address: string }> {
  const { person, record } = await givenPerson(vault, name);
  return {
    person,
    record,
    address: await vault.store.write(db => makeDirectAddress(db, vault, person)),
  };
}
