// Help: what others do not see, and what helpers see in an emergency.
export const emergencyHelp: string = `# Personal items and the emergency page

## Items for those who look after the record only

On the page of an item, under *Who may see it*, those who look after the record can keep it to themselves. Then no app and nobody who only shares the record sees it, or hears that it is there.

## The emergency page

The [emergency page](/emergency) holds on one page what helpers ask first: birth date, blood type, allergies, current conditions and medicines, devices, and people to call. It is drawn from the record, so it is only as good as what is written there. Print it again when something has changed: it carries the day it was made.

## Leaving something out

*Leave it out of the emergency page*, under *Who may see it* on the page of an item, does what it says; apps and people who share the record still see the item. What is personal is never on the emergency page.

Nobody can open the page without signing in, unless you turn on its [code](/emergency/code): whoever scans that sees the parts you chose, and you are told each time. The code is on the sheet, and on a card for the wallet. Without it, what helpers find is the sheet you printed.

[Without a network](/offline) you can have your browser keep a copy of the page and of your medicines.
`;
