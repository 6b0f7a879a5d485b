// The privacy statement that stands until the operator writes one.
export const privacyHelp: string = `# Privacy

*Whoever runs this vault is responsible for it. This is the statement that comes with Keepwell; the operator may replace it.*

## What is kept

- Your account: name, e-mail address, birth date, country, language, and what proves that it is you.
- The records you look after and everything put into them, earlier versions included.
- Who did what and when: sign-ins, changes, and what apps were allowed.

## Who sees it

You, the people you share a record with, and the apps you allow, each only what you allowed. Nothing is sold, and nothing is sent to anybody for statistics or advertising. These pages load nothing from other servers.

## What the operator can see

The operator runs the machine the data lies on and could read it there. Passwords, tokens and secrets are kept so that they cannot be read back.

## Cookies

Only those that keep you signed in and remember your language, the record you look at, and that you signed in with this browser before.

## Your rights

You can look at, correct, take away and delete your data: here in the pages, with an app, or by asking the operator.
`;
