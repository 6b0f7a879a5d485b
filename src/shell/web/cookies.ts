// The Shell's cookies: how they are named and guarded.

/** The prefix makes browsers refuse such a cookie from anywhere but this host over https. */
export function getCookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** Lax, so that applications can send people here and find them signed in. */
export function getCookieOptions(secure: boolean) {
  return { httpOnly: true, sameSite: 'Lax', path: '/', secure } as const;
}
