// Help: keeping an account safe.
export const accountHelp: string = `# Your account

Everything about signing in is under [Account](/account).

## Passkeys

A passkey is the safest way to sign in, and the easiest: your phone, your computer or a security key proves that it is you, with a fingerprint, your face or a PIN. There is nothing to remember and nothing that can be stolen by a false page.

## Password and codes from an app

If you sign in by password, add codes from an authenticator app. Then a password that somebody else learns does not open your account.

## Recovery codes

Print your recovery codes and keep them where you keep papers that matter. Each works once, when you have lost everything else.

## Where you are signed in

The page lists every browser that is signed in. Sign out one, or all of them at once.

## Deleting your account

Your account is closed at once and deleted for good after a time of grace, which the page names. Until then, signing in brings it back. Records that only you look after are deleted with it; hand them to another custodian first if they are to stay.
`;
