// Help: files, taking a record along, messages, and who did what.
export const filesHelp: string = `# Files, downloads, messages and activity

All of these are on the page of a record, under [Records](/records).

## Adding a file

[Add a document](/upload) takes a letter, a picture or a scan, on a phone straight from its camera; the page names the largest size. What it is, and of which day, is asked once it is in. [Documents](/documents) shows all of them with a picture of each, and finds them by the words of their PDFs. A document can be attached to an appointment, a result or any other item, and is seen from both; it can be downloaded again as it was.

## Downloading everything

[Download everything](/export) makes one zip file of all you may see in the record: a page to start from, every item as XML, and what it was before it was changed; for each kind a JSON file and a CSV file, which spreadsheets open; and all files. It is not encrypted, so keep it where nobody else can open it, and think of the earlier versions before you pass it on. Deleted items are not in it.

## Messages

[Messages](/messages) are mail from doctors, and mail that apps put into the record: [more about them](/help/messages).

## Activity

[Activity](/activity) lists who added, changed, deleted or downloaded something, which app was let in or sent away, and when; below, how much each app has read. Whoever looks after the record sees all of it; others see what they did themselves, and the apps they let in.
`;
