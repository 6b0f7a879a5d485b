// The logos of applications on pages: the one people see, and for who proposes and decides each one there is, named by its
// bytes, so that a page shows what it was made of or nothing. What they are is in core/applications/logos.ts.
import type { AppText, AppTextKind } from '../../core/applications/app-text.ts';
import { findSmallLogo, getProposedKind, isRemoval, logoKinds } from '../../core/applications/logos.ts';
import { hashSha256 } from '../../core/secrets.ts';
import { notFound } from '../web/problem.ts';
import type { ShellContext } from '../web/visit.ts';

interface LogoImageProps {
  /** Where the pictures of its application are served. */
  readonly at: string;
  readonly logo: AppText | undefined;
  readonly alt: string;
  /** Said where there is no logo. */
  readonly none: string;
}

export function LogoImage({ at, logo, alt, none }: LogoImageProps) {
  if (logo === undefined || isRemoval(logo)) return <>{none}</>;
  return <img class="logo" src={`${at}/${nameOf(logo)}`} alt={alt} />;
}

/** Paths are taken in any case. */
function nameOf({ content }: AppText): string {
  return hashSha256(content).toString('hex');
}

const kinds: readonly AppTextKind[] = logoKinds.flatMap(kind => [kind, getProposedKind(kind)]);

/** One of those there are or that are proposed. */
export async function sendNamedLogo(c: ShellContext, appId: string, name: string): Promise<Response> {
  const logos = await c.var.visit.vault.store.read(db => db.applicationTexts.of(appId, kinds));
  return sendLogo(
    c,
    logos.find(logo => !isRemoval(logo) && nameOf(logo) === name),
  );
}

/** For lists of applications, which guests see too. */
export async function sendSmallLogo(c: ShellContext): Promise<Response> {
  const { vault, language } = c.var.visit;
  const logo = await vault.store.read(async db => {
    const app = await db.applications.byId(c.req.param('app') ?? '');
    return app && findSmallLogo(db, app, [language]);
  });
  return sendLogo(c, logo);
}

const shownTypes = ['image/png', 'image/jpeg', 'image/gif'];

/** Masters may have registered it as it was, so browsers are told to take it for a picture only. */
function sendLogo(c: ShellContext, logo: AppText | undefined): Response {
  if (!logo?.contentType || !shownTypes.includes(logo.contentType)) throw notFound();
  return c.body(new Uint8Array(logo.content), 200, {
    'Content-Type': logo.contentType,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  });
}
