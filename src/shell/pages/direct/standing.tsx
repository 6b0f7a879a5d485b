// How sure it is who sent a message: a tag in lists, and a box above the message. What is not verified is never shown as if it
// were: its sender is told by the address that it claims, and as a claim.

import type { Standing } from '../../../core/direct/certificates/standing.ts';
import { dropInvisible } from '../../../core/printable.ts';
import type { Language } from '../../../locales/language.ts';
import { inboxWords, senderWords } from '../../../locales/words.ts';
import { dayThere, momentInWords } from '../../web/clock.ts';
import type { Visit } from '../../web/visit.ts';

type Verified = Extract<Standing, { kind: 'verified' }>;

const drawings = {
  verified: 'M12 3l7.5 2.6v5.6c0 4.4-3 8-7.5 9.8-4.5-1.8-7.5-5.4-7.5-9.8V5.6ZM8.5 12l2.5 2.5 4.5-5',
  unverified: 'M12 4 2.8 20h18.4ZM12 10v5M12 17.6h.01',
};

export function StandingSign({ kind }: { kind: Standing['kind'] }) {
  return (
    <svg class="standing-sign" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d={drawings[kind]} />
    </svg>
  );
}

export function StandingTag({ standing, language }: { standing: Standing; language: Language }) {
  const w = inboxWords(language);
  return (
    <span class={`tag standing-tag ${standing.kind}`}>
      <StandingSign kind={standing.kind} />
      {standing.kind === 'verified' ? w.verifiedAs(sayName(standing.subject)) : w.unverified}
    </span>
  );
}

interface BoxProps {
  readonly standing: Standing;
  /** Whom the message says it is from. */
  readonly from: string;
  readonly visit: Visit;
}

export function StandingBox({ standing, from, visit }: BoxProps) {
  const w = senderWords(visit.language);
  if (standing.kind === 'verified') return <VerifiedBox standing={standing} visit={visit} />;
  return (
    <section class="notice bad standing" role="alert">
      <h2>
        <StandingSign kind="unverified" />
        {w.unverifiedTitle}
      </h2>
      <p>
        <strong>{w.why[standing.why]}</strong>
      </p>
      <p>{w.claims(from)}</p>
      <p>{w.beCareful}</p>
    </section>
  );
}

function VerifiedBox({ standing, visit }: { standing: Verified; visit: Visit }) {
  const w = senderWords(visit.language);
  return (
    <section class="notice standing verified">
      <h2>
        <StandingSign kind="verified" />
        {w.verifiedTitle}
      </h2>
      <CertificateFacts standing={standing} visit={visit} />
    </section>
  );
}

/** Whose a certificate is, for what, who vouches, and until when. */
export function CertificateFacts({ standing, visit }: { standing: Verified; visit: Visit }) {
  const w = senderWords(visit.language);
  const { subject, issuer, notAfter, fingerprint, signedAt } = standing;
  const lines = [
    sayBound(standing, visit.language),
    w.vouchedBy(sayName(issuer)),
    w.until(dayThere(notAfter, visit)),
    ...(signedAt === undefined ? [] : [w.signedAt(momentInWords(signedAt, visit))]),
  ];
  return (
    <>
      <p class="signer">
        <strong>
          <bdi>{sayName(subject)}</bdi>
        </strong>
        {lines.map(line => (
          <span class="line">
            <bdi>{line}</bdi>
          </span>
        ))}
      </p>
      <details class="more">
        <summary>{w.more}</summary>
        <p>
          {w.verifiedText} {w.fingerprint}: <code>{fingerprint}</code>
        </p>
      </details>
    </>
  );
}

export function sayBound({ boundTo, address }: Verified, language: Language): string {
  const w = senderWords(language);
  return boundTo === 'address'
    ? w.ofAddress(sayName(address))
    : w.ofDomain(sayName(address.slice(address.indexOf('@') + 1)));
}

/** Of a certificate, which its issuer or its owner wrote. */
export function sayName(name: string): string {
  return dropInvisible(name);
}
