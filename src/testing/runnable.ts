// What a browser could run of an answer, whichever facade gave it.

/** Whose answers, opened as a document, are markup that scripts can be in. */
const markup = /^(text\/html|image\/svg\+xml|[^;]*\bxml\b)/i;
/** What browsers show or use, and never run by itself. */
const inert =
  /^(text\/(plain|css)|application\/(json|fhir\+json|manifest\+json|octet-stream|zip|pdf)|image\/(png|jpeg|gif|webp))\b/i;

/** The reasons for which something in it could run, or be shown within a page of others; none is what is wanted. */
export function runnable({ headers }: Pick<Response, 'headers'>): string[] {
  const policy = headers.get('content-security-policy') ?? '';
  const type = headers.get('content-type') ?? '';
  const directives = new Map(
    policy.split(/\s*;\s*/).map(text => {
      const [name = '', ...values] = text.split(/\s+/);
      return [name, values] as const;
    }),
  );
  const scripts = (directives.get('script-src') ?? directives.get('default-src') ?? ['anything']).join(' ');
  const isSandboxed = directives.has('sandbox') && directives.get('sandbox')!.length === 0;
  return [
    ...(headers.get('x-content-type-options') === 'nosniff' ? [] : ['it may be sniffed']),
    ...(directives.get('frame-ancestors')?.join() === "'none'" ? [] : ['it may be framed']),
    ...(directives.get('default-src')?.join() === "'none'" ? [] : ['it loads anything']),
    ...(isSandboxed || scripts === "'none'" || (scripts === "'self'" && /^text\/html\b/.test(type))
      ? []
      : [`it runs script from ${scripts} as ${type}`]),
    ...(type === '' || inert.test(type) || markup.test(type) || /^text\/javascript\b/.test(type)
      ? []
      : [`nobody has thought of ${type}`]),
  ];
}
