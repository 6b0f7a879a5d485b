// Help: registering an application, seeing what it asks, and going live.
export const developersHelp: string = `# For developers

Whoever has an account can register apps under [For developers](/develop), at the foot of each page. All types, vocabularies and methods are described in the [reference](/docs/).

## From nothing to a first call

1. *Create an app*: a name and a kind are enough. From then on its first page says what comes next.
2. Under *Online rules* and *Offline rules* say which kinds of item it wants, what for, and what it does with them. Online is while a person uses it; offline is at any time. People read your reason when they are asked.
3. Under *Certificates* upload one, or have the key made in your browser; then the vault never has it.
4. *Overview* has settings to copy for each kind of client.

In a sandbox the app works at once, and *Try it* makes a person with two years of data for it.

## Seeing what goes wrong

*Tracing* keeps the calls of your app for an hour, in memory only: what it asked, what it was told and what to change where it failed. Secrets are always masked; in production, values of people too.

## Going live

In production a new app waits until an operator approves it. *Going live* lists what people and the operator look at, and asks for approval. Method groups beyond the basic ones are given by the operator, too. Once it is approved, a new name, logo, address, host or organisation, and rules that ask for more, wait for the operator while the app goes on as it was; what limits or explains it changes at once.

Your privacy statement and terms of use can lie at an address of yours, or here: under *Information*, *Logos, privacy statement, terms and more*. People are led to them where they are asked, in the [directory](/directory) and on the page of the app; of HTML they see the words.

Tick it under *Directory* to have your app listed there.
`;
