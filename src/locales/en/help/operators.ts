// Help: what those who run the vault can see and do.
export const operatorsHelp: string = `# For those who run this vault

Operators find *Run this vault* on their [account](/account) page. The first account of a vault is an operator, and names others. On the machine itself, \`keepwell operator add\` does so too. Whom you name needs an account and, where a mail server is set, a confirmed e-mail address; the command does not ask for that. The last operator can delete the account only where nobody else has one; once it is gone for good, the oldest account that came meanwhile runs the vault.

## What you see, and what not

- **Overview**: how the vault is set up and how much is used. Settings are changed in the settings file and hold after a restart.
- **People**: accounts, their state, and how much room they use. Never what is in a record, nor the names of records.
- **Apps**: those that wait for you, with what they ask for, and those that nobody configures any more.
- **State of the vault**: whether it is backed up and was proven, what it runs on, who failed to sign in, and what could not be sent, and why.
- **Operators**: who they are, and what they did.

## What you can do

*Suspend* an account: the person is signed out everywhere, and apps can do nothing for them. No data is lost, and you can take it back. *Approve* or *Refuse* an app. Try deliveries and mail again, or forget deliveries that were given up.

What you do is noted, and other operators can read it. You cannot take the office from yourself: another operator has to do that.

## Your own texts

Put Markdown files into the folder \`help\` of the data folder to replace these pages, for example \`privacy.md\` and \`terms.md\`, or \`privacy.de.md\` for one language.
`;
