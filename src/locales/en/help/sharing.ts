// Help: how people share a record.
export const sharingHelp: string = `# Sharing a record with somebody

If you are a custodian of a record, you can invite somebody to it by e-mail: under [Records](/records), choose the record and then *Sharing*.

## What you choose

- **What they may do**: only look, or also add and change, or look after the record as you do (custodian).
- **What they see**: everything, or only some kinds of item.
- **Until when**: without end, or to a day you name.

## The PIN

The page shows you a PIN. Tell it to the person yourself, by telephone for example; it is not in the mail. So a mail that goes astray opens nothing. After a few wrong tries the invitation ends, and you can send a new one.

## Ending it

Who has access stands on the same page, with whatever each may do. Change or end it at any time. The apps of that person lose their access with it, and have to ask again if you share anew.
`;
